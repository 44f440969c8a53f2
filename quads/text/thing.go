package text

import (
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text/clause"
	"quipu/quads/text/entity"
	"quipu/quads/text/syntax"
)

// A thing is what fills a place of a claim.
type thing struct {
	value quad.Value
	kind  thingKind
}

// thingKind is how a phrase became a term.
type thingKind uint8

const (
	aName        thingKind = iota // of an entity with a name
	aDescription                  // of an entity without one: "the attack"
	aReference                    // a pronoun, resolved
	aPhrase                       // a noun phrase named with its words
	aValue                        // a date, a number
)

// mostJoined is how many joined phrases ("A, B and C") make claims of their
// own.
const mostJoined = 8

// things are the terms of an argument and of what is joined with it. The
// reason is that of the first, if it has no term.
func (b *builder) things(f *frame, a *clause.Argument) ([]thing, Reason) {
	if a.Clause >= 0 {
		return nil, Nameless
	}
	first, reason := b.thing(f.sentence, a.Head)
	if reason != "" {
		return nil, reason
	}
	out := []thing{first}
	t := b.tree(f)
	for i := range t.Words {
		w := &t.Words[i]
		if w.Head != a.Head || w.Relation != "conj" || len(out) == mostJoined || !isNominal(w) || !alike(t, a.Head, i) {
			continue
		}
		if other, reason := b.thing(f.sentence, i); reason == "" {
			out = append(out, other)
		}
	}
	return out, ""
}

// alike reports whether two phrases are surely joined: a name behind a common
// noun is often the subject of what follows, as in "denied any part and Maren
// has warned".
func alike(t *syntax.Tree, first, other int) bool {
	if t.Sure != nil && t.Sure[other] < 0.4 {
		return false
	}
	return t.Words[first].UPOS == "PROPN" || t.Words[other].UPOS != "PROPN"
}

func isNominal(w *syntax.Word) bool {
	return w.UPOS == "NOUN" || w.UPOS == "PROPN" || w.UPOS == "PRON"
}

// thing is the term of the phrase with a head word.
func (b *builder) thing(sentence, head int) (thing, Reason) {
	t := &b.sentences[sentence].Tree
	w := &t.Words[head]
	small := strings.ToLower(w.Text)
	if nobody[small] {
		return thing{}, Nameless
	}
	if v, ok := b.entities.Value(sentence, head); ok && (v.Head == head || !isNominal(w)) { // "more" of "more than 130"
		if some, reason := b.counted(t, head); reason == "" {
			return some, ""
		}
		return thing{v.Literal(b.names), aValue}, ""
	}
	if e, ok := b.entityOf(sentence, head); ok {
		if value, ok := b.entity(e); ok {
			return thing{value, kindOf(e, w)}, ""
		}
	}
	if w.UPOS == "NUM" {
		return b.counted(t, head)
	}
	upos := w.UPOS
	if upos == "PRON" && strings.HasPrefix(w.XPOS, "NN") {
		upos = "NOUN" // "the mine", which is tagged in two minds
	}
	switch upos {
	case "PRON", "DET", "ADV", "SCONJ", "ADP", "PART", "CCONJ", "INTJ", "AUX", "PUNCT":
		return thing{}, Unresolved
	case "VERB", "ADJ", "SYM", "X":
		if !isNounLike(t, head) {
			return thing{}, Nameless
		}
	}
	if emptyNouns[small] {
		return thing{}, Nameless
	}
	name := nameOf(t, head)
	if name == "" {
		return thing{}, Nameless
	}
	return thing{b.names.IRI(name), aPhrase}, ""
}

// entityOf is the entity of the phrase with a head word. A description with a
// name beside it, "the adviser Ilva Maren", means who has the name.
func (b *builder) entityOf(sentence, head int) (*entity.Entity, bool) {
	e, ok := b.entities.Of(sentence, head)
	if ok && !e.Local {
		return e, true
	}
	t := &b.sentences[sentence].Tree
	if r := t.Words[head].Relation; r == "appos" && t.Words[head].Head >= 0 {
		if named, is := b.entities.Of(sentence, t.Words[head].Head); is && named.Type == entity.Person {
			return named, true
		}
	}
	for i := range t.Words {
		w := &t.Words[i]
		if w.Head != head || w.UPOS != "PROPN" || w.Relation != "appos" && w.Relation != "flat" {
			continue
		}
		if named, is := b.entities.Of(sentence, i); is && !named.Local {
			return named, true
		}
	}
	return e, ok
}

// counted is the term of a number of things: "two of its employees" are two
// employees. A number alone is nobody.
func (b *builder) counted(t *syntax.Tree, head int) (thing, Reason) {
	for i := head + 1; i < len(t.Words); i++ {
		w := &t.Words[i]
		if w.Head != head || w.Relation != "nmod" || w.UPOS != "NOUN" || caseOf(t, i) != "of" {
			continue
		}
		if name := nameOf(t, i); name != "" {
			return thing{b.names.IRI(strings.ToLower(t.Words[head].Text) + " " + name), aPhrase}, ""
		}
	}
	return thing{}, Nameless
}

// entity is the term of an entity: a description means another thing in every
// document, and has the document beside it.
func (b *builder) entity(e *entity.Entity) (quad.IRI, bool) {
	name := e.Name
	if e.Local && b.handle != "" {
		name += " (" + b.handle + ")"
	}
	name, err := quads.Normal(name)
	return b.names.IRI(name), err == nil && name != ""
}

func kindOf(e *entity.Entity, w *syntax.Word) thingKind {
	switch {
	case w.UPOS == "PRON":
		return aReference
	case e.Local:
		return aDescription
	}
	return aName
}

// isNounLike reports whether a word that is no noun stands for one: "four of
// the attackers", "the deadliest in Russia" do not, a name tagged wrongly
// does.
func isNounLike(t *syntax.Tree, head int) bool {
	w := &t.Words[head]
	return w.UPOS != "VERB" && len(w.Text) > 1 && strings.ToUpper(w.Text[:1]) == w.Text[:1] && head > 0 && hasLetter(w.Text)
}

// nobody are words that deny their own phrase: what is said of them is said of
// none, and what is denied of them of all.
var nobody = map[string]bool{
	"none": true, "nobody": true, "nothing": true, "neither": true, "no-one": true, "few": true, "little": true,
}

// times are nouns that tell when; what is said of them is mostly not meant.
var times = map[string]bool{
	"time": true, "times": true, "year": true, "years": true, "month": true, "months": true, "week": true,
	"weeks": true, "day": true, "days": true, "hour": true, "hours": true, "moment": true, "today": true,
	"yesterday": true, "tomorrow": true, "morning": true, "evening": true, "night": true, "period": true,
}

// emptyNouns name nothing that a graph could hold.
var emptyNouns = map[string]bool{
	"it": true, "this": true, "that": true, "thing": true, "things": true, "something": true, "anything": true,
	"everything": true, "nothing": true, "one": true, "ones": true, "way": true, "lot": true, "kind": true,
	"sort": true, "fact": true, "case": true, "some": true, "many": true, "others": true, "other": true,
	"anyone": true, "someone": true, "everyone": true, "rest": true, "tip": true, "idea": true, "ways": true,
	"same": true, "half": true, "part": true, "parts": true, "example": true, "reason": true, "bit": true,
}
