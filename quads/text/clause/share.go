package clause

import "slices"

// before returns the clause of the first conjunct, of which c is another; -1.
func (f *finder) before(c int) int {
	cl := &f.clauses[c]
	if cl.Link != "conj" || f.head[cl.Head] < 0 {
		return -1
	}
	return f.clause[f.head[cl.Head]]
}

// lean gives a joined verb the auxiliaries and the marker that it shares with
// the first: "may have been planned and warned of", "to flee and hide".
func (f *finder) lean(c int) {
	p := f.before(c)
	if p < 0 {
		return
	}
	cl, m := &f.clauses[c], &f.made[c]
	if m.marker < 0 && f.child(cl.Head, "nsubj", "nsubj:pass") < 0 {
		m.marker = f.made[p].marker
	}
	if len(m.aux) > 0 || f.child(cl.Head, "nsubj", "nsubj:pass", "csubj") >= 0 || len(f.made[p].aux) == 0 || !f.sameForm(p, c) {
		return
	}
	m.leaned = true
	m.aux = f.made[p].aux
	cl.Passive = cl.Passive || f.clauses[p].Passive
	cl.Relation = append(slices.Clone(m.aux), cl.Relation...)
	slices.Sort(cl.Relation)
}

// sameForm reports whether a joined verb can use the auxiliaries of the first.
func (f *finder) sameForm(p, c int) bool {
	a, b := f.clauses[p].Head, f.clauses[c].Head
	if !f.isVerb(b) || !f.isVerb(a) {
		return f.isVerb(a) == f.isVerb(b)
	}
	switch tag := f.words[b].XPOS; tag {
	case "VB", "VBN", "VBG":
		return f.words[a].XPOS == tag
	case "VBD":
		// A participle that looks like a past tense is one where the verb
		// before is a passive participle and a "by" follows.
		return f.clauses[p].Passive && f.words[a].XPOS == "VBN" && f.child(b, "obj") < 0 &&
			(f.child(b, "obl:agent") >= 0 || f.stranded(b))
	}
	return false
}

// stranded reports whether a preposition without a noun hangs on a verb:
// "warned of by".
func (f *finder) stranded(h int) bool {
	for d := f.first[h]; d >= 0; d = f.next[d] {
		if d > h && f.words[d].UPOS == "ADP" && f.words[d].Relation != "compound:prt" && f.first[d] < 0 {
			return true
		}
	}
	return false
}

// sharePhrases gives joined verbs the agents and objects that they share.
func (f *finder) sharePhrases() {
	for c := range f.clauses {
		if p := f.before(c); p >= 0 && f.isVerb(f.clauses[c].Head) && f.isVerb(f.clauses[p].Head) {
			f.shareAgent(p, c)
			f.shareObject(p, c)
		}
	}
}

// shareAgent settles whose a "by" is. It belongs to the last participle before
// it. The first has it too where both simply happened ("planned and carried
// out by"), but not where one is hedged or tells what was said: of "planned
// and warned of by" nobody knows who planned.
func (f *finder) shareAgent(p, c int) {
	first, last := &f.clauses[p], &f.clauses[c]
	if !last.Passive || !first.Passive {
		return
	}
	both := first.Mood == Fact && last.Mood == Fact && !first.Negated && !last.Negated &&
		!speaking[last.Verb] && !speaking[first.Verb] && f.stranded(first.Head) == f.stranded(last.Head)
	if k := agentOf(first); k >= 0 && first.Args[k].Head > last.Head {
		if agentOf(last) < 0 {
			last.Args = append(last.Args, first.Args[k])
		}
		if !both {
			first.Args = slices.Delete(first.Args, k, k+1)
		}
		return
	}
	if k := agentOf(last); k >= 0 && both && len(first.Args) == 0 && f.adjacent(first, last) {
		first.Args = append(first.Args, last.Args[k])
	}
}

func agentOf(cl *Clause) int {
	return slices.IndexFunc(cl.Args, func(a Argument) bool { return a.Role == Agent })
}

// shareObject gives "planned and carried out the attack" one object each.
func (f *finder) shareObject(p, c int) {
	first, last := &f.clauses[p], &f.clauses[c]
	if first.Passive || last.Passive {
		return
	}
	a, b := objectOf(first), objectOf(last)
	switch {
	case a >= 0 && b < 0 && first.Args[a].Head > last.Head && !hasContent(last):
		last.Args = slices.Insert(last.Args, 0, first.Args[a])
	case a < 0 && b >= 0 && len(first.Args) == 0 && !intransitive[first.Verb] && f.adjacent(first, last):
		first.Args = append(first.Args, last.Args[b])
	}
}

func objectOf(cl *Clause) int {
	return slices.IndexFunc(cl.Args, func(a Argument) bool { return a.Role == Object })
}

func hasContent(cl *Clause) bool {
	return slices.ContainsFunc(cl.Args, func(a Argument) bool { return a.Role == Content })
}

// adjacent reports whether nothing but a conjunction and adverbs stands
// between two joined verbs.
func (f *finder) adjacent(first, last *Clause) bool {
	for i := first.Head + 1; i < last.Head; i++ {
		switch f.words[i].UPOS {
		case "CCONJ", "ADV", "AUX", "PART":
		case "ADP":
			if f.head[i] != first.Head {
				return false
			}
		default:
			return false
		}
	}
	return first.Head < last.Head
}
