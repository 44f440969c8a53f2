package store

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

// TestTriples compares with what reading tells, over one layer, over a few
// changes above it, and over many.
func TestTriples(t *testing.T) {
	for _, foldAt := range []int{5, 1000} {
		random := rand.New(rand.NewPCG(uint64(foldAt), 1))
		s := Memory("")
		s.foldAt = foldAt
		var all []quad.Quad
		for _, changes := range []int{30_000, 3, 2, 60, 5, 3000} {
			tx, err := s.Begin(ctx)
			if err != nil {
				t.Fatal(err)
			}
			for range changes {
				if len(all) > 0 && random.IntN(3) == 0 {
					i := random.IntN(len(all))
					err = tx.Remove(all[i])
					all = slices.Delete(all, i, i+1)
				} else {
					o := random.IntN(50) * random.IntN(40) // some triples have many labels
					q := sourcetest.Q(fmt.Sprint("s", o%7), fmt.Sprint("p", random.IntN(4)), fmt.Sprint("o", o), fmt.Sprint("l", random.IntN(300)))
					if has, _ := tx.Has(q); has {
						continue
					}
					err = tx.Add(q)
					all = append(all, q)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if _, err := tx.Commit(ctx); err != nil {
				t.Fatal(err)
			}
			compareTriples(t, s.current.Load(), fmt.Sprintf("fold at %d, after %d changes", foldAt, changes))
		}
	}
}

func compareTriples(t *testing.T, s *state, what string) {
	t.Helper()
	var some source.Quad
	_ = source.Each(ctx, s, func(m source.Match) bool {
		some = m.Quad
		return false
	})
	for _, p := range []source.Pattern{{}, {source.P: some[source.P]}, {source.S: some[source.S]}, {source.O: some[source.O]}, {source.S: some[source.S], source.P: some[source.P]}} {
		for place := range source.L {
			if _, ordered := source.OrderBy(p, place); !ordered {
				continue
			}
			triples := map[[3]source.ID]bool{}
			want := map[source.ID]int64{}
			_ = source.Each(ctx, s, func(m source.Match) bool {
				if tr := [3]source.ID(m.Quad[:3]); !triples[tr] {
					triples[tr] = true
					want[tr[place]]++
				}
				return true
			}, p)
			got := map[source.ID]int64{}
			var ids []source.ID
			err := s.Triples(ctx, p, place, func(id source.ID, n int64) bool {
				ids = append(ids, id)
				got[id] = n
				return true
			})
			if err != nil || !maps.Equal(got, want) || !slices.IsSorted(ids) || len(ids) != len(want) {
				t.Errorf("%s, %v by %d: %v, %d ids for %d", what, p, place, err, len(got), len(want))
			}
		}
	}
}

// TestTriplesEnd stops where it is told to, and with its context.
func TestTriplesEnd(t *testing.T) {
	s := Memory("")
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 5000 {
		if err := tx.Add(sourcetest.Q("s", fmt.Sprint("p", i), "o", "l")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	n := 0
	err = s.current.Load().Triples(ctx, source.Pattern{}, source.P, func(source.ID, int64) bool {
		n++
		return n < 3
	})
	if err != nil || n != 3 {
		t.Errorf("told to stop after three: %d, %v", n, err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if err := s.current.Load().Triples(ended, source.Pattern{}, source.P, func(source.ID, int64) bool { return true }); err != context.Canceled {
		t.Error(err)
	}
}
