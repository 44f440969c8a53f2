package eval_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/algebra"
	"quipu/graph/eval"
)

// TestWhyIsEnough draws queries of which a row needs no quads but those that
// its patterns match: over its evidence alone each row must come out again,
// and its evidence must stand in the graph.
func TestWhyIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		qs := drawQuads(t)
		n := trees{T: t, monotone: true}.node(3)
		if rapid.Bool().Draw(t, "distinct") {
			n = &algebra.Distinct{In: n}
		}
		rows, err := eval.Run(context.Background(), newPlain(qs), n, eval.Options{Why: true})
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for range 20 {
			if !rows.Next() {
				break
			}
			var cells []string
			for _, v := range rows.Row() {
				cells = append(cells, show(v.Term))
			}
			row := strings.Join(cells, " ")
			proof := witnessQuads(rows.Why())
			for _, q := range proof {
				if !slices.Contains(qs, q) {
					t.Fatalf("%s\nrow %s: %v is not in the graph", n, row, q)
				}
			}
			if !slices.Contains(lines(t, newPlain(proof), n, eval.Options{}), row) {
				t.Fatalf("%s\nquads: %v\nrow %s does not follow from %v", n, qs, row, proof)
			}
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
	})
}

func witnessQuads(ws []eval.Witness) []quad.Quad {
	var out []quad.Quad
	for _, w := range ws {
		for _, l := range w.Labels {
			out = append(out, quad.Quad{Subject: w.S, Predicate: w.P, Object: w.O, Label: l})
		}
	}
	return out
}
