package clause

import "quipu/quads/text/syntax"

// mendCapitals makes names of what was taken for a verb though it is written
// in capitals in a sentence that is not: "the IS leader".
func mendCapitals(w []syntax.Word) {
	small := false // a sentence in capitals tells nothing by them
	for i := range w {
		small = small || hasSmall(w[i].Text)
	}
	for i := range w {
		if small && (w[i].UPOS == "AUX" || w[i].UPOS == "VERB") && inCapitals(w[i].Text) {
			mendCapital(w, i)
		}
	}
}

// hasSmall reports whether a word of three letters or more has a small one.
func hasSmall(s string) bool {
	for i := range len(s) {
		if len(s) > 2 && s[i] >= 'a' && s[i] <= 'z' {
			return true
		}
	}
	return false
}

func inCapitals(s string) bool {
	if len(s) < 2 {
		return false
	}
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// mendCapital hangs a name in capitals where it stands: in brackets on the
// word before, else on the noun behind it.
func mendCapital(w []syntax.Word, i int) {
	r := w[i].Relation
	bracketed := i > 1 && i+1 < len(w) && w[i-1].Text == "(" && w[i+1].Text == ")" && w[i].Head >= 0
	if !bracketed && r != "cop" && r != "aux" && r != "aux:pass" {
		return
	}
	w[i].UPOS, w[i].XPOS, w[i].Lemma = "PROPN", "NNP", w[i].Text
	if bracketed {
		for k := range w {
			if w[k].Head == i && k > i+1 {
				w[k].Head = w[i].Head
			}
		}
		freeFrom(w, i-2, i)
		w[i].Head, w[i].Relation = i-2, "appos"
		return
	}
	n := w[i].Head
	if n != i+1 {
		return
	}
	w[i].Relation = "compound"
	left := i - 1
	if left >= 0 && (w[left].UPOS == "DET" || w[left].UPOS == "PRON") {
		w[left].Head, w[left].Relation = n, "det"
		left--
	}
	switch {
	case left < 1 || w[n].Head < 0:
	case w[left].UPOS == "VERB" && w[left].Head != n:
		w[n].Head, w[n].Relation = left, "obj"
	case w[left].Text == ",":
		top := left - 1
		for w[top].Head >= 0 && w[top].Head < top && (w[top].Relation == "flat" || w[top].Relation == "compound") {
			top = w[top].Head
		}
		w[n].Head, w[n].Relation = top, "appos"
	}
}

// freeFrom hangs what a word hangs by below another beside that other instead, so
// that the other may be hung on the word.
func freeFrom(w []syntax.Word, word, other int) {
	for at, steps := word, 0; at >= 0 && steps <= len(w); at, steps = w[at].Head, steps+1 {
		if w[at].Head == other {
			w[at].Head, w[at].Relation = w[other].Head, w[other].Relation
			return
		}
	}
}

// mendAside finds the subject before an aside: of "the group, known as the
// Hand of the East – West province, is …" it is the group and not the province,
// which a comma parts from "is". Only a noun that hangs on nothing is taken.
func mendAside(w []syntax.Word) {
	root := -1
	for i := range w {
		if w[i].Head < 0 {
			root = i
			break
		}
	}
	if root < 0 || w[root].UPOS != "NOUN" && w[root].UPOS != "PROPN" {
		return
	}
	for s := root + 1; s < len(w); s++ {
		if r := w[s].Relation; r == "nsubj:outer" || r == "cop" && w[s].Head == root || r == "nsubj" && w[s].Head == root {
			return
		}
		verb := w[s].Head
		if w[s].Relation != "nsubj" && w[s].Relation != "nsubj:pass" || verb < s {
			continue
		}
		if s+2 > verb || w[s+1].Text != "," || !startsVerb(w, s+2, verb) || !commaBetween(w, root, s) {
			continue
		}
		w[s].Head, w[s].Relation = root, "dep"
		if isWhole(w, s) {
			w[s].Relation = "appos" // ", a former teacher,"
		}
		promote(w, root, verb, root)
		return
	}
}

// isWhole reports whether a noun and what hangs on it is all that stands
// between it and the comma before.
func isWhole(w []syntax.Word, s int) bool {
	for k := s - 1; k >= 0 && w[k].Text != ","; k-- {
		if w[k].Head != s {
			return false
		}
	}
	return true
}

// startsVerb reports whether a word is the finite verb of a clause or its
// auxiliary.
func startsVerb(w []syntax.Word, i, verb int) bool {
	return isFinite(&w[i]) && (i == verb || w[i].Head == verb)
}
