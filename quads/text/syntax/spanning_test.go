package syntax

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestSpanningBest compares with every way to give each word a head.
func TestSpanningBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "words")
		scores := make([]float64, n*(n+1))
		for i := range scores {
			scores[i] = float64(rapid.IntRange(-20, 0).Draw(t, "score"))
		}
		var s spanning
		heads := s.best(scores, n, nil)
		got, ok := weigh(scores, heads)
		if !ok {
			t.Fatalf("%v is no tree", heads)
		}
		want := math.Inf(-1)
		all := make([]int, n)
		every(all, 0, func() {
			if x, ok := weigh(scores, all); ok {
				want = max(want, x)
			}
		})
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v weighs %v, the best tree %v", heads, got, want)
		}
	})
}

// weigh is the sum of the arcs' scores; ok is false where they are no tree
// with one root.
func weigh(scores []float64, heads []int) (sum float64, ok bool) {
	roots := 0
	for i, head := range heads {
		if head == i {
			return 0, false
		}
		if head < 0 {
			roots++
		}
		sum += scores[i*(len(heads)+1)+head+1]
		steps := 0
		for at := i; at >= 0; at = heads[at] {
			if steps++; steps > len(heads) {
				return 0, false
			}
		}
	}
	return sum, roots == 1
}

func every(heads []int, i int, f func()) {
	if i == len(heads) {
		f()
		return
	}
	for heads[i] = -1; heads[i] < len(heads); heads[i]++ {
		every(heads, i+1, f)
	}
}
