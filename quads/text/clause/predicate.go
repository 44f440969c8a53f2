package clause

import "slices"

// findHeads makes a clause for every word that is the head of one.
func (f *finder) findHeads() {
	for i := range f.words {
		link, ok := f.linkOf(i)
		if !ok {
			continue
		}
		f.clause[i] = len(f.clauses)
		f.clauses = append(f.clauses, Clause{Head: i, Link: link, Parent: -1})
		f.made = append(f.made, made{partOf: -1, relative: -1, after: -1, marker: -1})
	}
}

// linkOf tells how a clause hangs on its sentence, and whether a word is the
// head of one.
func (f *finder) linkOf(i int) (string, bool) {
	w := &f.words[i]
	says := f.isVerb(i) || f.hasPredicate(i)
	if f.head[i] < 0 {
		return "root", says
	}
	switch w.Relation {
	case "ccomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis":
		return w.Relation, says
	case "csubj:pass", "csubj:outer":
		return "csubj", says
	case "advcl:relcl":
		return "advcl", says
	case "xcomp":
		return "xcomp", f.isVerb(i) || f.child(i, "cop") >= 0
	case "conj", "list", "dep":
		return "conj", f.isConjoinedPredicate(i)
	case "appos":
		return "appos", f.isApposition(i)
	case "obl", "nmod", "obj", "nsubj", "dislocated":
		// A gerund or a free relative in a noun's place: "of facilitating …".
		return "advcl", w.UPOS == "VERB" && w.XPOS == "VBG" && f.child(i, "obj", "obl", "ccomp", "xcomp") >= 0 && f.child(i, "det", "amod", "nmod:poss") < 0
	}
	return "", false
}

// hasPredicate reports whether a noun or adjective has a subject or a copula
// and so is a predicate.
func (f *finder) hasPredicate(i int) bool {
	return f.child(i, "cop", "nsubj", "nsubj:pass", "nsubj:outer", "csubj") >= 0
}

// isConjoinedPredicate reports whether a conjunct is a clause rather than
// another noun of the same phrase.
func (f *finder) isConjoinedPredicate(i int) bool {
	if f.hasPredicate(i) {
		return true
	}
	first := f.head[i]
	if f.isVerb(i) {
		// "the killed and wounded": participles within a noun phrase.
		return f.words[i].Relation != "list" || f.child(i, "obj", "obl", "nsubj") >= 0
	}
	// "is the leader and founder": the second shares the copula.
	return f.words[i].Relation == "conj" && f.clauseAt(first) && f.child(first, "cop") >= 0 && !f.isVerb(first)
}

// clauseAt reports whether a word that stands before is a clause's head.
// Conjuncts follow the first, so that its clause is there already.
func (f *finder) clauseAt(i int) bool { return f.clause[i] >= 0 }

// findParents links each clause to the one it hangs from and orders them.
func (f *finder) findParents() {
	for c := range f.clauses {
		h := f.head[f.clauses[c].Head]
		for h >= 0 && f.clause[h] < 0 {
			h = f.head[h]
		}
		if h >= 0 {
			f.clauses[c].Parent = f.clause[h]
		}
		f.order = append(f.order, c)
	}
	slices.SortStableFunc(f.order, func(a, b int) int {
		return f.depth[f.clauses[a].Head] - f.depth[f.clauses[b].Head]
	})
}

// fill finds what belongs to a clause by its own words.
func (f *finder) fill(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	h := cl.Head
	if cl.Link == "appos" {
		f.fillApposition(c)
		return
	}
	for d := f.first[h]; d >= 0; d = f.next[d] {
		switch f.words[d].Relation {
		case "aux", "aux:pass":
			m.aux = append(m.aux, d)
			cl.Passive = cl.Passive || f.words[d].Relation == "aux:pass"
		case "cop":
			m.aux = append(m.aux, d)
			cl.Passive = cl.Passive || f.words[h].XPOS == "VBN" && f.isVerb(h)
		case "nsubj:pass", "csubj:pass":
			cl.Passive = true
		case "mark":
			if m.marker < 0 {
				m.marker = d
			}
		}
	}
	f.fillRelation(c)
	f.fillPlace(c)
	f.lean(c)
	f.fillArguments(c)
	f.fillMood(c)
}

// fillRelation finds the words of the relation and the verb.
func (f *finder) fillRelation(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	h := cl.Head
	cl.Relation = slices.Clone(m.aux)
	if !f.isVerb(h) {
		cl.Verb = "be"
		for _, a := range m.aux {
			if f.words[a].UPOS == "VERB" && f.words[a].XPOS == "VBN" {
				cl.Verb, cl.Passive = f.lemma(a), true // "is based on": taken for a copula
			}
		}
		return
	}
	cl.Relation = append(cl.Relation, h)
	cl.Verb = f.lemma(h)
	for d := f.first[h]; d >= 0; d = f.next[d] {
		if f.words[d].Relation == "compound:prt" {
			cl.Relation = append(cl.Relation, d)
			cl.Verb += " " + f.low[d]
		}
	}
	slices.Sort(cl.Relation)
}

func (f *finder) lemma(i int) string {
	if l := f.words[i].Lemma; l != "" && l != "_" {
		return l
	}
	return f.low[i]
}

// fillPlace notes where a participle or relative clause hangs.
func (f *finder) fillPlace(c int) {
	cl, m := &f.clauses[c], &f.made[c]
	h := cl.Head
	if cl.Link == "acl" || cl.Link == "acl:relcl" {
		m.partOf = f.head[h]
	}
	if f.words[h].XPOS == "VBN" && len(m.aux) == 0 && (cl.Link == "acl" || cl.Link == "advcl") {
		cl.Passive = true // "the eleven arrested", "led by …"
	}
	if cl.Link == "acl:relcl" {
		m.relative = f.relativePronoun(h)
	}
	left := h
	for d := f.first[h]; d >= 0 && d < left; d = f.next[d] {
		if f.words[d].UPOS != "PUNCT" && (f.relation(d) == "advmod" || f.relation(d) == "mark" || f.relation(d) == "aux") {
			left = d
		}
	}
	if left > 0 && f.low[left-1] == "," {
		m.after = left - 1
	}
}

// relativePronoun finds the word that stands for what a relative clause
// modifies, as a dependent of the verb or one level below: "in which".
func (f *finder) relativePronoun(h int) int {
	for d := f.first[h]; d >= 0 && d < h; d = f.next[d] {
		if f.isRelative(d) {
			return d
		}
		for e := f.first[d]; e >= 0; e = f.next[e] {
			if f.isRelative(e) {
				return e
			}
		}
	}
	return -1
}

func (f *finder) isRelative(i int) bool {
	switch f.low[i] {
	case "who", "whom", "which", "whose", "where", "when":
		return true
	case "that":
		r := f.relation(i)
		return r == "nsubj" || r == "obj" || r == "obl"
	}
	return false
}
