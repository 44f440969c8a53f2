package clause

import "slices"

// fillMood finds mood and negation in a clause's own words.
func (f *finder) fillMood(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	for _, a := range m.aux {
		f.hedge(cl, auxMood(f.low[a], f.words[a].XPOS), a)
	}
	if m.leaned {
		p := &f.clauses[f.before(c)]
		f.copyMood(cl, p)
	}
	for d := f.first[cl.Head]; d >= 0; d = f.next[d] {
		f.hedgeByDependent(c, d)
	}
	for _, a := range m.aux {
		for d := f.first[a]; d >= 0; d = f.next[d] {
			f.hedgeByDependent(c, d)
		}
	}
	if cl.Subject != nil {
		f.negateByNoun(cl, cl.Subject.Head)
	}
	for k := range cl.Args {
		if cl.Args[k].Role == Object || cl.Args[k].Role == Complement {
			f.negateByNoun(cl, cl.Args[k].Head)
		}
	}
	f.moodOfMarker(c)
	f.moodOfSentence(c)
	if at := f.contrast(cl); at >= 0 {
		f.negate(cl, at)
	}
	f.farFrom(c)
}

// farFrom reads "is far from over" as a negation of what follows; where a
// clause follows, that one is negated and this one says nothing.
func (f *finder) farFrom(c int) {
	cl := &f.clauses[c]
	h := cl.Head
	if f.low[h] != "far" || h+1 >= len(f.low) || f.low[h+1] != "from" {
		return
	}
	for k := range cl.Args {
		if cl.Args[k].Case == "from" {
			f.negate(cl, h)
			cl.Args[k].Role, cl.Args[k].Case = Complement, ""
			cl.Args = slices.DeleteFunc(cl.Args, func(a Argument) bool { return a.Head == h })
			return
		}
	}
	f.made[c].drop = f.child(h, "advcl", "ccomp", "xcomp") >= 0
}

// contrast finds what stands right before a clause that is not so: "far from
// over", "instead of attacking", "rather than attack"; -1.
func (f *finder) contrast(cl *Clause) int {
	at := cl.Head
	if len(cl.Relation) > 0 {
		at = min(at, cl.Relation[0])
	}
	if at < 2 {
		return -1
	}
	switch f.low[at-2] + " " + f.low[at-1] {
	case "far from", "instead of", "rather than":
		return at - 2
	}
	return -1
}

// auxMood is the mood that an auxiliary gives.
func auxMood(word, tag string) Mood {
	switch word {
	case "may", "might", "could", "can", "must", "ca":
		return Hedged
	case "would", "should", "wo", "'d", "ought":
		if word == "wo" {
			return Planned
		}
		if word == "'d" && tag != "MD" {
			return Fact
		}
		return Conditional
	case "will", "shall", "'ll", "’ll":
		return Planned
	}
	return Fact
}

// hedge gives a clause a mood, which is never weaker than one before: what is
// hedged and planned is hedged.
func (f *finder) hedge(cl *Clause, m Mood, word int) {
	if m == Fact {
		return
	}
	if cl.Mood == Fact || weight(m) > weight(cl.Mood) {
		cl.Mood = m
	}
	cl.Hedge = insert(cl.Hedge, word)
}

// weight orders moods by how far they are from a fact.
func weight(m Mood) int {
	switch m {
	case Fact:
		return 0
	case Planned:
		return 1
	case Hedged:
		return 2
	case Conditional:
		return 3
	}
	return 4
}

func insert(words []int, w int) []int {
	at, found := slices.BinarySearch(words, w)
	if found {
		return words
	}
	return slices.Insert(words, at, w)
}

func (f *finder) negate(cl *Clause, word int) {
	if _, found := slices.BinarySearch(cl.Hedge, word); found {
		return
	}
	cl.Negated = !cl.Negated
	cl.Hedge = insert(cl.Hedge, word)
}

