package analysis

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// named is an id with its term, ready to be ordered.
type named struct {
	id  source.ID
	key quads.Key
}

// inOrder returns ids with their terms, in the order of the terms.
func inOrder(ctx context.Context, src source.Source, ids []source.ID) ([]named, error) {
	out := make([]named, 0, len(ids))
	terms := make([]quad.Value, batchTriples)
	for some := range slices.Chunk(ids, batchTriples) {
		if err := src.Terms(ctx, some, terms[:len(some)]); err != nil {
			return nil, err
		}
		for i, id := range some {
			out = append(out, named{id, quads.KeyOf(terms[i])})
		}
	}
	return sorting.Stable(ctx, out, func(a, b named) int { return a.key.Compare(b.key) })
}

// places are the places of ids in the order of their terms.
type places map[source.ID]int

// placesOf uses ids up.
func placesOf(ctx context.Context, src source.Source, ids []source.ID) (places, error) {
	p := make(places)
	distinct := ids[:0]
	w := work{ctx: ctx}
	for _, id := range ids {
		if err := w.step(mapSteps); err != nil {
			return nil, err
		}
		if _, known := p[id]; !known {
			p[id] = 0
			distinct = append(distinct, id)
		}
	}
	order, err := inOrder(ctx, src, distinct)
	for i, e := range order {
		p[e.id] = i
	}
	return p, err
}

func (p places) compare(a, b source.ID) int { return cmp.Compare(p[a], p[b]) }

// links compares two links by predicate and then by their ends.
func (p places) links(a, b Link) int {
	return cmp.Or(p.compare(a.P, b.P), p.compare(a.S, b.S), p.compare(a.O, b.O))
}

// compareIDs compares two statements by their ids, without their labels.
func compareIDs(a, b Statement) int {
	return cmp.Or(cmp.Compare(a.S, b.S), cmp.Compare(a.P, b.P), cmp.Compare(a.O, b.O))
}

// inStatementOrder sorts statements by their terms.
func inStatementOrder(ctx context.Context, src source.Source, list []Statement) ([]Statement, error) {
	var ids []source.ID
	for _, s := range list {
		ids = append(ids, s.S, s.P, s.O)
	}
	place, err := placesOf(ctx, src, ids)
	if err != nil {
		return nil, err
	}
	return sorting.Stable(ctx, list, place.triples)
}
