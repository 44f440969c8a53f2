package analysis

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// sortRun is how many elements are sorted, or merged, between two looks at
// the context.
const sortRun = 256

// sorted sorts a list and returns it, or another of its length that is in
// order. Runs are sorted and then merged, so that it ends soon after its
// context. Equal elements keep their order.
func sorted[T any](ctx context.Context, list []T, compare func(a, b T) int) ([]T, error) {
	for run := range slices.Chunk(list, sortRun) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		slices.SortStableFunc(run, compare)
	}
	if len(list) <= sortRun {
		return list, nil
	}
	other := make([]T, len(list))
	for width := sortRun; width < len(list); width *= 2 {
		for from := 0; from < len(list); from += 2 * width {
			middle, end := min(from+width, len(list)), min(from+2*width, len(list))
			if err := merge(ctx, other[from:end], list[from:middle], list[middle:end], compare); err != nil {
				return nil, err
			}
		}
		list, other = other, list
	}
	return list, nil
}

// merge fills out with two sorted runs.
func merge[T any](ctx context.Context, out, a, b []T, compare func(a, b T) int) error {
	for i := range out {
		if i%sortRun == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			out[i], a = a[0], a[1:]
		} else {
			out[i], b = b[0], b[1:]
		}
	}
	return nil
}

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
	return sorted(ctx, out, func(a, b named) int { return a.key.Compare(b.key) })
}

// places are the places of ids in the order of their terms.
type places map[source.ID]int

// placesOf uses ids up.
func placesOf(ctx context.Context, src source.Source, ids []source.ID) (places, error) {
	p := make(places)
	distinct := ids[:0]
	pace := pace{ctx: ctx}
	for _, id := range ids {
		if err := pace.step(mapSteps); err != nil {
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
	return sorted(ctx, list, place.triples)
}
