package graph

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Applied is what a small change came to: the quads that were really added
// and really removed, so that it can be undone, and the number of its commit,
// 0 where none is kept.
type Applied struct {
	Added, Removed []quad.Quad
	Commit         uint64
}

// Apply removes and then adds quads in one transaction. Its inverse is Apply
// with the two lists of Applied exchanged.
func (g *Graph) Apply(ctx context.Context, add, remove []quad.Quad) (Applied, error) {
	return g.Change(ctx, func(source.Source) ([]quad.Quad, []quad.Quad, error) { return add, remove, nil })
}

// Change is Apply of what plan makes of the newest state, which nobody else
// can change until it is applied.
func (g *Graph) Change(ctx context.Context, plan func(source.Source) (add, remove []quad.Quad, err error)) (Applied, error) {
	tx, err := g.Begin(ctx)
	if err != nil {
		return Applied{}, err
	}
	defer tx.Rollback()
	add, remove, err := g.planned(ctx, plan)
	if err != nil {
		return Applied{}, err
	}
	return apply(ctx, tx, add, remove)
}

// planned lets a plan look at the newest state.
func (g *Graph) planned(ctx context.Context, plan func(source.Source) (add, remove []quad.Quad, err error)) (add, remove []quad.Quad, err error) {
	src, err := g.View(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	return plan(src)
}

func apply(ctx context.Context, tx source.Tx, add, remove []quad.Quad) (_ Applied, err error) {
	had := make(map[quad.Quad]bool, len(add)+len(remove))
	for _, list := range [2][]quad.Quad{remove, add} {
		for _, q := range list {
			if _, seen := had[q]; seen {
				continue
			}
			if had[q], err = tx.Has(q); err != nil {
				return Applied{}, err
			}
		}
	}
	stays := make(map[quad.Quad]bool, len(add))
	for _, q := range remove {
		if err := tx.Remove(q); err != nil {
			return Applied{}, err
		}
	}
	var done Applied
	for _, q := range add {
		if err := tx.Add(q); err != nil {
			return Applied{}, err
		}
		if !had[q] && !stays[q] {
			done.Added = append(done.Added, q)
		}
		stays[q] = true
	}
	for _, q := range remove {
		if had[q] && !stays[q] {
			done.Removed = append(done.Removed, q)
			had[q] = false // named twice, removed once
		}
	}
	result, err := tx.Commit(ctx)
	if err != nil {
		return Applied{}, err
	}
	done.Commit = result.Commit
	return done, nil
}
