package paths

import (
	"cmp"
	"slices"

	"quipu/graph/source"
	"quipu/quads"
)

// trial is the enumeration of the paths of one length. The edges known at
// this length may be more than those known at the last, so nothing is kept
// from one to the next but the edges.
type trial struct {
	choices map[goal]*choices
	leads   [][]answer // by hops left, by node: is there a walk to an end
	path    []node     // nodes of the walk being tried
	hops    source.Path
	least   int // no walk from a start to an end is shorter
	bytes   int // that these take, or an outlook
}

// About what is held takes: a hop, a goal with its choices but for their arcs,
// an arc.
const (
	hopBytes     = 50
	choicesBytes = 100
	arcBytes     = 24
)

// hold counts hops that are kept with their paths, and bytes that the search
// takes beside them until its next trial.
func (x *search) hold(hops, bytes int) error {
	x.kept += hops
	x.bytes += bytes
	if x.kept+x.bytes/hopBytes > x.max {
		return &SizeError{Max: x.max}
	}
	return nil
}

// goal is a node and how many hops are left to the end of a path.
type goal struct {
	node node
	left int
}

type answer uint8

const (
	notAsked answer = iota
	no
	yes
)

// enumerate adds the paths of one length, in order, until the limit cuts.
func (x *search) enumerate(length int) error {
	x.trial = trial{choices: make(map[goal]*choices), leads: make([][]answer, length+1)}
	if x.nearest <= length { // the two searches have met
		x.least = x.nearest
	}
	var starts []source.ID
	for _, id := range sorted(x.from) {
		ok, err := x.reaches(x.nodes.of(id), length, true)
		if err != nil {
			return err
		}
		if ok {
			starts = append(starts, id)
		}
	}
	if len(starts) > 1 {
		if err := x.learn(x.ctx, starts); err != nil {
			return err
		}
		slices.SortStableFunc(starts, x.byTerm)
	}
	for _, start := range starts {
		x.path = append(x.path[:0], x.nodes.of(start))
		if err := x.follow(length); err != nil || x.result.Cut {
			return err
		}
	}
	return nil
}

// follow tries every way to end the walk in exactly so many hops.
func (x *search) follow(left int) error {
	if left == 0 {
		return x.emit()
	}
	at := x.path[len(x.path)-1]
	c, err := x.onward(goal{at, left})
	if err != nil {
		return err
	}
	for i := range c.arcs {
		if err := x.step(); err != nil {
			return err
		}
		if err := x.settle(c, i); err != nil {
			return err
		}
		a := c.arcs[i]
		if slices.Contains(x.path, a.to) {
			continue
		}
		x.path = append(x.path, a.to)
		x.hops = append(x.hops, x.hop(at, a))
		err := x.follow(left - 1)
		x.hops = x.hops[:len(x.hops)-1]
		x.path = x.path[:len(x.path)-1]
		if err != nil || x.result.Cut {
			return err
		}
	}
	return nil
}

// step counts a hop that is tried, and looks at the context now and then.
func (x *search) step() error {
	if x.work.Steps++; x.work.Steps%1024 == 0 {
		return x.ctx.Err()
	}
	return nil
}

