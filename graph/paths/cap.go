package paths

import (
	"cmp"
	"container/heap"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// firstEdges returns the first n of the edges that leave one node: by
// predicate, node, direction, asserted before denied. They are in no order. A
// hub has many edges and n is small, so only the nodes of the predicate that
// n divides are looked up, each term is read once, and no more than n of them
// are held.
func (l *links) firstEdges(ctx context.Context, edges []edge, n int) ([]edge, error) {
	of := make(map[source.ID][]edge)
	for _, e := range edges {
		of[e.p] = append(of[e.p], e)
	}
	predicates := sorted(of)
	if err := l.sortByTerm(ctx, predicates); err != nil {
		return nil, err
	}
	var kept []edge
	for _, p := range predicates {
		left := n - len(kept)
		if len(of[p]) > left {
			f := firsts{n: left}
			if err := l.offer(ctx, &f, of[p]); err != nil {
				return nil, err
			}
			for _, e := range f.kept {
				kept = append(kept, e.edge)
			}
			break
		}
		kept = append(kept, of[p]...)
	}
	return kept, nil
}

// offer offers edges of one predicate to those that are kept.
func (l *links) offer(ctx context.Context, f *firsts, edges []edge) error {
	if f.n == 0 {
		return ctx.Err()
	}
	ids, terms := make([]source.ID, 0, chunk), make([]quad.Value, chunk)
	for some := range slices.Chunk(edges, chunk) {
		ids = ids[:0]
		for _, e := range some {
			ids = append(ids, e.to)
		}
		if err := l.src.Terms(ctx, ids, terms[:len(ids)]); err != nil {
			return err
		}
		l.work.Names += len(ids)
		for i, e := range some {
			f.offer(keyedEdge{e, quads.KeyOf(terms[i])})
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// sortByTerm sorts ids by their terms.
func (l *links) sortByTerm(ctx context.Context, ids []source.ID) error {
	if err := l.learn(ctx, ids); err != nil {
		return err
	}
	keys := make(map[source.ID]quads.Key, len(ids))
	for _, id := range ids {
		keys[id] = quads.KeyOf(l.terms[id])
	}
	slices.SortFunc(ids, func(a, b source.ID) int { return keys[a].Compare(keys[b]) })
	return ctx.Err()
}

// keyedEdge is an edge with the node that it leads to.
type keyedEdge struct {
	edge
	key quads.Key
}

func (e *keyedEdge) compare(f *keyedEdge) int {
	return cmp.Or(e.key.Compare(f.key), falseFirst(!e.forward, !f.forward), falseFirst(e.denied, f.denied))
}

// firsts keeps the first n of the edges of one predicate, as a heap with the
// last of them on top.
type firsts struct {
	n        int
	kept     []keyedEdge
	compared int
}

func (f *firsts) offer(e keyedEdge) {
	if len(f.kept) < f.n {
		heap.Push(f, e)
		return
	}
	if f.compared++; e.compare(&f.kept[0]) < 0 {
		f.kept[0] = e
		heap.Fix(f, 0)
	}
}

// Len, Less, Swap, Push and Pop implement heap.Interface.
func (f *firsts) Len() int { return len(f.kept) }
func (f *firsts) Less(i, j int) bool {
	f.compared++
	return f.kept[i].compare(&f.kept[j]) > 0
}
func (f *firsts) Swap(i, j int) { f.kept[i], f.kept[j] = f.kept[j], f.kept[i] }
func (f *firsts) Push(x any)    { f.kept = append(f.kept, x.(keyedEdge)) }
func (f *firsts) Pop() any {
	last := len(f.kept) - 1
	e := f.kept[last]
	f.kept = f.kept[:last]
	return e
}
