package paths

import (
	"cmp"
	"context"
	"slices"

	"quipu/graph/source"
	"quipu/quads"
)

// Order puts the hops of each distance in the order of paths: by the nearer
// end, predicate, farther end, direction.
func (n *Neighbourhood) Order(ctx context.Context) error {
	for _, shell := range n.Hops {
		ranks, err := n.links.ranks(ctx, shell)
		if err != nil {
			return err
		}
		sorted := make([]rankedHop, len(shell))
		for i, h := range shell {
			from, to := endsOf(h)
			sorted[i] = rankedHop{h, [3]int{ranks[from], ranks[h.P], ranks[to]}}
		}
		slices.SortFunc(sorted, func(a, b rankedHop) int {
			return cmp.Or(slices.Compare(a.ranks[:], b.ranks[:]),
				falseFirst(!a.hop.Forward, !b.hop.Forward), falseFirst(a.hop.Denied, b.hop.Denied))
		})
		for i, h := range sorted {
			shell[i] = h.hop
		}
	}
	return ctx.Err()
}

// rankedHop is a hop with the ranks of its nearer end, predicate, farther end:
// terms are compared once, not at every comparison of hops.
type rankedHop struct {
	hop   source.Hop
	ranks [3]int
}

// ranks returns the ranks of the terms of some hops.
func (l *links) ranks(ctx context.Context, hops []source.Hop) (map[source.ID]int, error) {
	out := make(map[source.ID]int)
	for _, h := range hops {
		out[h.S], out[h.P], out[h.O] = 0, 0, 0
	}
	ids := sorted(out)
	if err := l.learn(ctx, ids); err != nil {
		return nil, err
	}
	type keyed struct {
		id  source.ID
		key quads.Key
	}
	all := make([]keyed, len(ids))
	for i, id := range ids {
		all[i] = keyed{id, quads.KeyOf(l.terms[id])}
	}
	slices.SortFunc(all, func(a, b keyed) int { return a.key.Compare(b.key) })
	for rank, k := range all {
		out[k.id] = rank
	}
	return out, ctx.Err()
}
