package paths

import (
	"cmp"
	"slices"

	"quipu/graph/source"
	"quipu/quads"
)

// goal is a node and how many hops are left to the end of a path.
type goal struct {
	node source.ID
	left int
}

// enumerate adds the paths of one length, in order, until the limit cuts.
//
// The edges known at this length may be more than those known at the last,
// so nothing is kept from one length to the next but the edges.
func (x *search) enumerate(length int) error {
	x.viable = make(map[goal][]edge)
	starts := sorted(x.from)
	if err := x.learn(x.ctx, starts); err != nil {
		return err
	}
	slices.SortStableFunc(starts, x.byTerm)
	for _, start := range starts {
		x.enter(start)
		err := x.follow(length)
		x.leaveNode()
		if err != nil || x.result.Cut {
			return err
		}
	}
	return nil
}

func (x *search) enter(n source.ID) {
	x.path = append(x.path, n)
	x.onPath[n] = true
}

func (x *search) leaveNode() {
	last := len(x.path) - 1
	delete(x.onPath, x.path[last])
	x.path = x.path[:last]
}

// follow tries every way to end the walk in exactly so many hops.
func (x *search) follow(left int) error {
	if left == 0 {
		x.emit()
		return nil
	}
	at := x.path[len(x.path)-1]
	edges, err := x.onward(goal{at, left})
	if err != nil {
		return err
	}
	for _, e := range edges {
		if x.work.Steps++; x.work.Steps%1024 == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		if x.onPath[e.to] {
			continue
		}
		x.enter(e.to)
		x.hops = append(x.hops, hop(at, e))
		err := x.follow(left - 1)
		x.hops = x.hops[:len(x.hops)-1]
		x.leaveNode()
		if err != nil || x.result.Cut {
			return err
		}
	}
	return nil
}

// hop returns the edge from a node as it is stored.
func hop(from source.ID, e edge) source.Hop {
	h := source.Hop{S: from, P: e.p, O: e.to, Forward: e.forward, Denied: e.denied}
	if !e.forward {
		h.S, h.O = h.O, h.S
	}
	return h
}

// emit takes the walk as a path. One behind the limit only says that the
// limit cut.
func (x *search) emit() {
	start, end := x.path[0], x.path[len(x.path)-1]
	if !x.spec.Directed && x.from[end] && x.to[start] && x.byTerm(start, end) > 0 {
		return // the same path is found from its other end
	}
	if len(x.result.Paths) == x.spec.Limit {
		x.result.Cut = true
		return
	}
	x.result.Paths = append(x.result.Paths, slices.Clone(x.hops))
	x.result.Cut = x.once
}

// onward returns the edges from which an end can be reached in exactly the
// hops that are left, in order. It is what bounds the enumeration: a walk is
// given up only where it would meet itself.
func (x *search) onward(g goal) ([]edge, error) {
	edges, known := x.viable[g]
	if known {
		return edges, nil
	}
	if err := x.ctx.Err(); err != nil {
		return nil, err
	}
	for _, e := range x.next[g.node] {
		x.work.Steps++
		ok, err := x.reaches(goal{e.to, g.left - 1})
		if err != nil {
			return nil, err
		}
		if ok {
			edges = append(edges, e)
		}
	}
	if err := x.sortEdges(edges); err != nil {
		return nil, err
	}
	x.viable[g] = edges
	return edges, nil
}

// reaches reports whether a walk of exactly so many hops leads to an end.
func (x *search) reaches(g goal) (bool, error) {
	if g.left == 0 {
		return x.to[g.node], nil
	}
	if x.passes(g.node, true) || x.passes(g.node, false) {
		return false, nil
	}
	edges, err := x.onward(g)
	return len(edges) > 0, err
}

// sortEdges orders the edges that leave one node: by predicate, node,
// direction, asserted before denied.
func (x *search) sortEdges(edges []edge) error {
	if len(edges) < 2 {
		return nil
	}
	var ids []source.ID
	for _, e := range edges {
		ids = append(ids, e.p, e.to)
	}
	if err := x.learn(x.ctx, ids); err != nil {
		return err
	}
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(x.byTerm(a.p, b.p), x.byTerm(a.to, b.to), falseFirst(!a.forward, !b.forward), falseFirst(a.denied, b.denied))
	})
	return nil
}

// byTerm compares two learnt ids by their terms.
func (x *search) byTerm(a, b source.ID) int {
	if a == b {
		return 0
	}
	return quads.Order(x.terms[a], x.terms[b])
}

func falseFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
