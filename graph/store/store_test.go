package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

func TestMemory(t *testing.T) {
	sourcetest.Run(t, func(t *testing.T) source.Store { return Memory("") })
}

// Many transactions, enough for the overlay to be folded a few times and for
// segments to be merged, with every permutation in use.
func TestFold(t *testing.T) {
	for _, where := range []string{"memory", "file"} {
		t.Run(where, func(t *testing.T) {
			s := Memory("")
			if where == "file" {
				s = openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
			}
			s.foldAt = 700
			testFold(t, s)
		})
	}
}

func testFold(t *testing.T, s *Store) {
	model := map[quad.Quad]bool{}
	r := rand.New(rand.NewPCG(1, 2))
	folds, merges := 0, 0
	for range 14 {
		before := s.current.Load().segments
		churn(t, s, r, model)
		after := s.current.Load()
		if n := len(after.segments); n > 0 && (len(before) == 0 || after.segments[n-1] != before[len(before)-1]) {
			folds++
			if len(before) >= n {
				merges++
			}
		}
		quads := slices.Collect(maps.Keys(model))
		for bound := range 16 {
			countAll(t, after, quads, bound)
		}
		if err := s.Verify(ctx, func(err error) { t.Error(err) }, nil); err != nil {
			t.Fatal(err)
		}
	}
	if folds < 3 || merges < 1 {
		t.Errorf("%d folds, %d of them with segments: the test does not test it", folds, merges)
	}
	// Verify looks at every pattern of every quad: all but a few are removed.
	want := sorted(model)[:300]
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range want {
		delete(model, q)
	}
	for q := range model {
		if err := tx.Remove(q); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	verify(t, s, want...)
}

// churn commits random changes to a store and to a model of it.
func churn(t *testing.T, s *Store, r *rand.Rand, model map[quad.Quad]bool) {
	t.Helper()
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for range 1500 {
		q := sourcetest.Q(fmt.Sprint("s", r.IntN(90)), fmt.Sprint("p", r.IntN(3)), fmt.Sprint("o", r.IntN(90)), "")
		if r.IntN(3) == 0 {
			err = tx.Remove(q)
			delete(model, q)
		} else {
			err = tx.Add(q)
			model[q] = true
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
}

func sorted(model map[quad.Quad]bool) []quad.Quad {
	return slices.SortedFunc(maps.Keys(model), func(a, b quad.Quad) int { return strings.Compare(a.NQuad(), b.NQuad()) })
}

// countAll compares the counts of patterns that bind the same places.
func countAll(t *testing.T, state *state, quads []quad.Quad, bound int) {
	t.Helper()
	counts := map[source.Pattern]int64{}
	for _, q := range quads {
		var p source.Pattern
		for place, v := range []quad.Value{q.Subject, q.Predicate, q.Object} {
			if bound&(1<<place) != 0 {
				id, err := state.find(v)
				if err != nil {
					t.Fatal(err)
				}
				p[place] = source.ID(id)
			}
		}
		if bound&(1<<source.L) != 0 {
			p[source.L] = source.Unlabelled
		}
		counts[p]++
	}
	for p, want := range counts {
		if n, exact, err := state.Count(ctx, p); n != want || !exact || err != nil {
			t.Fatalf("count of %v: %d, %v, %v; want %d", p, n, exact, err, want)
		}
	}
}

// Readers go on while a writer commits, folds and rolls back; the race
// detector watches.
func TestReadersDuringWriter(t *testing.T) {
	s := Memory("")
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				src, err := s.View(ctx)
				if err != nil {
					t.Error(err)
					return
				}
				size, err := src.Size(ctx)
				if err != nil || size.Quads%2 != 0 {
					t.Errorf("half a transaction is seen: %+v, %v", size, err)
				}
				quads, err := source.Quads(ctx, src, source.Pattern{})
				if err != nil || int64(len(quads)) != size.Quads {
					t.Errorf("%d quads read, %d counted, %v", len(quads), size.Quads, err)
				}
				if _, err := source.IDOf(ctx, src, quad.IRI("ex:rolled back")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range 200 {
		tx, err := s.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range []string{"a", "b"} {
			if err := tx.Add(sourcetest.Q(fmt.Sprint("s", i), "p", o, "")); err != nil {
				t.Fatal(err)
			}
		}
		if i%5 == 0 {
			if err := tx.Add(sourcetest.Q("rolled back", "p", fmt.Sprint(i), "")); err != nil {
				t.Fatal(err)
			}
			tx.Rollback()
			continue
		}
		if _, err := tx.Commit(ctx); err != nil {
			t.Fatal(err)
		}
	}
	close(done)
	readers.Wait()
}

func TestQuadError(t *testing.T) {
	for _, q := range []quad.Quad{
		{},
		{Subject: quad.String("a\x1b[31m"), Predicate: quad.IRI("p"), Object: quad.IRI("o"), Label: quad.IRI("l")},
	} {
		err := checkRDF(q)
		if err == nil || strings.ContainsRune(err.Error(), '\x1b') {
			t.Errorf("%q", err)
		}
	}
}

func TestClosed(t *testing.T) {
	s := Memory("")
	add(t, s, q1)
	src, err := s.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	sourcetest.Verify(t.Fatalf, src, []quad.Quad{q1})
	if _, err := s.View(ctx); err != ErrClosed {
		t.Error(err)
	}
	if _, err := s.Begin(ctx); err != ErrClosed {
		t.Error(err)
	}
}
