package text

import (
	"context"
	"slices"
	"sync"

	"quipu/quads/text/clause"
	"quipu/quads/text/document"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// parsers keeps parsers from text to text: one knows the words it has met.
var parsers sync.Pool

func newParser() (*syntax.Parser, error) {
	if p, ok := parsers.Get().(*syntax.Parser); ok {
		return p, nil
	}
	model, err := syntax.Default()
	if err != nil {
		return nil, err
	}
	return model.NewParser(), nil
}

// parse makes trees and clauses of the sentences that claims may stand in. It
// returns for each of them the earlier one with the same words, -1 without.
func (b *builder) parse(ctx context.Context, doc *document.Document, progress func(int)) ([]int, error) {
	parser, err := newParser()
	if err != nil {
		return nil, err
	}
	defer parsers.Put(parser)
	all := doc.Sentences(language)
	index := make([]int, len(all)) // of each sentence of the document, ours
	var repeats []int
	for i := range all {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		index[i] = -1
		s := &all[i]
		if !tells(doc.Paragraphs[s.Paragraph].Kind) || len(s.Tokens) == 0 || len(s.Tokens) > longestSentence {
			continue
		}
		index[i] = len(b.sentences)
		earlier := -1
		if s.Repeats >= 0 {
			if earlier = index[s.Repeats]; earlier < 0 { // the first was a heading: this is the first that tells
				index[s.Repeats] = index[i]
			}
		}
		parsed := clause.Sentence{Paragraph: s.Paragraph}
		if earlier >= 0 && len(b.sentences[earlier].Tree.Words) == len(s.Tokens) {
			parsed.Tree = moved(&b.sentences[earlier].Tree, s.Tokens)
		} else {
			parsed.Tree = parser.Parse(s.Tokens)
		}
		parsed.Clauses = clause.Find(&parsed.Tree)
		b.sentences = append(b.sentences, parsed)
		repeats = append(repeats, earlier)
		if progress != nil {
			progress(s.End)
		}
	}
	return repeats, nil
}

// longestSentence is how many words a sentence has at most: what is longer is
// a table or a list of names, and no sentence.
const longestSentence = 200

// tells reports whether claims come of a kind of paragraph.
func tells(k document.Kind) bool {
	return k == document.Body || k == document.List || k == document.Quote
}

// moved is the tree of the same words at another place.
func moved(t *syntax.Tree, tokens []sentence.Token) syntax.Tree {
	words := slices.Clone(t.Words)
	for i := range words {
		words[i].Token = tokens[i]
	}
	return syntax.Tree{Words: words, Sure: t.Sure}
}
