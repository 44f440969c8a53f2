package review

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// A WordsError says that words which somebody wrote down as a document's own
// do not stand in the text that is kept of it.
type WordsError struct {
	Words    string
	Document string // as the notation writes it
	Nearest  string // the passage of the text that has most of the words; "" has none
}

// Error shows the passage that may be meant.
func (e *WordsError) Error() string {
	text := fmt.Sprintf("the words \"%s\" do not stand in the text of %s", e.Words, e.Document)
	if e.Nearest != "" {
		text += fmt.Sprintf("; nearest to them is \"%s\"", e.Nearest)
	}
	return quads.Printable(text)
}

// Words returns CheckWords for a graph's newest state, as graph.LoadOptions has
// it.
func Words(g *graph.Graph) func(context.Context, []quad.Quad) error {
	return func(ctx context.Context, qs []quad.Quad) error {
		src, err := g.View(ctx)
		if err != nil {
			return err
		}
		defer src.Close()
		return CheckWords(ctx, src, g.Names(), qs)
	}
}

// CheckWords looks for the exact words of statements that are about to be
// written (… @ D "exact words") in the text of their document: among the quads,
// or in the graph. Where neither has one, any words will do. Line breaks count
// as spaces. The error is a *WordsError.
func CheckWords(ctx context.Context, src source.Source, names *quads.Names, qs []quad.Quad) error {
	derived, brought := map[quad.Value]quad.Value{}, map[quad.Value]string{}
	for _, q := range qs {
		switch q.Predicate {
		case quads.WasDerivedFrom:
			derived[q.Subject] = q.Object
		case quads.Text:
			brought[q.Subject] = text(q.Object)
		}
	}
	for _, q := range qs {
		document := derived[q.Subject]
		if q.Predicate != names.QuotePredicate() || document == nil {
			continue
		}
		kept, err := texts(ctx, src, Claim{Claim: quads.Claim{Document: document}})
		if err != nil {
			return err
		}
		if text, ok := brought[document]; ok {
			kept = append(kept, text)
		}
		words, found := text(q.Object), len(kept) == 0
		for _, text := range kept {
			found = found || holds(text, words)
		}
		if !found {
			return &WordsError{Words: words, Document: arrow.Format(document, names), Nearest: nearest(kept[0], words)}
		}
	}
	return nil
}

// holds reports whether words stand in a text, line breaks taken as spaces.
func holds(text, words string) bool {
	return strings.Contains(text, words) || strings.Contains(flat(text), flat(words))
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// span is a word of a text: its bytes, and itself in lower case.
type span struct {
	start, end int
	word       string
}

func wordsOf(text string) []span {
	var out []span
	start := -1
	for i, r := range text + " " {
		is := unicode.IsLetter(r) || unicode.IsNumber(r)
		switch {
		case is && start < 0:
			start = i
		case !is && start >= 0:
			out = append(out, span{start, i, strings.ToLower(text[start:i])})
			start = -1
		}
	}
	return out
}

// nearest returns the passage, no longer than the words, that has most of them,
// the first of several; "" where there is none.
func nearest(text, words string) string {
	missing := map[string]int{} // how often a word is sought and not in the window
	sought := wordsOf(words)
	for _, w := range sought {
		missing[w.word]++
	}
	all := wordsOf(text)
	hits, most, from, to := 0, 0, 0, 0
	for i, w := range all {
		if n, known := missing[w.word]; known {
			missing[w.word]--
			if n > 0 {
				hits++
			}
		}
		if i >= len(sought) {
			old := all[i-len(sought)].word
			if n, known := missing[old]; known {
				missing[old]++
				if n >= 0 {
					hits--
				}
			}
		}
		if hits > most {
			most, from, to = hits, max(0, i-len(sought)+1), i
		}
	}
	if most == 0 {
		return ""
	}
	sounds := func(i int) bool { _, known := missing[all[i].word]; return known }
	for ; !sounds(from); from++ {
	}
	for ; !sounds(to); to-- {
	}
	return flat(text[all[from].start:all[to].end])
}
