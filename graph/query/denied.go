package query

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/paths"
	"quipu/quads"
)

// deniers returns who denies a triple: a source for each statement node that
// does.
func (s *sources) deniers(ctx context.Context, w eval.Witness) ([]Source, error) {
	st := algebra.Variable("st")
	about := func(p quad.IRI, o algebra.Term) algebra.Node {
		return &algebra.Pattern{S: st, P: algebra.Constant(p), O: o}
	}
	var node algebra.Node = &algebra.Join{Parts: []algebra.Node{
		about(quads.Subject, algebra.Constant(w.S)),
		about(quads.Predicate, algebra.Constant(w.P)),
		about(quads.Object, algebra.Constant(w.O)),
		about(s.names.StancePredicate(), algebra.Variable("stance")),
	}}
	node = &algebra.Optional{Left: node, Right: about(quads.WasAttributedTo, algebra.Variable("speaker"))}
	node = &algebra.Optional{Left: node, Right: about(quads.WasDerivedFrom, algebra.Variable("document"))}
	vars := []string{"st", "stance", "speaker", "document"}
	rows, err := eval.Run(ctx, s.src, &algebra.Project{In: node, Vars: vars}, eval.Options{})
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Source
	for rows.Next() {
		row := rows.Row()
		if !paths.Denies(row[1].Term) {
			continue
		}
		out = append(out, Source{Label: row[0].Term, Speaker: row[2].Term, Document: row[3].Term})
	}
	slices.SortFunc(out, func(a, b Source) int { return quads.Order(a.Label, b.Label) })
	return out, rows.Err()
}
