package entity

import "strings"

// A link is what the text itself says of two names: that they are one thing,
// that they may be, or that they are two.
type link struct {
	from, to   int // phrases
	kind       linkKind
	confidence float64 // of an offer
	reason     string
}

type linkKind uint8

const (
	same  linkKind = iota // X (Y), X also known as Y
	maybe                 // X (Y or Z)
	apart                 // X is an offshoot of Y
)

// longestAside bounds the words of a parenthesis that may name a thing.
const longestAside = 16

// readLinks finds what a sentence says of its names.
func (r *resolver) readLinks(s int) {
	t := &r.tree
	first := -1 // the sentence's first name
	for i := r.first[s]; i < r.first[s+1]; i++ {
		p := &r.phrases[i]
		if p.Kind == Named && first < 0 {
			first = i
		}
		if p.Kind == Named {
			r.readAside(s, i)
			r.readAlso(s, i)
		}
		if p.Kind == Nominal && branchNouns[p.noun] {
			r.readBranch(t, i, first)
		}
	}
}

// readAside reads the parenthesis behind a name: its initials, its full name
// or, with "or" in it, names that it may have.
func (r *resolver) readAside(s, i int) {
	t := &r.tree
	p := &r.phrases[i]
	open := p.Words[len(p.Words)-1] + 1
	if t.at(open) != "(" {
		return
	}
	end := open + 1
	for end < len(t.words) && end < open+longestAside && t.lower[end] != ")" {
		r.steps++
		end++
	}
	if t.at(end) != ")" {
		return
	}
	from := open + 1
	for from < end && (t.relation(from) == "advmod" || asides[t.lower[from]] || t.lower[from] == "the") {
		from++
	}
	former := from > open+1 && (t.lower[open+1] == "formerly" || t.lower[open+1] == "previously")
	inside := r.namesBetween(from, end)
	whole := len(inside) == 1 && r.covers(inside[0], from, end)
	switch {
	case whole && t.at(open+1) != "from" && (from > open+1 && asides[t.lower[from-1]] || former):
		r.links = append(r.links, link{i, inside[0], same, 0, "the text gives it as another name of " + p.name})
	case whole:
		r.readInitials(i, inside[0])
	case len(inside) > 1 && t.contains(from, end, "or"):
		for _, k := range inside {
			r.links = append(r.links, link{i, k, maybe, .4, "named in the parenthesis behind " + p.name})
		}
	}
}

// asides are the words that lead to another name.
var asides = fields(`known as formerly previously called aka a.k.a. also officially originally better commonly or née`)

// readInitials decides on "X (Y)".
func (r *resolver) readInitials(i, k int) {
	x, y := r.phrases[i].name, r.phrases[k].name
	g := world()
	switch {
	case initialsOf(y, x):
		r.links = append(r.links, link{i, k, same, 0, "initials of " + x})
	case initialsOf(x, y):
		r.links = append(r.links, link{k, i, same, 0, "initials of " + y})
	case isInitials(y) && !g.isPlace(y) && !g.isPlace(x):
		r.links = append(r.links, link{i, k, maybe, .8, "in the parenthesis behind " + x})
	}
}

// initialsOf reports whether a word is made of a name's initials: with or
// without those of small words ("District of Columbia", DC), in one case each
// word's only or its first two letters ("Bayern Radio", BaRa is none).
func initialsOf(short, name string) bool {
	if !isInitials(short) {
		return false
	}
	letters := strings.Map(func(c rune) rune {
		if c >= 'A' && c <= 'Z' {
			return c
		}
		return -1
	}, short)
	all, great := "", ""
	for w := range strings.FieldsFuncSeq(name, func(c rune) bool { return c == ' ' || c == '-' || c == '–' }) {
		c := strings.ToUpper(w[:1])
		all += c
		if isCapital(w) {
			great += c
		}
	}
	return len(great) > 1 && (letters == all || letters == great)
}

// namesBetween lists the named phrases whose words lie in [a, b).
func (r *resolver) namesBetween(a, b int) []int {
	var out []int
	for w := a; w < b; w++ {
		if i := r.heads[w]; i >= 0 && r.phrases[i].Kind == Named && (len(out) == 0 || out[len(out)-1] != i) {
			out = append(out, i)
		}
	}
	return out
}

// covers reports whether a phrase has all the words of [a, b).
func (r *resolver) covers(i, a, b int) bool {
	w := r.phrases[i].Words
	return len(w) > 0 && w[0] <= a && w[len(w)-1] >= b-1
}

