package clause

import (
	"unicode"
	"unicode/utf8"

	"quipu/quads/text/syntax"
)

// mendObjects makes the first of two objects of a verb the recipient, if it is
// a name or a pronoun: "sell Varsk the radar" sells the radar.
func mendObjects(w []syntax.Word) {
	last := -1 // the object before
	for i := range w {
		switch {
		case w[i].UPOS == "CCONJ" || w[i].Text == ",":
			last = -1
		case w[i].Relation == "obj":
			if last >= 0 && w[last].Head == w[i].Head && w[i].Head >= 0 && w[i].Head < last {
				w[last].Relation = "iobj"
			}
			last = -1
			if w[i].UPOS == "PRON" || isCapital(&w[i]) {
				last = i
			}
		}
	}
}

// isCapital reports whether a word is a name, or looks like one.
func isCapital(w *syntax.Word) bool {
	first, _ := utf8.DecodeRuneInString(w.Text)
	return w.UPOS == "PROPN" || unicode.IsUpper(first)
}

// charges are verbs that take somebody and, behind "of", what they are charged
// with or told.
var charges = map[string]bool{"accuse": true, "suspect": true, "convict": true, "acquit": true, "warn": true, "inform": true, "remind": true}

// mendCharge gives such a verb the "of" that was left to a name: of "accused
// Talvex of fraud" nobody is called "Talvex of fraud".
func mendCharge(w []syntax.Word) {
	for i := range w {
		if w[i].Relation != "case" || w[i].Text != "of" || w[i].Head < 0 {
			continue
		}
		charge := &w[w[i].Head]
		if charge.Relation != "nmod" || charge.Head < 0 {
			continue
		}
		who := &w[charge.Head]
		if isCapital(who) && who.Relation == "obj" && who.Head >= 0 && charges[w[who.Head].Lemma] {
			charge.Head, charge.Relation = who.Head, "obl"
		}
	}
}
