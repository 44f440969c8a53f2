package query

import (
	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
)

// CheckRemoval refuses, with a *UsageError or a *quads.SyntaxError, what is
// not one statement or one pattern of a triple. The quads behind such a
// pattern's rows are those that it matches, with parts of the descriptions of
// what stands in brackets, of exact words and of speakers in documents: what
// graph.Whole makes a removal of.
func CheckRemoval(text string, names *quads.Names) error {
	blocks, err := arrow.Parse(text, arrow.Options{Names: names})
	if err != nil {
		return err
	}
	const want = "remove takes one pattern, as in Russia → accuses → ?whom @ TASS"
	if len(blocks) != 1 || len(blocks[0].Items) != 1 {
		return &UsageError{What: want}
	}
	t, ok := blocks[0].Items[0].(*arrow.Triple)
	if !ok {
		return &UsageError{What: want}
	}
	if _, plain := t.Predicate.(*arrow.PathTerm); !plain {
		return &UsageError{What: want + ", and no path"}
	}
	return nil
}

// Quads reads the rows that are left and returns the distinct quads they rest
// on, under every label that fits. It needs Options.Why and, where they are not to
// be joined by links between names, NoSame.
func (r *Rows) Quads() ([]quad.Quad, error) {
	seen := make(map[quad.Quad]bool)
	var found []quad.Quad
	for r.Next() {
		for _, e := range r.Row().Why {
			for _, s := range e.Sources {
				q := quad.Quad{Subject: e.S, Predicate: e.P, Object: e.O, Label: s.Label}
				if !seen[q] {
					seen[q] = true
					found = append(found, q)
				}
			}
		}
	}
	return found, r.Err()
}
