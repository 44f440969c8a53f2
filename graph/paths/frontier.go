package paths

import (
	"slices"

	"quipu/graph/source"
)

// frontier is one of the two breadth-first searches.
type frontier struct {
	level    []int32     // of a node: hops from the set; unseen
	expanded []bool      // of a node
	seen     int         // nodes
	edge     []source.ID // seen and not expanded
	depth    int         // nodes nearer than this are expanded
	cost     int64       // quads that widening reads, once it was counted
	counted  int         // of edge
}

// unseen is the level of a node that a search has not met.
const unseen = -1

func (x *search) newFrontier(ids map[source.ID]bool) *frontier {
	f := &frontier{edge: sorted(ids), seen: len(ids)}
	for _, id := range f.edge {
		*at(&f.level, x.nodes.of(id), unseen) = 0
	}
	return f
}

func (f *frontier) levelOf(n node) int32 {
	if int(n) >= len(f.level) {
		return unseen
	}
	return f.level[n]
}

func (f *frontier) isExpanded(n node) bool { return int(n) < len(f.expanded) && f.expanded[n] }

// next holds the hops onward that are known, as lists through one slice.
type next struct {
	heads []int32 // of a node: its last arc, counted from 1; 0: none
	arcs  []arc
}

// arc is an edge between numbered nodes.
type arc struct {
	to              node
	before          int32 // the arc of the same node before this one, as in heads
	p               source.ID
	forward, denied bool
}

func (t *next) add(from node, a arc) {
	head := at(&t.heads, from, 0)
	a.before = *head
	if len(t.arcs) == cap(t.arcs) { // append would copy more often
		t.arcs = slices.Grow(t.arcs, max(64, len(t.arcs)))
	}
	t.arcs = append(t.arcs, a)
	*head = int32(len(t.arcs))
}

// first returns a node's last arc; the others follow by before.
func (t *next) first(n node) int32 {
	if int(n) >= len(t.heads) {
		return 0
	}
	return t.heads[n]
}

// grow widens the two searches until every path of a length is known: its
// first nodes lie within the depth of one, the rest within the other's.
func (x *search) grow(length int) error {
	for x.ahead.depth+x.behind.depth < length {
		backward, err := x.cheaper()
		if err != nil {
			return err
		}
		f := x.ahead
		if backward {
			f = x.behind
		}
		if len(f.edge) == 0 { // all is known
			f.depth = all
			return nil
		}
		if err := x.widen(f, backward); err != nil {
			return err
		}
	}
	return nil
}

// counting is how many nodes of a frontier are counted. That of more is
// estimated: to read them takes so long that a mistake costs little.
const counting = 256

// cheaper chooses the side to widen: that with fewer quads to read, not with
// fewer nodes, for a single hub may outweigh thousands. Both are counted in
// turns until one is known to be the cheaper.
func (x *search) cheaper() (backward bool, err error) {
	a, b := x.ahead, x.behind
	switch {
	case len(a.edge) == 0:
		return false, nil
	case len(b.edge) == 0:
		return true, nil
	}
	for {
		aDone, bDone := a.counted >= min(counting, len(a.edge)), b.counted >= min(counting, len(b.edge))
		if aDone && (bDone || a.cost <= b.cost) || bDone && b.cost < a.cost {
			return b.cost < a.cost, nil
		}
		f := a
		if aDone || !bDone && b.cost < a.cost {
			f = b
		}
		if err := x.count(f, f == b); err != nil {
			return false, err
		}
	}
}

// count adds one node of the edge to what widening it costs. A sample is
// spread evenly, and stands for as many nodes as it has left out.
func (x *search) count(f *frontier, backward bool) error {
	stands := max(1, len(f.edge)/counting)
	r := &x.reader
	r.patterns, r.forward = r.patterns[:0], r.forward[:0]
	x.ask(f.edge[f.counted*stands], backward)
	f.counted++
	f.cost += int64(stands) // a seek each
	for _, p := range r.patterns {
		n, _, err := x.src.Count(x.ctx, p)
		if err != nil {
			return err
		}
		f.cost += n * int64(stands)
	}
	x.work.Counted += len(r.patterns)
	return nil
}

// widen expands the edge of a search.
func (x *search) widen(f *frontier, backward bool) error {
	other := x.behind
	if backward {
		other = x.ahead
	}
	expand := f.edge[:0:0]
	for _, id := range f.edge {
		hub := false
		if f.depth > 0 {
			var err error
			if hub, err = x.hubs.is(x.ctx, id); err != nil {
				return err
			}
		}
		if !hub && !x.passes(id, backward) {
			expand = append(expand, id)
			*at(&f.expanded, x.nodes.of(id), false) = true
		}
	}
	slices.Sort(expand)
	f.edge, f.cost, f.counted = nil, 0, 0
	f.depth++
	last, from := source.Any, node(0)
	return x.expand(x.ctx, expand, backward, func(s step) {
		if s.from != last {
			last, from = s.from, x.nodes.of(s.from)
		}
		to := x.nodes.of(s.to)
		if level := at(&f.level, to, unseen); *level == unseen {
			*level = int32(f.depth)
			f.seen++
			f.edge = append(f.edge, s.to)
			if behind := other.levelOf(to); behind != unseen {
				x.nearest = min(x.nearest, f.depth+int(behind))
			}
		}
		near, far := from, to
		if backward { // found from its far end
			near, far = to, from
		}
		// The other search has found the edge, if it expanded its other end.
		if !other.isExpanded(to) {
			x.next.add(near, arc{to: far, p: s.p, forward: s.forward, denied: s.denied})
		}
	})
}