// copyMood gives a joined verb what the auxiliaries of the first say. After
// "but" a "not" is over.
func (f *finder) copyMood(cl, p *Clause) {
	for _, w := range p.Hedge {
		if f.low[w] == "not" || f.low[w] == "n't" || f.low[w] == "never" || f.low[w] == "n’t" {
			if cc := f.child(cl.Head, "cc"); cc < 0 || f.low[cc] != "but" {
				f.negate(cl, w)
			}
			continue
		}
		f.hedge(cl, p.Mood, w)
	}
}

// hedgeByDependent reads adverbs and particles.
func (f *finder) hedgeByDependent(c, d int) {
	cl := &f.clauses[c]
	w := f.low[d]
	switch r := f.relation(d); {
	case r == "advmod" && hedging[w], r == "discourse" && hedging[w]:
		f.hedge(cl, Hedged, d)
	case negating[w] && (r == "advmod" || r == "cc" || r == "discourse" || f.words[d].UPOS == "PART") && !f.limited(d):
		if w == "neither" && r == "cc" && d > cl.Head {
			return
		}
		f.negate(cl, d)
	case w == "longer" && r == "advmod":
		for e := f.first[d]; e >= 0; e = f.next[e] {
			if f.low[e] == "no" {
				f.negate(cl, e)
			}
		}
	case w == "no" && r == "advmod":
		f.negate(cl, d)
	}
}

// negateByNoun reads "no group", "nobody", "none of them".
func (f *finder) negateByNoun(cl *Clause, noun int) {
	if nobody[f.low[noun]] {
		f.negate(cl, noun)
		return
	}
	if f.low[noun] == "one" && noun > 0 && f.low[noun-1] == "no" {
		f.negate(cl, noun-1)
		return
	}
	for d := f.first[noun]; d >= 0 && d < noun; d = f.next[d] {
		if f.relation(d) == "det" && (f.low[d] == "no" || f.low[d] == "neither") {
			f.negate(cl, d)
		}
	}
}

// moodOfMarker reads the word that introduces a clause.
func (f *finder) moodOfMarker(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	for d := f.first[cl.Head]; d >= 0 && d < cl.Head; d = f.next[d] {
		if r := f.words[d].Relation; f.low[d] == "without" && (r == "mark" || r == "case") {
			f.negate(cl, d)
		}
	}
	if m.marker < 0 {
		return
	}
	w := f.low[m.marker]
	switch {
	case (w == "if" || w == "whether") && cl.Link == "ccomp":
		f.hedge(cl, Asked, m.marker)
	case w == "as" && m.marker+1 < len(f.low) && (f.low[m.marker+1] == "if" || f.low[m.marker+1] == "though"):
		f.hedge(cl, Hedged, m.marker)
	case ifMarkers[w] || w == "whether":
		f.hedge(cl, Conditional, m.marker)
		f.conditionOf(c)
	}
}

// conditionOf makes conditional what hangs on a condition, unless it is told
// in brackets or holds "even if".
func (f *finder) conditionOf(c int) {
	cl := &f.clauses[c]
	marker := f.made[c].marker
	if cl.Link != "advcl" || cl.Parent < 0 || marker > 0 && (f.low[marker-1] == "(" || f.low[marker-1] == "even") {
		return
	}
	if p := &f.clauses[cl.Parent]; p.Mood == Fact || p.Mood == Planned {
		f.hedge(p, Conditional, marker)
	}
}

// moodOfSentence reads questions and orders.
func (f *finder) moodOfSentence(c int) {
	cl := &f.clauses[c]
	first := cl.Link == "root" || cl.Link == "conj" && cl.Parent >= 0 && f.clauses[cl.Parent].Link == "root"
	if !first {
		return
	}
	for i := len(f.words) - 1; i > cl.Head; i-- {
		if f.words[i].UPOS != "PUNCT" {
			break
		}
		if f.low[i] == "?" {
			f.hedge(cl, Asked, i)
			return
		}
	}
	if cl.Link == "root" && f.words[cl.Head].XPOS == "VB" && cl.Subject == nil && len(f.made[c].aux) == 0 && f.made[c].marker < 0 {
		f.hedge(cl, Ordered, cl.Head)
	}
}
