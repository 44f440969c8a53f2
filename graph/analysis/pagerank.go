package analysis

import (
	"context"
	"math"
)

// The constants of PageRank: a reader follows a link with the probability of
// damping, and else begins anew at any node. It ends when a round changes the
// ranks by less than tolerance together.
const (
	damping   = 0.85
	tolerance = 1e-12
	maxRounds = 1000
)

// PageRank returns the rank of each node; together they are 1. It follows the
// links from subject to object, each pair of entities once; from a node that
// leads nowhere it goes on to any.
func (n *Network) PageRank(ctx context.Context) ([]float64, error) {
	count := len(n.Entities)
	rank, next := make([]float64, count), make([]float64, count)
	for i := range rank {
		rank[i] = 1 / float64(count)
	}
	w := work{ctx: ctx}
	for range maxRounds {
		lost := 0.0 // rank of nodes that lead nowhere
		for i, r := range rank {
			if len(n.out.of(i)) == 0 {
				lost += r
			}
		}
		// The conversions keep a product and a sum apart: fused they would
		// differ between machines.
		base := (1 - damping + float64(damping*lost)) / float64(count)
		for i := range next {
			next[i] = base
		}
		for i, r := range rank {
			heads := n.out.of(i)
			share := damping * r / float64(len(heads))
			for _, h := range heads {
				next[h] += share
			}
			if err := w.step(1 + len(heads)); err != nil {
				return nil, err
			}
		}
		change := 0.0
		for i := range rank {
			change += math.Abs(next[i] - rank[i])
		}
		rank, next = next, rank
		if change < tolerance {
			break
		}
	}
	return rank, ctx.Err()
}
