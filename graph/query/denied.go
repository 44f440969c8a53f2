package query

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/paths"
	"quipu/graph/source"
	"quipu/quads"
)

// denial is who denies a triple: a source for each statement node that does,
// and what describes those nodes.
type denial struct {
	sources []Source
	why     []eval.Witness
}

// denialOf looks up who denies a triple.
func denialOf(ctx context.Context, src source.Source, names *quads.Names, t Triple) (denial, error) {
	st := algebra.Variable("st")
	about := func(p quad.IRI, o algebra.Term) *algebra.Pattern {
		return &algebra.Pattern{S: st, P: algebra.Constant(p), O: o}
	}
	var node algebra.Node = &algebra.Join{Parts: []algebra.Node{
		about(quads.Subject, algebra.Constant(t.S)),
		about(quads.Predicate, algebra.Constant(t.P)),
		about(quads.Object, algebra.Constant(t.O)),
		about(names.StancePredicate(), algebra.Variable("stance")),
	}}
	labelled := about(quads.Subject, algebra.Constant(t.S))
	labelled.Label = algebra.Label{Kind: algebra.BindLabel, Var: "label"}
	for _, part := range []algebra.Node{
		about(quads.WasAttributedTo, algebra.Variable("speaker")),
		about(quads.WasDerivedFrom, algebra.Variable("document")),
		labelled,
	} {
		node = &algebra.Optional{Left: node, Right: part}
	}
	vars := []string{"st", "stance", "speaker", "document", "label"}
	rows, err := eval.Run(ctx, src, &algebra.Project{In: node, Vars: vars}, eval.Options{Why: true})
	if err != nil {
		return denial{}, err
	}
	defer rows.Close()
	var d denial
	for rows.Next() {
		row := rows.Row()
		if !paths.Denies(row[1].Term) {
			continue
		}
		s := Source{Label: row[0].Term, Speaker: row[2].Term, Document: row[3].Term}
		if s.Speaker == nil && s.Document == nil {
			s.Label = row[4].Term // nobody is named: who reports it, if that is known
		}
		d.sources = append(d.sources, s)
		d.why = append(d.why, rows.Why()...)
	}
	slices.SortFunc(d.sources, orderSources)
	d.sources = slices.Compact(d.sources)
	return d, rows.Err()
}

// orderSources keeps those apart that name someone under one label.
func orderSources(a, b Source) int {
	if c := quads.Order(a.Label, b.Label); c != 0 {
		return c
	}
	if c := quads.Order(a.Speaker, b.Speaker); c != 0 {
		return c
	}
	return quads.Order(a.Document, b.Document)
}
