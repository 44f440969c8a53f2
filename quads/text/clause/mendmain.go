package clause

import "quipu/quads/text/syntax"

// mendMain corrects what stands in a finite verb's left: a name that was taken
// for a clause of its own, and a main clause that was hung on the next one.
func mendMain(w []syntax.Word, v int) {
	if !isFinite(&w[v]) || w[v].UPOS != "VERB" {
		return
	}
	subject, left := -1, -1
	for k := range w[:v] {
		switch {
		case w[k].Head != v:
		case w[k].Relation == "nsubj" || w[k].Relation == "nsubj:pass":
			subject = k
		case w[k].Relation == "ccomp" || w[k].Relation == "parataxis" || w[k].Relation == "advcl":
			left = k
		}
	}
	switch {
	case left < 0:
	case subject < 0 && w[left].UPOS == "PROPN" && speaking[w[v].Lemma]:
		if !hasSubjectOrCopula(w, left) {
			w[left].Relation = "nsubj" // "Almaz-Antey, the company …, said"
		}
	case subject >= 0 && subject < left && isFinite(&w[left]) && w[left].UPOS == "VERB":
		mendFirst(w, subject, left, v)
	}
}

func hasSubjectOrCopula(w []syntax.Word, head int) bool {
	for k := range w {
		if w[k].Head != head {
			continue
		}
		switch w[k].Relation {
		case "nsubj", "nsubj:pass", "cop", "aux", "mark", "expl":
			return true
		}
	}
	return false
}

// mendFirst gives each of two joined verbs its own subject: of "Varga rejected
// the charge as blind, and Brune warned that …" the parser made Varga warn, and
// Brune a part of the charge.
func mendFirst(w []syntax.Word, subject, first, second int) {
	if hasSubjectOrCopula(w, first) {
		return
	}
	name := second - 1
	for name > first && (w[name].UPOS == "AUX" || w[name].UPOS == "ADV" || w[name].UPOS == "PART") {
		name--
	}
	for steps := 0; steps < 8 && name > first && w[name].Relation != "conj" && w[name].Head < name+8 && w[name].Head > first && isNominal(&w[w[name].Head]); steps++ {
		name = w[name].Head
	}
	if name <= first || w[name].Relation != "conj" || !isNominal(&w[name]) || w[name].Head > name {
		return
	}
	joined := false
	for k := first + 1; k < name; k++ {
		joined = joined || w[k].Head == name && w[k].Relation == "cc"
	}
	if !joined {
		return
	}
	w[first].Head, w[first].Relation = w[second].Head, w[second].Relation
	w[second].Head, w[second].Relation = first, "conj"
	for k := range w[:first] {
		if w[k].Head == second {
			w[k].Head = first
		}
	}
	for k := first + 1; k < name; k++ {
		if w[k].Head == name && w[k].Relation == "cc" {
			w[k].Head = second
		}
	}
	w[name].Head, w[name].Relation = second, "nsubj"
}

func isNominal(w *syntax.Word) bool {
	return w.UPOS == "NOUN" || w.UPOS == "PROPN" || w.UPOS == "PRON"
}

// mendFronted gives a main clause without a subject the noun that a participle
// between commas took: "NF-K, also known as the Hand, is an offshoot".
func mendFronted(w []syntax.Word, p int) {
	main := w[p].Head
	if w[p].XPOS != "VBN" || w[p].Relation != "advcl" || main <= p || w[main].Head >= 0 {
		return
	}
	noun, finite := -1, isFinite(&w[main])
	for k := range w {
		switch {
		case w[k].Head == main && (w[k].Relation == "nsubj" || w[k].Relation == "nsubj:pass" || w[k].Relation == "expl"):
			return
		case w[k].Head == main && (w[k].Relation == "cop" || w[k].UPOS == "AUX"):
			finite = finite || isFinite(&w[k])
		case w[k].Head == p && k < p && isNominal(&w[k]) && !hasCase(w, k):
			noun = k
		}
	}
	if noun < 0 || !finite || !commaBetween(w, noun, p) {
		return
	}
	w[noun].Head, w[noun].Relation = main, "nsubj"
	w[p].Head, w[p].Relation = noun, "acl"
}

func hasCase(w []syntax.Word, head int) bool {
	for k := range w[:head] {
		if w[k].Head == head && w[k].Relation == "case" {
			return true
		}
	}
	return false
}
