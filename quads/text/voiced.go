package text

import (
	"cmp"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text/attribution"
)

// voiced says who says a claim and how. Where there is a speaker who cannot be
// named, it is nobody's: it is supposed, not asserted.
func (b *builder) voiced(c *Claim, f *frame, v *attribution.Voice) {
	c.Stance = cmp.Or(v.Stance, quads.Asserts)
	if c.Stance == quads.Asserts && b.ofNone(f) {
		c.Stance = quads.Negated
	}
	if !v.Reported {
		return
	}
	c.Indirect = len(v.Over) > 0
	speaker, ok := b.speaker(v.Speaker)
	if !ok {
		if c.Stance == quads.Asserts {
			c.Stance = quads.Supposes
		}
		return
	}
	c.Speaker, c.Reported = speaker, b.reporting(f, v)
	b.said[speaker] = true
	if len(v.Over) == 1 && v.Over[0].Stance == quads.Asserts {
		if through, ok := b.speaker(v.Over[0].Speaker); ok {
			c.Through = through
		}
	}
}

// ofNone reports whether a clause says what a noun with "no" is about: "there is
// no evidence that …".
func (b *builder) ofNone(f *frame) bool {
	t := b.tree(f)
	noun := t.Words[b.clauseOf(f).Head].Head
	if link := b.clauseOf(f).Link; noun < 0 || !strings.HasPrefix(link, "acl") && link != "ccomp" || t.Words[noun].UPOS != "NOUN" {
		return false
	}
	for i := range noun {
		if t.Words[i].Head == noun && t.Words[i].Relation == "det" && strings.EqualFold(t.Words[i].Text, "no") {
			return true
		}
	}
	return false
}

// speaker is the term of who speaks.
func (b *builder) speaker(s attribution.Speaker) (quad.IRI, bool) {
	if !s.Named() {
		return "", false
	}
	t, reason := b.thing(s.Sentence, s.Word)
	iri, ok := t.value.(quad.IRI)
	return iri, ok && reason == ""
}

// reporting is the verb a speaker says a claim with.
func (b *builder) reporting(f *frame, v *attribution.Voice) quad.IRI {
	if v.By != attribution.Verb && v.By != attribution.Gerund && v.By != attribution.Aside {
		return ""
	}
	t := b.tree(f)
	for _, cue := range v.Cue {
		if cue < 0 || cue >= len(t.Words) || t.Words[cue].UPOS != "VERB" {
			continue
		}
		verb := thirdPerson(t.Words[cue].Lemma)
		if stance, ok := quads.StanceOf(verb); ok && stance == v.Stance {
			return b.names.IRI(verb)
		}
	}
	return ""
}
