package text

import (
	"slices"
	"strings"

	"quipu/quads/text/clause"
	"quipu/quads/text/syntax"
)

// copula is the frame of "is …": a class, what somebody is of something, a
// place, a quality that something has for something.
func (b *builder) copula(f *frame, complement *clause.Argument) Reason {
	c, t := b.clauseOf(f), b.tree(f)
	if c.Subject == nil {
		return NoSubject
	}
	if times[strings.ToLower(t.Words[complement.Head].Text)] || isShouted(t, c) || isLoose(t, c, complement) {
		return Nameless
	}
	f.shape = copular
	head := &t.Words[complement.Head]
	f.details = others(c, complement)
	switch {
	case head.UPOS == "ADJ" || head.UPOS == "VERB" || head.UPOS == "ADV":
		return b.quality(f, complement)
	case head.UPOS == "NUM":
		f.predicate, f.object = "is", complement
		return ""
	}
	if of, owned := owner(t, complement.Head); of >= 0 {
		preposition := "of"
		if !owned {
			preposition = caseOf(t, of)
		}
		f.predicate = joinWords(isName(t, complement.Head), preposition)
		f.object = &clause.Argument{Role: clause.Complement, Head: of, Words: []int{of}, Clause: -1}
		f.details = slices.DeleteFunc(f.details, func(a *clause.Argument) bool { return a.Head == of })
		return ""
	}
	if head.UPOS == "NOUN" && isIndefinite(t, complement.Head) {
		f.predicate, f.object = "type", nil
		name := nameOf(t, complement.Head)
		if name == "" || emptyNouns[name] {
			return Nameless
		}
		f.value = b.names.IRI(name)
		return ""
	}
	f.predicate, f.object = "is", complement
	return ""
}

// isLoose reports whether an apposition is none: other words stand between it
// and its noun, and no mark sets it apart, or it is a bare plural before "to". A
// verb was taken for a noun then: "Diplomats in Varsk doubt the account", "Holm,
// the head of the agency, plans to visit".
func isLoose(t *syntax.Tree, c *clause.Clause, complement *clause.Argument) bool {
	if c.Link != "appos" {
		return false
	}
	at, noun := complement.Head, t.Words[complement.Head].Head
	if noun < 0 || noun >= at {
		return false
	}
	w, before := &t.Words[at], &t.Words[at-1]
	bare := before.Head != at || before.UPOS == "PUNCT"
	if bare && w.UPOS == "NOUN" && strings.HasSuffix(w.Text, "s") && at+1 < len(t.Words) && t.Words[at+1].UPOS == "PART" {
		return true
	}
	apart := false // a word that is of neither
	for i := noun + 1; i < at; i++ {
		if t.Words[i].UPOS == "PUNCT" {
			return false
		}
		apart = apart || !isWithin(t, i, at)
	}
	return apart
}

// isWithin reports whether a word belongs to the phrase of another.
func isWithin(t *syntax.Tree, word, head int) bool {
	for range len(t.Words) {
		if word == head {
			return true
		}
		if word < 0 {
			break
		}
		word = t.Words[word].Head
	}
	return false
}

// isShouted reports whether the verb "is" is written large, and so is likely
// the name IS.
func isShouted(t *syntax.Tree, c *clause.Clause) bool {
	for _, i := range c.Relation {
		if t.Words[i].Text == "IS" {
			return true
		}
	}
	return false
}

// quality is the frame of "is responsible for …".
func (b *builder) quality(f *frame, complement *clause.Argument) Reason {
	c, t := b.clauseOf(f), b.tree(f)
	for i := range c.Args {
		a := &c.Args[i]
		if (a.Role == clause.Oblique && governed[a.Case] || a.Role == clause.Where) && a.Clause < 0 && a.Case != "" {
			f.predicate = joinWords(isName(t, complement.Head), strings.ToLower(a.Case))
			f.object, f.details = a, others(c, complement, a)
			return ""
		}
	}
	return Property
}

// governed are the prepositions that an adjective takes with it.
var governed = map[string]bool{
	"for": true, "of": true, "to": true, "about": true, "from": true, "against": true, "on": true, "in": true,
}

// owner finds the phrase that a predicate noun is of: "Islamic State" of "an
// offshoot of Islamic State", and of "Islamic State's offshoot", which is
// owned. It is -1 where there is none.
func owner(t *syntax.Tree, head int) (word int, owned bool) {
	for i := range t.Words {
		w := &t.Words[i]
		if w.Head != head {
			continue
		}
		switch {
		case w.Relation == "nmod:poss":
			return i, true
		case strings.HasPrefix(w.Relation, "nmod") && i > head && relational[caseOf(t, i)]:
			return nameBehind(t, head, i), false
		}
	}
	return -1, false
}

// nameBehind is the name that directly follows a description which the parser
// left apart from it: of "an offshoot of the militant group Islamic State" the
// last two words.
func nameBehind(t *syntax.Tree, head, noun int) int {
	for i := noun + 1; i < len(t.Words) && i <= noun+3; i++ {
		w := &t.Words[i]
		if w.Head == head && w.UPOS == "PROPN" && w.Relation == "nmod" && caseOf(t, i) == "" {
			return i
		}
	}
	return noun
}

// relational are the prepositions behind a predicate noun that make it a
// relation; others tell where or when.
var relational = map[string]bool{"of": true, "to": true, "for": true, "against": true, "with": true, "between": true}

// caseOf is the preposition of a word.
func caseOf(t *syntax.Tree, word int) string {
	for i := range t.Words {
		if w := &t.Words[i]; w.Head == word && w.Relation == "case" {
			return strings.ToLower(w.Text)
		}
	}
	return ""
}

func isIndefinite(t *syntax.Tree, head int) bool {
	for i := range t.Words {
		if w := &t.Words[i]; w.Head == head && (w.Relation == "det" || w.Relation == "nummod" || w.Relation == "nmod:poss") {
			return w.Lemma == "a" || w.Lemma == "an"
		}
	}
	return false
}
