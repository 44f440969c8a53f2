package query

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads/arrow"
)

// defaultOrigins is how many origins corroborate unless a number is given.
const defaultOrigins = 2

// corroborated lowers "corroborated N X": a row a statement.
func (l *lowerer) corroborated(op *arrow.Operator) error {
	about, err := l.about(op)
	if err != nil {
		return err
	}
	n := op.N
	if n == 0 {
		n = defaultOrigins
	}
	names := l.in.graph.Names()
	l.vars = []string{"subject", "predicate", "object", "documents", "origins"}
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		ids, none, err := about.ids(ctx, src)
		if err != nil || none {
			return &found{}, err
		}
		list, err := analysis.Corroborated(ctx, src, names, ids, n, maxHeld(o))
		if err != nil {
			return nil, err
		}
		ids = nil
		for _, c := range list {
			ids = idsIn(ids, c.Statement)
		}
		terms, err := termsOf(ctx, src, ids)
		if err != nil {
			return nil, err
		}
		f := newFound(o)
		for i, c := range list {
			if i%maxLookup == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			err := f.add([]eval.Witness{terms.witness(c.Statement)}, terms[c.S], terms[c.P], terms[c.O],
				integer(c.Documents), integer(c.Origins))
			if err != nil {
				return nil, err
			}
		}
		return f, ctx.Err()
	}
	return nil
}

// only lowers "only @ S": a row for each label of S that a statement has.
func (l *lowerer) only(op *arrow.Operator) error {
	label, err := l.sources(op.Labels[0])
	if err != nil {
		return err
	}
	names := l.in.graph.Names()
	l.vars = []string{"subject", "predicate", "object", "source"}
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		labels, err := labelsOf(ctx, src, label)
		if err != nil {
			return nil, err
		}
		list, err := analysis.Only(ctx, src, names, labels, maxHeld(o))
		if err != nil {
			return nil, err
		}
		terms, err := termsOf(ctx, src, idsIn(nil, list...))
		if err != nil {
			return nil, err
		}
		f := newFound(o)
		for i, s := range list {
			if i%maxLookup == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err := terms.said(f, s); err != nil {
				return nil, err
			}
		}
		return f, ctx.Err()
	}
	return nil
}

// said adds a row for each label of a statement: subject, predicate, other
// cells, object and label.
func (t terms) said(f *found, s analysis.Statement, sides ...quad.Value) error {
	w := t.witness(s)
	for _, label := range w.Labels {
		cells := append(append([]quad.Value{w.S, w.P}, sides...), w.O, label)
		if err := f.add([]eval.Witness{{S: w.S, P: w.P, O: w.O, Labels: []quad.Value{label}}}, cells...); err != nil {
			return err
		}
	}
	return nil
}

// differ lowers "differ @ A @ B": a row for each label of either side.
func (l *lowerer) differ(op *arrow.Operator) error {
	var labels [2]algebra.Label
	var sides [2]quad.Value
	for i, label := range op.Labels {
		var err error
		if labels[i], err = l.sources(label); err != nil {
			return err
		}
		sides[i] = sideOf(labels[i], label)
	}
	names := l.in.graph.Names()
	l.vars = []string{"subject", "predicate", "side", "object", "source"}
	l.coined = []string{"side"}
	l.compute = func(ctx context.Context, src source.Source, o eval.Options) (*found, error) {
		var said [2][]source.ID
		for i := range labels {
			var err error
			if said[i], err = labelsOf(ctx, src, labels[i]); err != nil {
				return nil, err
			}
		}
		list, err := analysis.Differ(ctx, src, names, said[0], said[1], op.All, maxHeld(o))
		if err != nil {
			return nil, err
		}
		var ids []source.ID
		for _, d := range list {
			ids = idsIn(ids, slices.Concat(d.First, d.Second)...)
		}
		terms, err := termsOf(ctx, src, ids)
		if err != nil {
			return nil, err
		}
		f := newFound(o)
		steps := 0
		for _, d := range list {
			for i, side := range [][]analysis.Statement{d.First, d.Second} {
				for _, s := range side {
					if steps++; steps%maxLookup == 0 && ctx.Err() != nil {
						return nil, ctx.Err()
					}
					if err := terms.said(f, s, sides[i]); err != nil {
						return nil, err
					}
				}
			}
		}
		return f, ctx.Err()
	}
	return nil
}

// sideOf is what a side of differ is called: its source, or the choice of
// sources as it is written.
func sideOf(label algebra.Label, written *arrow.Label) quad.Value {
	if len(label.Terms) == 1 {
		return label.Terms[0].Value
	}
	return quad.String(written.String())
}
