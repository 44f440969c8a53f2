package graph

import (
	"context"
	"unicode"
	"unicode/utf8"

	"quipu/graph/source"
)

// maxBeginning is how many names that begin alike are looked at.
const maxBeginning = 1000

// SourcesBeginning returns the names of sources that begin with some words and
// are longer, in byte order of their IRIs, at most n: "Reuters, 25 March 2024"
// for "Reuters". A source is what stands behind a statement, as its label. Of
// very many names that begin alike not all are looked at.
func (g *Graph) SourcesBeginning(ctx context.Context, src source.Source, beginning string, n int) ([]string, error) {
	var ids []source.ID
	var names []string
	looked := 0
	err := eachName(ctx, src, g.names, beginning, func(id source.ID, text []byte, name func() (string, bool)) bool {
		if next, _ := utf8.DecodeRune(text[min(len(beginning), len(text)):]); unicode.In(next, unicode.Letter, unicode.Digit) {
			looked++ // a longer word
			return looked < maxBeginning
		}
		if name, ok := name(); ok && len(name) > len(beginning) {
			ids, names = append(ids, id), append(names, name)
		}
		return looked+len(ids) < maxBeginning
	})
	if err != nil {
		return nil, err
	}
	var found []string
	for i, id := range ids {
		says, _, err := src.Count(ctx, source.Pattern{source.L: id})
		if err != nil {
			return nil, err
		}
		if says > 0 {
			found = append(found, names[i])
		}
		if len(found) == n {
			break
		}
	}
	return found, nil
}
