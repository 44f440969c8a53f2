package analysis

import "context"

// Communities returns groups of entities with more links inside than between
// them, the largest first, those of one size by their first node; and their
// modularity (Newman and Girvan, 2004): the part of the links that lie inside,
// less what chance would put there, at most 1.
//
// The method is that of Louvain (Blondel and others, 2008), at resolution 1.
// It visits nodes in the order of their terms and counts in whole numbers, so
// that the same links always give the same communities.
func (n *Network) Communities(ctx context.Context) (groups [][]int, modularity float64, err error) {
	count := len(n.Entities)
	number := make([]int32, count) // of each node's community
	for i := range number {
		number[i] = int32(i)
	}
	level := levelOf(n.both, count)
	for {
		joined, communities, err := level.join(ctx)
		if err != nil {
			return nil, 0, err
		}
		for i, c := range number {
			number[i] = joined[c]
		}
		if communities == level.nodes() {
			break
		}
		if level, err = level.shrink(ctx, joined, communities); err != nil {
			return nil, 0, err
		}
	}
	groups, err = groupsOf(ctx, number, level.nodes())
	return groups, level.modularity(), err
}
