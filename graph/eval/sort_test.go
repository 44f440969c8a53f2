package eval

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSorted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.IntRange(0, 20), 0, 3000).Draw(t, "values")
		compare := func(i, j int) int { return cmp.Compare(values[i], values[j]) }
		got, err := sorted(context.Background(), len(values), compare)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]int, len(values))
		for i := range want {
			want[i] = i
		}
		slices.SortStableFunc(want, compare)
		if !slices.Equal(got, want) {
			t.Fatalf("sorted %v as %v", values, got)
		}
	})
}

// TestSortedEnds counts how often a sort compares after its context has ended.
func TestSortedEnds(t *testing.T) {
	const n = 100_000
	for _, at := range []int{1, 300_000, 1_000_000} {
		ctx, cancel := context.WithCancel(context.Background())
		compared := 0
		_, err := sorted(ctx, n, func(i, j int) int {
			if compared++; compared == at {
				cancel()
			}
			return cmp.Compare(i*7919%n, j*7919%n)
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("cancelled at comparison %d: %v", at, err)
		}
		if late := compared - at; late > 20*sortRun {
			t.Errorf("cancelled at comparison %d, it compared %d times more", at, late)
		}
	}
}
