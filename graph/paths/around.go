package paths

import (
	"context"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// Neighbourhood is the links around a set of nodes.
type Neighbourhood struct {
	Hops [][]source.Hop // by distance: Hops[0] touch the set itself; a triple once
	Cut  int            // hops that the limit a node left out
	Work Work
}

// Around returns the links within depth hops of some nodes, of each node at
// most perNode (0: all), those first by term order. spec's Max and Limit
// take no part.
func Around(ctx context.Context, src source.Source, names *quads.Names, nodes []source.ID, depth, perNode int, spec algebra.WalkSpec) (*Neighbourhood, error) {
	x, err := newSearch(ctx, src, names, nodes, nil, spec)
	if err != nil {
		return nil, err
	}
	around := &Neighbourhood{}
	seen := make(map[key]bool)
	for ; depth > 0 && len(x.ahead.edge) > 0; depth-- {
		shell, err := x.shell(perNode, seen, around)
		if err != nil {
			return nil, err
		}
		around.Hops = append(around.Hops, shell)
	}
	around.Work = x.work
	return around, nil
}

// shell reads the links of the nodes at the edge, in term order, and moves
// the edge to the nodes they lead to.
func (x *search) shell(perNode int, seen map[key]bool, around *Neighbourhood) ([]source.Hop, error) {
	nodes := x.ahead.edge
	x.ahead.edge = nil
	links := make(map[source.ID][]edge)
	err := x.expand(x.ctx, nodes, false, func(s step) { links[s.from] = append(links[s.from], s.edge) })
	if err != nil {
		return nil, err
	}
	if err := x.learn(x.ctx, nodes); err != nil {
		return nil, err
	}
	slices.SortStableFunc(nodes, x.byTerm)
	var shell []source.Hop
	for _, n := range nodes {
		edges := slices.DeleteFunc(links[n], func(e edge) bool {
			h := hop(n, e)
			return seen[key{h.S, h.P, h.O}]
		})
		if err := x.sortEdges(edges); err != nil {
			return nil, err
		}
		if perNode > 0 && len(edges) > perNode {
			around.Cut += len(edges) - perNode
			edges = edges[:perNode]
		}
		for _, e := range edges {
			h := hop(n, e)
			seen[key{h.S, h.P, h.O}] = true
			shell = append(shell, h)
			if !x.ahead.seen[e.to] {
				x.ahead.seen[e.to] = true
				x.ahead.edge = append(x.ahead.edge, e.to)
			}
		}
	}
	return shell, nil
}
