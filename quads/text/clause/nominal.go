package clause

// isApposition reports whether an apposition says what its noun is: "Amir, the
// leader of the group". Another name in brackets is no statement: it may be a
// second name, an abbreviation or a parent.
func (f *finder) isApposition(i int) bool {
	noun := f.head[i]
	if !f.isNoun(noun) || !f.isNoun(i) || f.words[i].UPOS == "NUM" || f.words[i].UPOS == "SYM" {
		return false
	}
	name, other := f.words[noun].UPOS == "PROPN", f.words[i].UPOS == "PROPN"
	if name && other && f.child(i, "det", "nmod:poss", "nmod") < 0 {
		return false
	}
	left := f.leftmost(i)
	return left > 0 && f.low[left-1] != "(" && f.low[left-1] != "-LRB-" && f.low[left-1] != ":"
}

// fillApposition makes the clause of an apposition: the name is the subject,
// whichever comes first.
func (f *finder) fillApposition(c int) {
	cl := &f.clauses[c]
	noun := f.head[cl.Head]
	subject, said := noun, cl.Head
	if f.words[said].UPOS == "PROPN" && f.words[noun].UPOS != "PROPN" {
		subject, said = said, noun
	}
	cl.Verb = "be"
	cl.Subject = f.argument(Object, subject)
	cl.Subject.Words = f.without(cl.Subject.Words, said)
	of := f.ofPhrase(said)
	if of < 0 {
		of = f.child(said, "nmod:poss")
		if of >= 0 && f.words[of].UPOS == "PRON" {
			of = -1
		}
	}
	a := Argument{Role: Complement, Head: said, Words: f.appositionWords(said, subject, of), Clause: -1}
	cl.Args = []Argument{a}
	if of >= 0 {
		p := f.argument(Oblique, of)
		if p.Case == "" {
			p.Case = "of" // the group's leader is leader of the group
		}
		p.Words = f.withoutPossessive(p.Words)
		cl.Args = append(cl.Args, *p)
	}
}

func (f *finder) appositionWords(said, subject, of int) []int {
	return f.below(said, func(d int) bool {
		switch f.words[d].Relation {
		case "case", "cc", "appos", "parataxis", "list", "nsubj", "obl", "advcl":
			return true
		case "acl", "acl:relcl":
			return f.besideOf(d)
		}
		return d == of || d == subject
	})
}

// withoutPossessive drops the 's at the end of a possessor.
func (f *finder) withoutPossessive(words []int) []int {
	kept := words[:0:0]
	for _, w := range words {
		if f.words[w].XPOS != "POS" {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return words
	}
	return kept
}
