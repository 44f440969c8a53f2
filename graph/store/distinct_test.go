package store

import (
	"fmt"
	"testing"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
	"quipu/graph/store/segment"
)

// The ids in a place are found by skipping: the work grows with how many there
// are, and not with the quads.
func TestDistinctSkips(t *testing.T) {
	s := Memory("")
	s.foldAt = 1000
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	const quads, predicates, labels = 60_000, 6, 20
	for i := range quads {
		if err := tx.Add(sourcetest.Q(fmt.Sprint("s", i/3), fmt.Sprint("p", i%predicates), fmt.Sprint("o", i), fmt.Sprint("l", i%labels))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ perm, ids int }{{segment.POSL, predicates}, {segment.LSPO, labels}} {
		d := &distinct{state: s.current.Load(), rows: rowMerge{state: s.current.Load()}, perm: test.perm}
		var ids int
		var rows int64
		for more := true; more; {
			some := make([]tally, 0, 8)
			if more, err = d.fill(&some); err != nil {
				t.Fatal(err)
			}
			ids += len(some)
			for _, tally := range some {
				rows += tally.rows
			}
		}
		if ids != test.ids || rows != quads {
			t.Errorf("permutation %d: %d ids of %d rows, want %d of %d", test.perm, ids, rows, test.ids, quads)
		}
		if most := int64(test.ids * 2 * skipAfter); d.read > most || d.seeks > int64(2*test.ids) {
			t.Errorf("permutation %d: %d rows were read in %d seeks, want at most %d in %d", test.perm, d.read, d.seeks, most, 2*test.ids)
		}
	}
	var first []source.ID
	err = source.Distinct(ctx, s.current.Load(), source.Pattern{}, source.P, func(id source.ID, n int64) bool {
		first = append(first, id)
		return len(first) < 2
	})
	if err != nil || len(first) != 2 {
		t.Errorf("told to stop after two: %v, %v", first, err)
	}
}
