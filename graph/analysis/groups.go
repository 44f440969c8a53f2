package analysis

import (
	"cmp"
	"context"

	"quipu/graph/sorting"
)

// groupsOf makes groups of nodes of the number that each has: the largest
// first, those of one size by their first node; the nodes of one ascending.
func groupsOf(ctx context.Context, number []int32, count int) ([][]int, error) {
	groups := make([][]int, count)
	for node, g := range number {
		groups[g] = append(groups[g], node)
	}
	return sorting.Stable(ctx, groups, func(a, b []int) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a[0], b[0]))
	})
}
