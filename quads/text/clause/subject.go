package clause

import "slices"

// inheritSubject finds the subject of a clause that has none of its own. Those
// above it are done.
func (f *finder) inheritSubject(c int) {
	f.resolveRelative(c)
	cl := &f.clauses[c]
	p := cl.Parent
	if cl.Subject != nil || f.child(cl.Head, "expl", "nsubj:outer") >= 0 || f.takeStrayed(c) || p < 0 {
		return
	}
	if f.clauses[p].Link == "appos" && f.clauses[p].Parent >= 0 && f.made[c].after >= 0 && f.gerund(c) {
		cl.Parent = f.clauses[p].Parent // ", the leader, taking …": not what the leader took
		cl.Link, cl.Subject = "advcl", copyOf(f.clauses[cl.Parent].Subject)
		return
	}
	switch cl.Link {
	case "conj":
		f.inheritOfJoined(c)
	case "xcomp":
		f.inheritOfContent(c)
	case "ccomp":
		if !f.finite(c) {
			f.inheritOfContent(c)
		}
	case "advcl":
		f.inheritOfAdverbial(c)
	case "acl":
		f.inheritOfModifier(c)
	}
}

// finite reports whether a clause has a tense of its own.
func (f *finder) finite(c int) bool {
	cl, m := &f.clauses[c], &f.made[c]
	first := cl.Head
	if len(m.aux) > 0 && !m.leaned {
		first = m.aux[0]
	}
	if m.leaned {
		return false
	}
	switch f.words[first].XPOS {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

// takeStrayed takes for a verb's subject the noun right before it that a
// parser took for another object: "denied any role and the president has
// warned".
func (f *finder) takeStrayed(c int) bool {
	if f.made[c].relative >= 0 || !f.finite(c) {
		return false
	}
	noun := f.strayedSubject(c)
	if noun < 0 {
		return false
	}
	for k := range f.clauses {
		if k != c && f.clauses[k].Head < noun {
			f.takeAway(&f.clauses[k], noun)
		}
	}
	f.clauses[c].Subject = f.argument(Object, noun)
	return true
}

// inheritOfJoined gives a joined verb the subject of the first.
func (f *finder) inheritOfJoined(c int) {
	cl := &f.clauses[c]
	p := f.before(c)
	if p < 0 {
		return
	}
	cl.Subject = copyOf(f.clauses[p].Subject)
}

// strayedSubject finds a noun phrase that ends right before a finite verb and
// hangs, as a conjunct, from another noun; -1.
func (f *finder) strayedSubject(c int) int {
	if len(f.clauses[c].Relation) == 0 {
		return -1
	}
	at := f.clauses[c].Relation[0] - 1
	for at >= 0 && (f.words[at].UPOS == "ADV" || f.words[at].XPOS == "PRP" && len(f.low[at]) > 4) {
		at-- // "has also", "himself"
	}
	if at < 0 || !f.isNoun(at) {
		return -1
	}
	noun := at
	for f.head[noun] >= 0 && f.head[noun] > noun-6 && f.isNoun(f.head[noun]) && f.words[noun].Relation != "conj" {
		noun = f.head[noun]
	}
	if f.words[noun].Relation != "conj" || f.clause[noun] >= 0 || f.head[noun] > noun {
		return -1
	}
	return noun
}

// takeAway removes a noun phrase from the arguments of a clause.
func (f *finder) takeAway(cl *Clause, noun int) {
	gone := f.below(noun, nil)
	for k := range cl.Args {
		a := &cl.Args[k]
		_, has := slices.BinarySearch(a.Words, noun)
		if _, within := slices.BinarySearch(gone, a.Head); !has || within {
			continue
		}
		a.Words = slices.DeleteFunc(slices.Clone(a.Words), func(w int) bool {
			_, found := slices.BinarySearch(gone, w)
			return found || w == gone[0]-1 && f.words[w].UPOS == "CCONJ"
		})
	}
}

func copyOf(a *Argument) *Argument {
	if a == nil {
		return nil
	}
	b := *a
	return &b
}

// inheritOfContent finds who acts in "to leave": the object of the verb above
// where there is one, else its subject.
func (f *finder) inheritOfContent(c int) {
	cl := &f.clauses[c]
	p := &f.clauses[cl.Parent]
	if tough[f.low[p.Head]] && p.Verb == "be" {
		return
	}
	if !promising[p.Verb] && !p.Passive {
		for k := range p.Args {
			a := &p.Args[k]
			if (a.Role == Object || a.Role == Recipient) && a.Head < cl.Head {
				cl.Subject = copyOf(a)
				return
			}
		}
	}
	cl.Subject = copyOf(p.Subject)
}

// inheritOfAdverbial finds the subject of a participle, gerund or infinitive
// that goes with a verb.
func (f *finder) inheritOfAdverbial(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	if f.finite(c) {
		return
	}
	p := &f.clauses[cl.Parent]
	if steering[p.Verb] && f.toInfinitive(c) {
		f.inheritOfContent(c)
		return
	}
	if f.words[cl.Head].XPOS == "VBG" && m.marker < 0 && m.after >= 0 && speaking[cl.Verb] {
		f.climbToSpeaker(c)
		p = &f.clauses[cl.Parent]
	}
	if f.gerund(c) && blaming[p.Verb] && cl.Head > p.Head && f.introduced(c, "of", "for", "from", "with") && !p.Passive {
		if k := objectOf(p); k >= 0 && p.Args[k].Head < cl.Head {
			cl.Subject = copyOf(&p.Args[k])
			return
		}
	}
	if a := f.modified(c, p); a != nil {
		cl.Subject = copyOf(a)
		return
	}
	cl.Subject = copyOf(p.Subject)
}

// modified finds the object right before a participle without a comma: of
// "freed the villagers hiding in the mill" the villagers hide. Means are the
// subject's ("killed the guard using a knife").
func (f *finder) modified(c int, p *Clause) *Argument {
	cl, m := &f.clauses[c], &f.made[c]
	if f.words[cl.Head].XPOS != "VBG" || m.marker >= 0 || m.after >= 0 || len(m.aux) > 0 || p.Passive || cl.Verb == "use" || f.introduced(c, "by", "of", "from", "for", "in", "after", "before", "while") {
		return nil
	}
	left := f.leftmost(cl.Head)
	if k := objectOf(p); k >= 0 && p.Args[k].Head == left-1 {
		return &p.Args[k]
	}
	return nil
}

// climbToSpeaker hangs a participle that speaks ("…, accusing Kiev of …") on
// the clause of who speaks, where it stands within what that one reports.
func (f *finder) climbToSpeaker(c int) {
	cl := &f.clauses[c]
	for k := cl.Parent; k >= 0; k = f.clauses[k].Parent {
		at := &f.clauses[k]
		switch at.Link {
		case "ccomp":
			if at.Parent >= 0 && speaking[f.clauses[at.Parent].Verb] && f.clauses[at.Parent].Subject != nil {
				cl.Parent = at.Parent
				return
			}
		case "conj", "xcomp", "advcl":
			continue
		}
		return
	}
}

// introduced reports whether one of some words introduces a clause.
func (f *finder) introduced(c int, words ...string) bool {
	h := f.clauses[c].Head
	for d := f.first[h]; d >= 0 && d < h; d = f.next[d] {
		if r := f.words[d].Relation; (r == "mark" || r == "case") && slices.Contains(words, f.low[d]) {
			return true
		}
	}
	return false
}

// inheritOfModifier finds the subject of a participle or infinitive that hangs
// on a noun.
func (f *finder) inheritOfModifier(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	noun, p := m.partOf, &f.clauses[cl.Parent]
	switch {
	case f.finite(c):
		// "the claim that …": a content clause of its own.
	case f.marked(c, "to") || m.marker >= 0 || f.introduced(c, "of", "for", "in"):
		f.inheritOfPurpose(c)
	case f.words[cl.Head].XPOS == "VBG" && m.after >= 0 && p.Subject != nil && noun >= p.Head:
		// ", killing six" behind any noun is what the subject did.
		if speaking[cl.Verb] {
			f.climbToSpeaker(c)
			p = &f.clauses[cl.Parent]
		}
		cl.Subject = copyOf(p.Subject)
		cl.Link = "advcl"
	default:
		cl.Subject = f.argument(Object, noun)
		cl.Subject.Words = f.without(cl.Subject.Words, cl.Head)
	}
}

// inheritOfPurpose finds who acts in "its ability to strike", "an opportunity
// to recruit", "the aim of destabilising".
func (f *finder) inheritOfPurpose(c int) {
	cl := &f.clauses[c]
	noun, p := f.made[c].partOf, &f.clauses[cl.Parent]
	for d := f.first[noun]; d >= 0; d = f.next[d] {
		switch {
		case f.words[d].Relation == "nmod:poss":
			cl.Subject = f.argument(Object, d)
			return
		case ordinals[f.low[d]] && f.words[d].Relation == "amod":
			cl.Subject = f.argument(Object, noun)
			cl.Subject.Words = f.without(cl.Subject.Words, cl.Head)
			return
		}
	}
	if p.Subject != nil && p.Subject.Head == noun {
		return
	}
	if k := objectOf(p); blaming[p.Verb] && !p.Passive && k >= 0 && p.Args[k].Head == noun && f.gerund(c) {
		cl.Subject = copyOf(&p.Args[k]) // "accused the navy of sinking it", hung on the navy
		return
	}
	if k := slices.IndexFunc(p.Args, func(a Argument) bool { return a.Role == Recipient }); k >= 0 && p.Args[k].Head != noun {
		cl.Subject = copyOf(&p.Args[k])
		return
	}
	if k := objectOf(p); k >= 0 && p.Args[k].Head != noun && p.Args[k].Head < noun && p.Verb == "provide" {
		cl.Subject = copyOf(&p.Args[k])
		return
	}
	cl.Subject = copyOf(p.Subject)
}

func (f *finder) marked(c int, word string) bool {
	m := f.made[c].marker
	return m >= 0 && f.low[m] == word
}

// without takes a clause out of a phrase that it modifies.
func (f *finder) without(words []int, head int) []int {
	gone := f.below(head, nil)
	kept := slices.DeleteFunc(slices.Clone(words), func(w int) bool {
		_, found := slices.BinarySearch(gone, w)
		return found
	})
	if len(kept) == 0 {
		return words
	}
	return f.trim(kept)
}
