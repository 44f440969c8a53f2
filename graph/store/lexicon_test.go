package store

import (
	"path/filepath"
	"testing"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

// Terms that only came later, or were removed, have no forms in a state.
func TestFormsOfThePast(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	first, second := sourcetest.Q("a", "p", "b", "l"), sourcetest.Q("c", "p", "d", "")
	for i, q := range []struct{ add, remove int }{{1, 0}, {2, 1}} {
		tx, err := s.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if q.add == 1 {
			err = tx.Add(first)
		} else {
			err = tx.Add(second)
		}
		if err == nil && q.remove == 1 {
			err = tx.Remove(first)
		}
		if err == nil {
			_, err = tx.Commit(ctx)
		}
		if err != nil {
			t.Fatalf("commit %d: %v", i+1, err)
		}
	}
	for number, want := range []string{"", "<ex:a><ex:b><ex:l><ex:p>", "<ex:c><ex:d><ex:p>"} {
		src, err := s.At(ctx, uint64(number))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		err = src.(source.Lexicon).Forms(ctx, nil, func(_ source.ID, form []byte) bool {
			got += string(form)
			return true
		})
		if err != nil || got != want {
			t.Errorf("after commit %d: %s, %v; want %s", number, got, err, want)
		}
	}
}
