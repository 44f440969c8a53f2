package attribution

import (
	"sort"

	"quipu/quads/text/entity"
)

// person is what a pronoun asks of whom it means.
type person uint8

const (
	self   person = iota // I, we: whoever speaks
	one                  // he, she
	thing                // it
	many                 // they
	reader               // you, who, this: nobody
)

func personOf(lemma string) person {
	switch lemma {
	case "I", "i", "we", "my", "our", "me", "us", "myself", "ourselves":
		return self
	case "he", "she", "his", "her", "him":
		return one
	case "it", "its":
		return thing
	case "they", "their", "them":
		return many
	}
	return reader
}

// pronoun returns whom a pronoun in a speaker's place means, and how likely.
func (a *attributor) pronoun(w int) (Speaker, float64) {
	t := &a.tree
	who := personOf(t.words[w].Lemma)
	q := a.quoteOf(w)
	switch {
	case who == reader:
		return Nobody, 1
	case who == self && q >= 0:
		return quoted(q), .95
	case who == self:
		return Nobody, 1
	}
	if a.entities != nil {
		if e, ok := a.entities.Of(t.number, w); ok {
			if s, ok := a.mention(e, w); ok {
				return s, .95
			}
		}
	}
	if s, ok := a.near(w, who); ok {
		return s, .88
	}
	if a.last.Named() && a.fits(a.last, who) && t.number-a.last.Sentence <= 2 {
		return a.last, .92
	}
	return Nobody, 1
}

// mention returns the last mention of an entity before a word that is no
// pronoun. Mentions stand in the order of the text.
func (a *attributor) mention(e *entity.Entity, w int) (Speaker, bool) {
	n := sort.Search(len(e.Mentions), func(i int) bool {
		m := &e.Mentions[i]
		return m.Sentence > a.tree.number || m.Sentence == a.tree.number && m.Head >= w
	})
	for i := n - 1; i >= 0 && i >= n-farBack; i-- {
		if m := &e.Mentions[i]; m.Kind != entity.Pronoun {
			return Speaker{m.Sentence, m.Head}, true
		}
	}
	return Nobody, false
}

// farBack bounds how many pronouns are gone through for a name.
const farBack = 50

// near looks for whom a pronoun means in the clause that its own hangs on:
// "The minister repeated his warning", "she was arrested after she wrote".
func (a *attributor) near(w int, who person) (Speaker, bool) {
	t := &a.tree
	v := t.head(w)
	if c := -1; v >= 0 && who == thing && a.speaks(v) { // "NASA is looking for partners, it announced"
		if c = t.child(v, "ccomp"); c < 0 && t.words[v].Relation == "parataxis" {
			c = t.head(v)
		}
		if c >= 0 && c < w {
			if s := t.child(c, "nsubj", "nsubj:pass"); s >= 0 && a.fits(Speaker{t.number, s}, who) && t.words[s].UPOS == "PROPN" {
				return Speaker{t.number, s}, true
			}
		}
	}
	for range maxDepth {
		if v < 0 || t.words[v].Relation == "ccomp" || t.words[v].Relation == "conj" && t.rel(w) != "nmod" {
			return Nobody, false
		}
		r := t.words[v].Relation
		up := t.head(v)
		if up < 0 {
			return Nobody, false
		}
		if r == "advcl" || r == "obj" || r == "obl" || r == "nsubj" && t.rel(w) == "nmod" {
			s := t.child(up, "nsubj", "nsubj:pass")
			if s >= 0 && s != v && s < w && t.words[s].UPOS != "PRON" && a.fits(Speaker{t.number, s}, who) {
				return Speaker{t.number, s}, true
			}
		}
		v = up
	}
	return Nobody, false
}

// fits tells whether a pronoun can mean a speaker.
func (a *attributor) fits(s Speaker, who person) bool {
	if s.Sentence < 0 || s.Sentence >= len(a.sentences) {
		return false
	}
	w := &a.sentences[s.Sentence].Tree.Words[s.Word]
	plural := w.XPOS == "NNS" || w.XPOS == "NNPS"
	office := impersonal[lower(w.Lemma)]
	known := entity.Other
	if a.entities != nil {
		if e, ok := a.entities.Of(s.Sentence, s.Word); ok {
			known = e.Type
		}
	}
	switch who {
	case one:
		return !plural && !office && known != entity.Organisation && known != entity.Place && known != entity.Event && known != entity.Group
	case thing:
		return !plural && (office || known == entity.Organisation || known == entity.Place || w.UPOS == "PROPN" && known != entity.Person)
	case many:
		return plural || office || known == entity.Group || known == entity.Organisation
	}
	return false
}
