package eval

import (
	"context"
	"slices"
)

// sortRun is how many elements are sorted, or merged, between two looks at
// the context.
const sortRun = 256

// sorted returns the numbers below n in order; equal ones stay as they are.
// It merges sorted runs, so that a long sort ends soon after its context.
func sorted(ctx context.Context, n int, compare func(i, j int) int) ([]int, error) {
	list, other := make([]int, n), make([]int, n)
	for i := range list {
		list[i] = i
	}
	for from := 0; from < n; from += sortRun {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		slices.SortStableFunc(list[from:min(from+sortRun, n)], compare)
	}
	for width := sortRun; width < n; width *= 2 {
		for from := 0; from < n; from += 2 * width {
			middle, end := min(from+width, n), min(from+2*width, n)
			if err := merge(ctx, other[from:end], list[from:middle], list[middle:end], compare); err != nil {
				return nil, err
			}
		}
		list, other = other, list
	}
	return list, nil
}

// merge fills out with two sorted runs.
func merge(ctx context.Context, out, a, b []int, compare func(i, j int) int) error {
	for i := range out {
		if i%sortRun == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			out[i], a = a[0], a[1:]
		} else {
			out[i], b = b[0], b[1:]
		}
	}
	return nil
}
