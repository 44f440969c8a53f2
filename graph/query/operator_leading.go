package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
)

// leading returns what leads to the nodes of denials, by node: Ukraine →
// denies → [ … ].
func leading(ctx context.Context, src source.Source, voices []analysis.Voice) (map[quad.Value][]eval.Witness, error) {
	out := make(map[quad.Value][]eval.Witness)
	for some := range slices.Chunk(voices, maxLookup) {
		var patterns []source.Pattern
		asked := make(map[source.ID]bool)
		for _, v := range some {
			if v.Node != source.Any && !asked[v.Node] {
				asked[v.Node] = true
				patterns = append(patterns, source.Pattern{source.O: v.Node})
			}
		}
		if len(patterns) == 0 {
			continue
		}
		err := source.EachQuad(ctx, src, func(q quad.Quad) error {
			of := out[q.Object]
			i := slices.IndexFunc(of, func(w eval.Witness) bool { return w.S == q.Subject && w.P == q.Predicate })
			if i < 0 {
				i, of = len(of), append(of, eval.Witness{S: q.Subject, P: q.Predicate, O: q.Object})
			}
			if !slices.Contains(of[i].Labels, q.Label) {
				of[i].Labels = append(of[i].Labels, q.Label)
			}
			out[q.Object] = of
			return nil
		}, patterns...)
		if err != nil {
			return nil, err
		}
	}
	for _, of := range out {
		slices.SortFunc(of, func(a, b eval.Witness) int {
			return cmp.Or(quads.Order(a.S, b.S), quads.Order(a.P, b.P))
		})
		for i := range of {
			slices.SortFunc(of[i].Labels, quads.Order)
		}
	}
	return out, nil
}
