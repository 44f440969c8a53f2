package entity

import "strings"

// namer cuts a sentence's names out of its words. A name is a run of words
// that the tagger takes for names, with what stands between them in a name
// ("Bank of England", "al-Baghdadi"); where the tree says that two such words
// belong to different phrases, the run is two names.
type namer struct {
	r    *resolver
	t    *tree
	s    int
	in   []bool // of each word: it belongs to a name or stands within one
	glue []bool // of each word: it belongs to the word before it, whatever the tree says
	root []int  // of each word of a run: the word of the run it hangs from in the end
	free []bool // of each word: no name has it
}

// names appends the names of a sentence to phrases.
func (n *namer) names(out []phrase) []phrase {
	n.mark()
	for a := 0; a < len(n.in); {
		if !n.in[a] {
			a++
			continue
		}
		b := a
		for b < len(n.in) && n.in[b] {
			b++
		}
		out = n.split(out, a, b)
		a = b
	}
	return out
}

// mark finds the words of names and bridges what stands between them.
func (n *namer) mark() {
	t := n.t
	n.in, n.free, n.glue = n.in[:0], n.free[:0], n.glue[:0]
	for i := range t.words {
		n.glue = append(n.glue, false)
		n.in = append(n.in, n.isName(i))
		n.free = append(n.free, true)
	}
	n.spread()
	for i := 0; i+2 < len(t.words); i++ {
		n.begin(i)
	}
	for i := 1; i+1 < len(t.words); i++ {
		if n.in[i-1] && !n.in[i] && !n.r.inValue(n.s, i) {
			n.bridge(i)
		}
	}
}

// spread takes words in capitals beside a name into it: the tagger may take
// "Islamic" of "Islamic State" for an adjective, "Energy" of "Orvex Energy"
// for a noun.
func (n *namer) spread() {
	t := n.t
	fits := func(i int) bool {
		w := &t.words[i]
		return !n.in[i] && (w.UPOS == "ADJ" || w.UPOS == "NOUN") && isCapital(w.Text) && !n.r.inValue(n.s, i)
	}
	for i := len(t.words) - 2; i > 0; i-- {
		if n.in[i+1] && t.lower[i-1] != "." && fits(i) {
			n.in[i] = true
		}
	}
	for i := 1; i < len(t.words); i++ {
		if n.in[i-1] && fits(i) {
			n.in[i], n.glue[i] = true, companyWords[t.lower[i]]
		}
	}
}

// begin finds names whose first word may be no name: al-Qaeda, Secretary of
// State Ann Lee, the People's Party, the Ministry of Transport.
func (n *namer) begin(i int) {
	t := n.t
	first, second, third := t.lower[i], t.lower[i+1], t.lower[i+2]
	great := isCapital(t.words[i].Text) && isCapital(t.words[i+2].Text)
	switch {
	case (first == "al" || first == "el") && second == "-" && t.glued(i) && t.glued(i+1) && n.in[i+2],
		great && peoples[first] && (second == "'s" || second == "'"):
		n.in[i], n.in[i+1], n.in[i+2] = true, true, true
		n.glue[i+1], n.glue[i+2] = true, true
	case second == "of" && secretaries[first] && portfolios[third] && i+3 < len(t.words) && n.in[i+3]:
		for k := range 3 {
			n.in[i+k], n.glue[i+k+1] = true, true
		}
	case second == "of" && great && genitives[first]:
		n.in[i] = true
	}
}

func (n *namer) isName(i int) bool {
	w := &n.t.words[i]
	if n.r.short[w.Text] && !n.isShouted(i) {
		return true
	}
	if n.r.inValue(n.s, i) || n.t.relation(i) == "punct" || n.t.relation(i) == "case" {
		return false
	}
	if i == 0 && common(n.t.lower[0]) && !(len(n.t.words) > 1 && isCapital(n.t.words[1].Text)) {
		return false // a sentence begins with any word in capitals: "Police said"
	}
	return (w.UPOS == "PROPN" || strings.HasPrefix(w.XPOS, "NNP")) && isCapital(w.Text)
}

