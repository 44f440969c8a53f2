package query

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
)

// terms are those of the ids in an operator's answer.
type terms map[source.ID]quad.Value

// maxLookup is how many terms are looked up together.
const maxLookup = 4096

// termsOf looks up the terms of ids; Any and Unlabelled have none.
func termsOf(ctx context.Context, src source.Source, ids []source.ID) (terms, error) {
	out := make(terms)
	values := make([]quad.Value, maxLookup)
	for len(ids) > 0 {
		var ask []source.ID
		for len(ids) > 0 && len(ask) < maxLookup {
			if _, known := out[ids[0]]; !known {
				out[ids[0]] = nil
				ask = append(ask, ids[0])
			}
			ids = ids[1:]
		}
		if err := src.Terms(ctx, ask, values[:len(ask)]); err != nil {
			return nil, err
		}
		for i, id := range ask {
			out[id] = values[i]
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	return out, ctx.Err()
}

// idsIn returns the ids in some statements.
func idsIn(ids []source.ID, statements ...analysis.Statement) []source.ID {
	for _, s := range statements {
		ids = append(append(ids, s.S, s.P, s.O), s.Labels...)
	}
	return ids
}

// witness makes evidence of a statement.
func (t terms) witness(s analysis.Statement) eval.Witness {
	w := eval.Witness{S: t[s.S], P: t[s.P], O: t[s.O]}
	for _, l := range s.Labels {
		w.Labels = append(w.Labels, t[l])
	}
	slices.SortFunc(w.Labels, quads.Order)
	return w
}