// hop returns an arc from a node as it is stored.
func (x *search) hop(from node, a arc) source.Hop {
	return hop(x.nodes.ids[from], edge{p: a.p, to: x.nodes.ids[a.to], forward: a.forward, denied: a.denied})
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
func (x *search) emit() error {
	start, end := x.nodes.ids[x.path[0]], x.nodes.ids[x.path[len(x.path)-1]]
	if twice, err := x.isBackwards(start, end); err != nil || twice {
		return err
	}
	if len(x.result.Paths) == x.spec.Limit {
		x.result.Cut = true
		return nil
	}
	if err := x.hold(len(x.hops), 0); err != nil {
		return err
	}
	x.result.Paths = append(x.result.Paths, slices.Clone(x.hops))
	return nil
}

// isBackwards reports whether a path of a walk without direction is also found
// from its other end, which comes first.
func (x *search) isBackwards(start, end source.ID) (bool, error) {
	if x.spec.Directed || !x.from[end] || !x.to[start] {
		return false, nil
	}
	if err := x.learn(x.ctx, []source.ID{start, end}); err != nil {
		return false, err
	}
	return x.byTerm(start, end) > 0, nil
}

// choices are the arcs from which an end can be reached in exactly the hops
// that are left, by predicate. Those of one predicate are put in order only
// when their turn comes: the terms of nodes that nobody asks for are not
// looked up.
type choices struct {
	arcs    []arc
	settled int // so many are in order
}

// onward returns the choices of a goal. They are what bounds the enumeration:
// a walk is given up only where it would meet itself.
func (x *search) onward(g goal) (*choices, error) {
	c, known := x.choices[g]
	if known {
		return c, nil
	}
	c = &choices{}
	predicates := make(map[source.ID]bool)
	err := x.eachArc(g.node, func(a arc) (bool, error) {
		ok, err := x.reaches(a.to, g.left-1, false)
		if ok {
			c.arcs = append(c.arcs, a)
			predicates[a.p] = true
		}
		return false, err
	})
	if err != nil {
		return nil, err
	}
	if len(predicates) > 1 {
		if err := x.learn(x.ctx, sorted(predicates)); err != nil {
			return nil, err
		}
		slices.SortFunc(c.arcs, func(a, b arc) int { return x.byTerm(a.p, b.p) })
	}
	x.choices[g] = c
	return c, x.hold(0, choicesBytes+cap(c.arcs)*arcBytes)
}

// settle puts the arc at i and those of its predicate in order: by node,
// direction, asserted before denied.
func (x *search) settle(c *choices, i int) error {
	if i < c.settled {
		return nil
	}
	end := i + 1
	for end < len(c.arcs) && c.arcs[end].p == c.arcs[i].p {
		end++
	}
	c.settled = end
	group := c.arcs[i:end]
	if len(group) == 1 {
		return nil
	}
	ids := make([]source.ID, len(group))
	for i, a := range group {
		ids[i] = x.nodes.ids[a.to]
	}
	if err := x.learn(x.ctx, ids); err != nil {
		return err
	}
	slices.SortFunc(group, func(a, b arc) int {
		return cmp.Or(x.byTerm(x.nodes.ids[a.to], x.nodes.ids[b.to]), falseFirst(!a.forward, !b.forward), falseFirst(a.denied, b.denied))
	})
	return nil
}

// reaches reports whether a walk of exactly so many hops leads from a node to
// an end; only from a start may it begin at one that no path passes through.
func (x *search) reaches(n node, left int, start bool) (bool, error) {
	id := x.nodes.ids[n]
	if left == 0 {
		return x.to[id], nil
	}
	level := x.behind.levelOf(n)
	if left <= x.behind.depth && (level == unseen || int(level) > left) {
		return false, nil
	}
	if from := x.ahead.levelOf(n); from != unseen && int(from)+left < x.least {
		return false, nil
	}
	if !start {
		if x.passes(id, true) || x.passes(id, false) {
			return false, nil
		}
		if hub, err := x.hubs.is(x.ctx, id); err != nil || hub {
			return false, err
		}
	} else if x.passes(id, false) {
		return false, nil
	}
	if int(level) == left {
		return true, nil // there is a shortest one
	}
	grown := len(x.leads[left])
	known := at(&x.leads[left], n, notAsked)
	if *known != notAsked {
		return *known == yes, nil
	}
	if err := x.hold(0, len(x.leads[left])-grown); err != nil {
		return false, err
	}
	found := no
	err := x.eachArc(n, func(a arc) (bool, error) {
		ok, err := x.reaches(a.to, left-1, false)
		if ok {
			found = yes
		}
		return ok, err
	})
	*at(&x.leads[left], n, notAsked) = found
	return found == yes, err
}

// eachArc calls do with the known arcs from a node until it returns true.
func (x *search) eachArc(n node, do func(arc) (done bool, err error)) error {
	for _, t := range []*next{&x.next, &x.probed} {
		for i := t.first(n); i > 0; i = t.arcs[i-1].before {
			if err := x.step(); err != nil {
				return err
			}
			if done, err := do(t.arcs[i-1]); err != nil || done {
				return err
			}
		}
	}
	return nil
}

// byTerm compares two learnt ids by their terms.
func (x *links) byTerm(a, b source.ID) int {
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