// isShouted reports whether a word stands among words in capitals, where they
// tell nothing.
func (n *namer) isShouted(i int) bool {
	return i > 0 && i+1 < len(n.t.words) && isInitials(n.t.words[i-1].Text) && isInitials(n.t.words[i+1].Text)
}

// split cuts a run into names by the tree.
func (n *namer) split(out []phrase, a, b int) []phrase {
	if b-a > longestName {
		return out
	}
	n.root = n.root[:0]
	for i := a; i < b; i++ {
		top := i
		for range b - a {
			h := n.t.head(top)
			if h < a || h >= b {
				break
			}
			top = h
		}
		n.root = append(n.root, top)
	}
	for from := a; from < b; {
		to := from + 1
		for to < b && (n.glue[to] || n.together(n.root[to-a-1], n.root[to-a])) {
			to++
		}
		out = n.piece(out, from, to, n.root[to-a-1])
		from = to
	}
	return out
}

// together reports whether the phrases of two roots, side by side, are one
// name after all. They are, for no comma is between them, unless one is a
// place ("In Lomova Varga said") or they have parts of their own in a clause
// ("gave Varga Novex").
func (n *namer) together(x, y int) bool {
	if x == y {
		return true
	}
	t := n.t
	g := world()
	if g.isPlace(t.words[x].Text) || g.isPlace(t.words[y].Text) || g.adjectives[t.words[x].Text] != "" {
		return false
	}
	if t.head(x) == t.head(y) && t.head(x) >= 0 && t.words[x].Relation == t.words[y].Relation {
		return true // a clause has one object
	}
	switch t.relation(x) {
	case "obl", "iobj", "obj", "advmod", "root", "parataxis":
		return false
	}
	return t.relation(y) != "obj" && t.relation(y) != "root" && t.relation(y) != "parataxis"
}

// piece makes a name of the words [a, b) and of what stands before a title in
// them: "Moscow Mayor Sergei Sobyanin" are Moscow and Sergei Sobyanin.
func (n *namer) piece(out []phrase, a, b, root int) []phrase {
	t := n.t
	for a < b && (t.relation(a) == "case" || t.relation(a) == "cc" || t.relation(a) == "punct" || t.lower[a] == "the") {
		a++
	}
	for b > a && (t.relation(b-1) == "punct" || t.relation(b-1) == "case" || t.lower[b-1] == "the" || t.lower[b-1] == "and") {
		b--
	}
	if a == b {
		return out
	}
	title, from := n.title(a, b)
	if from > a {
		first := a
		for first < from && (titles[t.lower[first]] || world().adjectives[t.words[first].Text] != "") {
			first++
		}
		last := first
		for last < from && !titles[t.lower[last]] {
			last++
		}
		if first == a && last > first && from < b {
			if p := n.phrase(first, last, last-1, ""); p.name != "" {
				out = append(out, p)
			}
		}
	}
	if from == b { // a title alone is a description: "the President"
		return out
	}
	if title == "" {
		title = n.titleBefore(from)
	}
	if root < a || root >= b {
		root = from
	}
	p := n.phrase(from, b, root, title)
	if p.name == "" {
		return out
	}
	if from+1 == b && p.title == "" && n.isDemonym(from) {
		p.Kind, p.noun = Adjective, world().adjectives[t.words[from].Text]
		return append(out, p)
	}
	return append(out, p)
}

func (n *namer) phrase(a, b, root int, title string) phrase {
	p := phrase{Mention: Mention{Sentence: n.s, Head: root, Kind: Named}, title: title, possessor: -1, thing: -1}
	p.Words = make([]int, 0, b-a)
	for i := a; i < b; i++ {
		p.Words = append(p.Words, i)
		n.free[i] = false
	}
	n.free[root] = false
	p.name = n.t.spell(p.Words)
	if det := n.t.child(root, "det"); det >= 0 {
		p.determiner = determinerOf(n.t.lower[det])
	}
	p.plural = n.t.words[b-1].XPOS == "NNPS"
	return p
}
