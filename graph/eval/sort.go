package eval

import (
	"context"

	"quipu/graph/sorting"
)

// sorted returns the numbers below n in order; equal ones stay as they are.
func sorted(ctx context.Context, n int, compare func(i, j int) int) ([]int, error) {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return sorting.Stable(ctx, list, compare)
}