func (t *tree) contains(a, b int, word string) bool {
	for i := a; i < b; i++ {
		if t.lower[i] == word {
			return true
		}
	}
	return false
}

// readAlso reads ", also known as Y" and ", formerly Y" behind a name and its
// parenthesis.
func (r *resolver) readAlso(s, i int) {
	t := &r.tree
	p := &r.phrases[i]
	at := p.Words[len(p.Words)-1] + 1
	if t.at(at) == "(" {
		for end := at + 1; end < len(t.words) && end < at+longestAside; end++ {
			if t.lower[end] == ")" {
				at = end + 1
				break
			}
		}
	}
	if t.at(at) == "," {
		at++
	}
	from, last := at, ""
	for from < len(t.words) && from < at+4 && asides[t.lower[from]] && t.lower[from] != "or" {
		last = t.lower[from]
		from++
	}
	if last != "as" && last != "formerly" && last != "called" && last != "aka" && last != "a.k.a." || from == at {
		return
	}
	if t.at(from) == "the" {
		from++
	}
	for w := from; w < len(t.words) && w < from+longestName; w++ {
		k := r.heads[w]
		if k < 0 || r.phrases[k].Kind != Named {
			continue
		}
		after := r.phrases[k].Words[len(r.phrases[k].Words)-1] + 1
		if r.phrases[k].Words[0] == from && t.at(after) != "of" && (after >= len(t.words) || !isCapital(t.words[after].Text)) {
			r.links = append(r.links, link{i, k, same, 0, "the text gives it as another name of " + p.name})
		}
		return
	}
}

// readBranch reads "X is an offshoot of Y", "X, a wing of Y" and "Y's branch
// X": two things.
func (r *resolver) readBranch(t *tree, i, first int) {
	noun := r.phrases[i].Head
	var wholes, parts []int
	for c := range t.children(noun) {
		switch t.relation(c) {
		case "nmod":
			wholes = r.namesUnder(t, c, wholes)
		case "compound":
			wholes = r.namesUnder(t, c, wholes)
		case "nsubj", "appos":
			parts = r.namesUnder(t, c, parts)
		}
	}
	if h := t.head(noun); h >= 0 {
		switch t.relation(noun) {
		case "appos", "obj", "xcomp", "obl", "nmod", "conj":
			if t.relation(noun) == "appos" {
				parts = r.namesUnder(t, h, parts)
			}
			if c := t.child(h, "nsubj"); c >= 0 {
				parts = r.namesUnder(t, c, parts)
			}
		}
	}
	wholes, parts = r.branchWords(t, i, first, wholes, parts)
	for _, x := range parts {
		for _, y := range wholes {
			if x != y {
				r.links = append(r.links, link{x, y, apart, 0, ""})
			}
		}
	}
}

// branchWords reads the same from the words alone, for the tree of a long
// sentence may be wrong: the name that "offshoot of the militant group" goes
// on with, and of the names before it the sentence's first and the nearest.
// To tell apart too much costs a join, to tell apart too little makes a false
// one.
func (r *resolver) branchWords(t *tree, i, first int, wholes, parts []int) (w, p []int) {
	noun := r.phrases[i].Head
	if t.at(noun+1) == "of" {
		for k := noun + 2; k < len(t.words) && k < noun+8; k++ {
			if r.isNamed(k) {
				wholes = append(wholes, r.heads[k])
				break
			}
		}
	}
	if len(wholes) == 0 {
		return wholes, parts
	}
	nearest := -1
	for k := noun - 1; k >= 0 && k > noun-longestAside && nearest < 0; k-- {
		if r.isNamed(k) && r.heads[k] != wholes[0] {
			nearest = r.heads[k]
		}
	}
	if nearest >= 0 {
		parts = append(parts, nearest)
	}
	if first >= 0 && first < i {
		parts = append(parts, first)
	}
	return wholes, parts
}

// namesUnder lists the names in a phrase: its head's, and those that hang
// directly from it or from a noun it calls: "of the militant group Islamic
// State (IS)".
func (r *resolver) namesUnder(t *tree, head int, out []int) []int {
	if k := r.heads[head]; k >= 0 && r.phrases[k].Kind == Named {
		out = append(out, k)
	}
	for c := range t.children(head) {
		if len(out) >= 8 {
			break
		}
		switch t.relation(c) {
		case "appos", "compound", "flat", "nmod", "conj", "parataxis", "dep":
			if k := r.heads[c]; k >= 0 && r.phrases[k].Kind == Named && t.words[c].Relation != "nmod:poss" {
				out = append(out, k)
			}
		}
	}
	return out
}
