package paths

import (
	"cmp"
	"container/heap"
	"slices"

	"quipu/graph/source"
)

// byWeight finds the paths of least weight: best first, over loopless
// beginnings of paths. What a beginning costs to finish is told by a search
// from the ends, by weight and hops (outlook), which goes no further than the
// answer needs: with it no beginning is followed that cannot be finished in
// the hops that are left.
func (x *search) byWeight() error {
	o, err := newOutlook(x)
	if err != nil {
		return err
	}
	w := &weighing{search: x, outlook: o}
	for _, id := range sorted(x.from) {
		if err := w.push(&beginning{node: id}); err != nil {
			return err
		}
	}
	var found []weighed
	enough := int64(-1) // the weight of the last path that is wanted
	for len(w.queue) > 0 {
		if err := x.step(); err != nil {
			return err
		}
		b := heap.Pop(&w.queue).(*beginning)
		if enough >= 0 && b.bound > enough {
			break
		}
		if !b.whole {
			if err := w.advance(b); err != nil {
				return err
			}
			continue
		}
		twice, err := x.isBackwards(b.start(), b.node)
		if err != nil {
			return err
		}
		if twice {
			continue
		}
		found = append(found, weighed{b.path(), b.weight})
		// One more than the limit, and all of its weight: their order is that
		// of terms.
		if x.spec.Limit > 0 && len(found) == x.spec.Limit+1 {
			enough = b.weight
		}
	}
	return x.take(found)
}

// weighed is a path with its weight.
type weighed struct {
	path   source.Path
	weight int64
}

// take puts the paths in order and cuts them at the limit.
func (x *search) take(found []weighed) error {
	ids := make(map[source.ID]bool)
	for _, f := range found {
		for _, h := range f.path {
			ids[h.S], ids[h.P], ids[h.O] = true, true, true
		}
	}
	if err := x.learn(x.ctx, sorted(ids)); err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(a.weight, b.weight), x.comparePaths(a.path, b.path))
	})
	if x.spec.Limit > 0 && len(found) > x.spec.Limit {
		found, x.result.Cut = found[:x.spec.Limit], true
	}
	for _, f := range found {
		x.result.Paths = append(x.result.Paths, f.path)
	}
	return nil
}

// comparePaths orders learnt paths: by length, start, and hop after hop.
func (x *links) comparePaths(a, b source.Path) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	aStart, _ := endsOf(a[0])
	bStart, _ := endsOf(b[0])
	if c := x.byTerm(aStart, bStart); c != 0 {
		return c
	}
	for i := range a {
		_, aTo := endsOf(a[i])
		_, bTo := endsOf(b[i])
		c := cmp.Or(x.byTerm(a[i].P, b[i].P), x.byTerm(aTo, bTo),
			falseFirst(!a[i].Forward, !b[i].Forward), falseFirst(a[i].Denied, b[i].Denied))
		if c != 0 {
			return c
		}
	}
	return 0
}

// beginning is the first hops of a path, the last of which leads to node.
type beginning struct {
	before *beginning // nil: node is a start
	node   source.ID
	edge   edge
	hops   int
	weight int64 // of the hops, and of what they pass through
	toll   int64 // for passing through node
	bound  int64 // the least that a path which begins so weighs, as far as is known
	sure   bool  // bound is no guess
	whole  bool  // it is the path
	turn   int   // of two with one bound the earlier comes first
}

func (b *beginning) start() source.ID {
	for b.before != nil {
		b = b.before
	}
	return b.node
}

func (b *beginning) visits(id source.ID) bool {
	for ; b != nil; b = b.before {
		if b.node == id {
			return true
		}
	}
	return false
}

func (b *beginning) path() source.Path {
	out := make(source.Path, b.hops)
	for ; b.before != nil; b = b.before {
		h := hop(b.before.node, b.edge)
		h.Weight = float64(b.weight-b.before.weight) / weightUnit
		out[b.hops-1] = h
	}
	return out
}

// weighing is the state of byWeight.
type weighing struct {
	*search
	outlook *outlook
	queue   beginnings
	turns   int
}

// push adds a beginning that may go on, and, where it ends at an end, the
// path.
func (w *weighing) push(b *beginning) error {
	if err := w.hold(1, 0); err != nil {
		return err
	}
	if b.before != nil && w.to[b.node] {
		whole := *b
		whole.whole, whole.bound = true, b.weight
		w.add(&whole)
	}
	if b.hops == w.spec.Max || w.search.passes(b.node, false) || b.before != nil && w.search.passes(b.node, true) {
		return nil
	}
	if b.before == nil {
		b.bound = b.weight
		w.add(b)
		return nil
	}
	if hub, err := w.hubs.is(w.ctx, b.node); err != nil || hub {
		return err
	}
	toll, err := w.toll(b.node)
	if err != nil {
		return err
	}
	b.toll, b.bound = toll, b.weight+toll
	w.add(b)
	return nil
}

// add queues a beginning.
func (w *weighing) add(b *beginning) {
	w.turns++
	b.turn = w.turns
	heap.Push(&w.queue, b)
}

// advance sharpens the bound of a beginning, and follows one whose bound is
// sure by every hop.
func (w *weighing) advance(b *beginning) error {
	so := b.weight + b.toll
	if !b.sure {
		rest, sure, err := w.outlook.rest(b.node, w.spec.Max-b.hops, b.bound-so)
		if err != nil || rest == never {
			return err
		}
		if b.sure = sure; so+rest > b.bound {
			b.bound = so + rest
			w.add(b)
			return nil
		}
	}
	edges, err := w.outlook.onward(b.node)
	if err != nil {
		return err
	}
	for _, e := range edges {
		if err := w.step(); err != nil {
			return err
		}
		if b.visits(e.to) {
			continue
		}
		next := &beginning{before: b, node: e.to, edge: e, hops: b.hops + 1, weight: so + e.weight}
		if err := w.push(next); err != nil {
			return err
		}
	}
	return nil
}

// toll is what passing through a node weighs.
func (x *search) toll(id source.ID) (int64, error) {
	if !x.spec.ByRarity {
		return 0, nil
	}
	return x.hubs.penalty(x.ctx, id)
}

// beginnings is a heap by bound.
type beginnings []*beginning

func (q beginnings) Len() int { return len(q) }
func (q beginnings) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[i].bound, q[j].bound), cmp.Compare(q[i].turn, q[j].turn)) < 0
}
func (q beginnings) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *beginnings) Push(x any)   { *q = append(*q, x.(*beginning)) }
func (q *beginnings) Pop() any {
	last := len(*q) - 1
	b := (*q)[last]
	*q = (*q)[:last]
	return b
}
