// Package sorting sorts lists that may be long: a sort ends soon after its
// context.
package sorting

import (
	"context"
	"slices"
)

// run is how many elements are sorted, or merged, between two looks at the
// context.
const run = 256

// Stable sorts a list and returns it, or another of its length that is in
// order; the list is used up. Equal elements keep their order. The error is
// that of a context that has ended.
func Stable[T any](ctx context.Context, list []T, compare func(a, b T) int) ([]T, error) {
	for some := range slices.Chunk(list, run) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		slices.SortStableFunc(some, compare)
	}
	if len(list) <= run {
		return list, nil
	}
	other := make([]T, len(list))
	for width := run; width < len(list); width *= 2 {
		for from := 0; from < len(list); from += 2 * width {
			middle, end := min(from+width, len(list)), min(from+2*width, len(list))
			if err := merge(ctx, other[from:end], list[from:middle], list[middle:end], compare); err != nil {
				return nil, err
			}
		}
		list, other = other, list
	}
	return list, nil
}

// merge fills out with two sorted lists.
func merge[T any](ctx context.Context, out, a, b []T, compare func(a, b T) int) error {
	for i := range out {
		if i%run == 0 && ctx.Err() != nil {
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
