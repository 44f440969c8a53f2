package clause

// addPredicate adds what a copula says of its subject. A noun's "of" and "to"
// become an argument of their own: of "an offshoot of the group" the group.
func (f *finder) addPredicate(c int) {
	cl := &f.clauses[c]
	h := cl.Head
	role := Complement
	preposition := f.caseOf(h)
	if preposition != "" {
		role = Oblique
		if placeCases[preposition] && f.isPlace(h) {
			role = Where
		}
		if timeCases[preposition] && f.isTime(h) {
			role = When
		}
	}
	of := -1
	if role == Complement {
		of = f.ofPhrase(h)
	}
	if f.low[h] == "longer" {
		return // "no longer in the city": only the rest is said
	}
	cl.Args = append(cl.Args, Argument{Role: role, Case: preposition, Head: h, Words: f.predicateWords(h, of), Clause: -1})
	if of >= 0 {
		cl.Args = append(cl.Args, *f.argument(Oblique, of))
	}
}

// ofPhrase finds the phrase with "of" or "to" that a predicate noun relates
// its subject to, -1.
func (f *finder) ofPhrase(h int) int {
	for d := f.first[h]; d >= 0; d = f.next[d] {
		if d > h && f.words[d].Relation == "nmod" {
			if p := f.caseOf(d); p == "of" || p == "to" {
				return d
			}
			return -1
		}
	}
	return -1
}

// predicateWords are the words of a predicate noun or adjective without those
// of its clause.
func (f *finder) predicateWords(h, without int) []int {
	return f.below(h, func(d int) bool {
		switch f.words[d].Relation {
		case "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "cop", "aux", "aux:pass",
			"obl", "obl:agent", "obl:unmarked", "obl:tmod", "advcl", "advcl:relcl", "ccomp", "xcomp", "mark", "cc",
			"parataxis", "appos", "expl", "discourse", "vocative", "list", "dislocated", "orphan":
			return true
		case "case":
			return d < h
		case "advmod":
			return d < h && f.beforeCopula(h, d) || f.low[d] == "not" || f.low[d] == "n't" || f.low[d] == "never" ||
				timeAdverbs[f.low[d]] || placeAdverbs[f.low[d]] || hedging[f.low[d]] || d > h
		case "acl:relcl", "acl":
			return f.besideOf(d)
		case "conj":
			return f.clause[d] >= 0
		case "nmod":
			return d == without
		}
		return false
	})
}

// beforeCopula reports whether an adverb stands before the copula.
func (f *finder) beforeCopula(h, adverb int) bool {
	cop := f.child(h, "cop")
	return cop >= 0 && adverb < cop
}
