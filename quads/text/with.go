package text

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text/document"
	"quipu/quads/text/plugin"
)

// ask asks another program for the claims of a sentence. It reports false where
// there is none, or it gave no answer that can be used: then ours stand in.
func (b *builder) ask(ctx context.Context, with *plugin.Extractor, m *document.Meta, sentence int) (bool, error) {
	if with == nil {
		return false, nil
	}
	claims, err := with.Sentence(ctx, plugin.Request{
		Text: b.sentenceText(sentence), Before: b.neighbour(sentence, -1), After: b.neighbour(sentence, 1),
		Document: plugin.Document{Title: m.Title, Date: m.Date, URL: m.URL, Language: language},
	})
	if err != nil {
		if ctx.Err() != nil {
			return false, context.Cause(ctx)
		}
		if b.unanswered++; b.unanswered == 1 {
			b.answerError = err
		}
		return false, nil
	}
	span := b.spanOf(sentence)
	for _, c := range claims {
		b.addForeign(c, span)
	}
	return true, nil
}

// addForeign adds a claim of another program.
func (b *builder) addForeign(c plugin.Claim, sentence Span) {
	claim := Claim{
		Claim: quads.Claim{
			Subject: b.names.IRI(c.Subject), Predicate: b.names.IRI(c.Relation), Object: b.bare(c.Object),
			Stance: c.Stance, Document: b.node, Start: sentence.Start + c.Start, End: sentence.Start + c.End,
		},
		Sentence: sentence, Confidence: c.Confidence,
	}
	if claim.Stance == "" {
		claim.Stance = quads.Asserts
	}
	if c.Speaker != "" {
		claim.Speaker = b.names.IRI(c.Speaker)
	}
	claim.Quote = b.text[claim.Start:claim.End]
	node := claim.Node(b.names)
	if at, ok := b.known[node]; ok {
		b.again(&b.claims[at], Span{claim.Start, claim.End})
		return
	}
	b.known[node] = len(b.claims)
	b.claims = append(b.claims, claim)
}

// bare is an object as the notation reads it: a number and a date are literals.
func (b *builder) bare(object string) quad.Value {
	if v, ok, err := quads.Bare(object, b.names); ok && err == nil {
		return v
	}
	return b.names.IRI(object)
}

func (b *builder) spanOf(sentence int) Span {
	words := b.sentences[sentence].Tree.Words
	return Span{words[0].Start, words[len(words)-1].End}
}

func (b *builder) sentenceText(sentence int) string {
	s := b.spanOf(sentence)
	return b.text[s.Start:s.End]
}

// neighbour is the text of a sentence's neighbour in its paragraph, "" without
// one.
func (b *builder) neighbour(sentence, step int) string {
	i := sentence + step
	if i < 0 || i >= len(b.sentences) || b.sentences[i].Paragraph != b.sentences[sentence].Paragraph {
		return ""
	}
	return b.sentenceText(i)
}
