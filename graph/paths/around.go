package paths

import (
	"context"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// DefaultAround is how many hops away the neighbourhood of an entity ends,
// where it does not say.
const DefaultAround = 1

// Neighbourhood is the links around a set of nodes.
type Neighbourhood struct {
	Hops    [][]source.Hop // by distance: Hops[0] touch the set itself; a triple once
	Cut     int            // hops that the cap left out
	Undated int            // as in Result
	Work    Work

	links *links
}

// Around returns the links within spec.Max hops (0: DefaultAround) of some
// nodes, of each node at most spec.Cap (0: all), those first by term order. A
// hub that the walk avoids is reached and not gone through. What spec says of
// whole paths takes no part. Without a cap no term of a node is looked up. The
// hops are in no order: see Order.
func Around(ctx context.Context, src source.Source, names *quads.Names, nodes []source.ID, spec algebra.WalkSpec) (*Neighbourhood, error) {
	l, err := newLinks(ctx, src, names, spec)
	if err != nil {
		return nil, err
	}
	n := &Neighbourhood{links: l}
	a := &around{links: l, ctx: ctx, result: n, edge: sorted(setOf(nodes)), triples: make(map[key]bool)}
	for _, id := range a.edge {
		a.seen.Add(id)
	}
	depth := spec.Max
	if depth <= 0 {
		depth = DefaultAround
	}
	for distance := 0; distance < depth && len(a.edge) > 0; distance++ {
		now, err := a.take(distance > 0)
		if err != nil {
			return nil, err
		}
		var shell []source.Hop
		if spec.Cap > 0 {
			shell, err = a.capped(now)
		} else {
			shell, err = a.shell(now)
		}
		if err != nil {
			return nil, err
		}
		n.Hops = append(n.Hops, shell)
	}
	n.Work = l.work
	if l.claims != nil {
		n.Undated = len(l.claims.undated)
	}
	return n, nil
}

// endsOf returns where a hop leads from and to.
func endsOf(h source.Hop) (from, to source.ID) {
	if h.Forward {
		return h.S, h.O
	}
	return h.O, h.S
}

// around is one run of Around.
type around struct {
	*links
	ctx      context.Context
	result   *Neighbourhood
	edge     []source.ID // seen and not expanded
	seen     source.IDSet
	expanded source.IDSet
	triples  map[key]bool // in the result; with a cap
}

// take takes the nodes at the edge that are gone through, ascending.
func (a *around) take(hubs bool) ([]source.ID, error) {
	nodes := a.edge
	a.edge = nil
	if hubs && a.spec.HubLinks > 0 {
		kept := nodes[:0]
		for _, id := range nodes {
			hub, err := a.hubs.is(a.ctx, id)
			if err != nil {
				return nil, err
			}
			if !hub {
				kept = append(kept, id)
			}
		}
		nodes = kept
	}
	slices.Sort(nodes)
	return nodes, nil
}

// reach adds a node to the edge, if it is new.
func (a *around) reach(id source.ID) {
	if a.seen.Add(id) {
		a.edge = append(a.edge, id)
	}
}

// shell reads the links of some nodes. A link between two nodes that are both
// expanded is read from either, and kept where it is met first.
func (a *around) shell(nodes []source.ID) ([]source.Hop, error) {
	var now source.IDSet
	for _, id := range nodes {
		now.Add(id)
	}
	var full [][]source.Hop // parts of the shell: append would copy it again and again
	var part []source.Hop
	err := a.expand(a.ctx, nodes, false, func(s step) {
		a.reach(s.to)
		if !a.spec.Directed && (a.expanded.Has(s.to) || s.to < s.from && now.Has(s.to)) {
			return // it was met from there
		}
		if len(part) == cap(part) {
			full, part = append(full, part), make([]source.Hop, 0, min(64+2*len(part), chunk))
		}
		part = append(part, hop(s.from, s.edge))
	})
	for _, id := range nodes {
		a.expanded.Add(id)
	}
	return slices.Concat(append(full, part)...), err
}

// capped is shell with a cap: what it leaves out of one node's links may be
// among another's.
func (a *around) capped(nodes []source.ID) ([]source.Hop, error) {
	links := make(map[source.ID][]edge)
	err := a.expand(a.ctx, nodes, false, func(s step) { links[s.from] = append(links[s.from], s.edge) })
	if err != nil {
		return nil, err
	}
	if err := a.sortByTerm(a.ctx, nodes); err != nil {
		return nil, err
	}
	var shell []source.Hop
	for _, n := range nodes {
		edges := slices.DeleteFunc(links[n], func(e edge) bool { return a.triples[keyOf(hop(n, e))] })
		if len(edges) > a.spec.Cap {
			a.result.Cut += len(edges) - a.spec.Cap
			if edges, err = a.firstEdges(a.ctx, edges, a.spec.Cap); err != nil {
				return nil, err
			}
		}
		for _, e := range edges {
			h := hop(n, e)
			a.triples[keyOf(h)] = true
			shell = append(shell, h)
			a.reach(e.to)
		}
	}
	return shell, nil
}

func keyOf(h source.Hop) key { return key{h.S, h.P, h.O} }
