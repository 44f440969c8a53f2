package clause

import "quipu/quads/text/syntax"

// mend corrects a tree, in place, where a parser goes wrong in ways that
// English does not allow, before a wrong subject becomes a wrong claim.
func mend(t *syntax.Tree) {
	w := t.Words
	for i := range w {
		if h := w[i].Head; h < -1 || h >= len(w) || h == i {
			w[i].Head = -1
		}
	}
	mendCapitals(w)
	mendAside(w)
	for i := range w {
		switch r := w[i].Relation; {
		case w[i].Text == "-" && i > 0 && i+1 < len(w):
			mendHyphen(w, i)
		case r == "nsubj" || r == "nsubj:pass":
			mendSubject(w, i)
		case r == "acl:relcl" || r == "appos" || r == "parataxis":
			mendRelative(w, i)
		case r == "conj":
			mendJoined(w, i)
		}
	}
	for i := range w {
		mendMain(w, i)
		mendFronted(w, i)
	}
	mendParticiple(w)
	mendPartitive(w)
	mendObjects(w)
	mendCharge(w)
}

// mendHyphen keeps a name together that a hyphen splits: "ISIS-K".
func mendHyphen(w []syntax.Word, i int) {
	a, b := i-1, i+1
	if w[b].UPOS == "NUM" && w[b].Text >= "A" {
		w[b].UPOS, w[b].XPOS = "PROPN", "NNP" // the K of "ISIS-K" is no number
	}
	if glued := w[a].End == w[i].Start && w[i].End == w[b].Start; glued && w[a].UPOS == "NOUN" && w[b].UPOS == "PROPN" && inCapitals(w[a].Text) {
		w[a].UPOS, w[a].XPOS = "PROPN", "NNP"
	}
	if w[a].End != w[i].Start || w[i].End != w[b].Start || w[a].Head == b || w[b].Head == a || w[a].UPOS != "PROPN" {
		return
	}
	for at, steps := a, 0; at >= 0 && steps <= len(w); at, steps = w[at].Head, steps+1 {
		if at == b {
			return
		}
	}
	w[b].Head, w[b].Relation = a, "flat"
	w[i].Head = a
	for k := range w {
		if w[k].Head == b && k != b {
			w[k].Head = a
		}
	}
}

// mendSubject corrects what stands in a subject's place: a noun behind a
// preposition is none, and of two side by side the first is a title.
func mendSubject(w []syntax.Word, i int) {
	for k := i - 1; k >= 0 && k >= i-6; k-- {
		if w[k].Head == i && w[k].Relation == "case" && w[k].UPOS == "ADP" {
			w[i].Relation = "obl"
			if k > 0 && w[k-1].UPOS == "VERB" && w[i].Head > i {
				w[i].Head = k - 1
			}
			return
		}
	}
	mendName(w, i)
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if w[k].Head == w[i].Head && (w[k].Relation == "nsubj" || w[k].Relation == "nsubj:pass") {
			if w[k].UPOS == "NOUN" && w[i].UPOS == "PROPN" {
				w[k].Head, w[k].Relation = i, "nmod:desc"
			}
			return
		}
		if w[k].Head != i {
			return
		}
	}
}

// mendName gives a subject back the first part of its name, where that was
// taken for another object: "denied a role and Halvar | Brune has warned".
func mendName(w []syntax.Word, i int) {
	from := i
	for from > 0 && i-from < 5 && w[from-1].UPOS == "PROPN" {
		from--
	}
	if w[i].UPOS != "PROPN" || from == i || from == 0 || w[from-1].UPOS != "CCONJ" || w[i].Head < i {
		return
	}
	for k := from; k < i; k++ {
		if w[k].Head == i {
			return
		}
	}
	for k := from; k < i; k++ {
		w[k].Head, w[k].Relation = i, "compound"
	}
	w[from-1].Head, w[from-1].Relation = w[i].Head, "cc"
}

// mendRelative makes a clause the main one that hangs, as a relative clause or
// an aside, on a noun that hangs on nothing, though it has a tense, no relative pronoun and
// no subject but what stands between commas: "Amir, a driver, was killed".
func mendRelative(w []syntax.Word, v int) {
	noun := w[v].Head
	if noun < 0 || noun > v || w[noun].Head >= 0 || w[noun].UPOS != "NOUN" && w[noun].UPOS != "PROPN" {
		return
	}
	subject, finite := -1, isFinite(&w[v])
	for k := range w[:v] {
		switch {
		case k > noun && isRelativeWord(&w[k]):
			return
		case w[k].Head != v:
		case w[k].UPOS == "AUX":
			finite = finite || isFinite(&w[k])
		case w[k].Relation == "nsubj" || w[k].Relation == "nsubj:pass":
			subject = k
		}
	}
	if !finite || subject >= 0 && !(subject+1 < v && w[subject+1].Text == "," && commaBetween(w, noun, subject)) {
		return
	}
	if subject >= 0 {
		w[subject].Head, w[subject].Relation = noun, "appos"
	}
	promote(w, noun, v, noun)
}

