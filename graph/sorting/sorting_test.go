package sorting

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestStable(t *testing.T) {
	type element struct{ key, place int }
	compare := func(a, b element) int { return cmp.Compare(a.key, b.key) }
	rapid.Check(t, func(t *rapid.T) {
		var list []element
		for i, key := range rapid.SliceOfN(rapid.IntRange(0, 20), 0, 3000).Draw(t, "keys") {
			list = append(list, element{key, i})
		}
		want := slices.Clone(list)
		slices.SortStableFunc(want, compare)
		got, err := Stable(context.Background(), list, compare)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("sorted as %v", got)
		}
	})
}

// TestStableEnds counts how often a sort compares after its context has ended.
func TestStableEnds(t *testing.T) {
	const n = 100_000
	for _, at := range []int{1, 300_000, 1_000_000} {
		ctx, cancel := context.WithCancel(context.Background())
		list := make([]int, n)
		for i := range list {
			list[i] = i * 7919 % n
		}
		compared := 0
		_, err := Stable(ctx, list, func(a, b int) int {
			if compared++; compared == at {
				cancel()
			}
			return cmp.Compare(a, b)
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled at comparison %d: %v", at, err)
		}
		if late := compared - at; late > 20*run {
			t.Errorf("cancelled at comparison %d, it compared %d times more", at, late)
		}
	}
}