// mendJoined hangs a verb on what somebody says rather than on "says", where
// only that fits: "say that the men had left and were hiding".
func mendJoined(w []syntax.Word, v int) {
	said := w[v].Head
	if said < 0 || said > v || !speaking[w[said].Lemma] && !supposing[w[said].Lemma] || speaking[w[v].Lemma] || w[v].UPOS != "VERB" {
		return
	}
	content, own := -1, isFinite(&w[v]) && w[v].XPOS != w[said].XPOS
	for k := said + 1; k < len(w); k++ {
		switch {
		case w[k].Head == said && w[k].Relation == "ccomp" && k < v:
			content = k
		case w[k].Head != v || k > v:
		case w[k].Relation == "nsubj" || w[k].Relation == "nsubj:pass":
			return
		case w[k].UPOS == "AUX":
			own = own || isFinite(&w[k])
		}
	}
	if content >= 0 && own {
		w[v].Head = content
	}
}

func isFinite(w *syntax.Word) bool {
	switch w.XPOS {
	case "VBD", "VBZ", "VBP", "MD":
		return true
	}
	return false
}

func isRelativeWord(w *syntax.Word) bool {
	return w.XPOS == "WP" || w.XPOS == "WDT" || w.XPOS == "WP$" || w.XPOS == "WRB"
}

func commaBetween(w []syntax.Word, from, to int) bool {
	for k := from + 1; k < to; k++ {
		if w[k].Text == "," {
			return true
		}
	}
	return false
}

// promote makes a verb the root in place of another word, with a noun as its
// subject.
func promote(w []syntax.Word, root, verb, subject int) {
	w[verb].Head, w[verb].Relation = -1, "root"
	w[subject].Head, w[subject].Relation = verb, "nsubj"
	for k := range w {
		if w[k].Head == verb && w[k].Relation == "aux:pass" {
			w[subject].Relation = "nsubj:pass"
		}
		if w[k].Head == root && k > verb && w[k].Relation == "punct" {
			w[k].Head = verb
		}
	}
}

// mendParticiple finds the main clause of "the group, known as the Hand, is an
// offshoot", where the participle was taken for it.
func mendParticiple(w []syntax.Word) {
	root := -1
	for i := range w {
		if w[i].Head < 0 && w[i].XPOS == "VBN" {
			root = i
			break
		}
	}
	if root < 0 {
		return
	}
	subject, main := -1, -1
	for k := range w {
		if w[k].Head != root {
			continue
		}
		switch r := w[k].Relation; {
		case w[k].UPOS == "AUX":
			return
		case k < root && (r == "nsubj" || r == "nsubj:pass"):
			subject = k
		case k > root && main < 0 && (r == "parataxis" || r == "conj" || r == "ccomp"):
			main = k
		}
	}
	if subject < 0 || main < 0 || !commaBetween(w, subject, root) {
		return
	}
	finite := isFinite(&w[main])
	for k := range w {
		if w[k].Head != main {
			continue
		}
		switch r := w[k].Relation; {
		case w[k].UPOS == "AUX":
			finite = finite || isFinite(&w[k])
		case r == "nsubj" || r == "nsubj:pass" || r == "cc" || r == "expl":
			return
		}
	}
	if finite {
		promote(w, root, main, subject)
		w[root].Head, w[root].Relation = subject, "acl"
	}
}

// mendPartitive reads "Of the 11 arrested, four …": who was arrested arrested
// nobody.
func mendPartitive(w []syntax.Word) {
	if len(w) < 5 || w[0].Text != "Of" && w[0].Text != "Among" {
		return
	}
	noun, verb := -1, -1
	for k := 1; k < len(w) && k < 10 && verb < 0; k++ {
		switch w[k].UPOS {
		case "NUM", "NOUN", "PROPN":
			noun = k
		case "VERB":
			verb = k
		case "DET", "ADJ", "ADV", "PRON":
		default:
			return
		}
	}
	if noun < 0 || verb < 0 || verb+1 >= len(w) || w[verb+1].Text != "," {
		return
	}
	main := w[verb].Head
	if main < verb {
		main = -1
		for k := verb + 1; k < len(w); k++ {
			if w[k].Head == verb && w[k].UPOS == "VERB" {
				main = k
				break
			}
		}
		if main < 0 {
			for k := verb + 1; k < len(w); k++ {
				if w[k].Head == verb {
					w[k].Relation = "dep"
				}
			}
			w[verb].XPOS = "VBN"
			return
		}
		w[main].Head, w[main].Relation = -1, "root"
	}
	for k := verb + 1; k < len(w); k++ {
		if w[k].Head == verb && k != main {
			w[k].Head = main
			if w[k].Relation == "obj" && k < main {
				w[k].Relation = "nsubj"
			}
		}
	}
	w[0].Head, w[0].Relation = noun, "case"
	w[noun].Head, w[noun].Relation = main, "obl"
	w[verb].Head, w[verb].Relation, w[verb].XPOS = noun, "acl", "VBN"
}
