// Package sourcetest is the conformance suite of source.Store: every store
// must pass it.
//
//	func TestStore(t *testing.T) {
//		sourcetest.Run(t, func(t *testing.T) source.Store { return store.Memory("") })
//	}
package sourcetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Run runs the suite; open returns an empty store, which the suite closes.
func Run(t *testing.T, open func(t *testing.T) source.Store) {
	tests := []struct {
		name string
		test func(t *testing.T, s source.Store)
	}{
		{"empty", testEmpty},
		{"patterns", testPatterns},
		{"batches", testBatches},
		{"terms", testTerms},
		{"transaction", testTransaction},
		{"rollback", testRollback},
		{"refused", testRefused},
		{"isolation", testIsolation},
		{"removed", testRemoved},
		{"labels", testLabels},
		{"cancelled", testCancelled},
		{"one writer", testOneWriter},
		{"model", testModel},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			defer func() {
				if err := s.Close(); err != nil {
					t.Errorf("close: %v", err)
				}
			}()
			test.test(t, s)
		})
	}
}

func testEmpty(t *testing.T, s source.Store) {
	src := view(t, s)
	verify(t, src, nil)
	if id, err := source.IDOf(context.Background(), src, quad.IRI("ex:a")); err != nil || id != source.Any {
		t.Errorf("an unknown term has id %d, %v", id, err)
	}
	if got := apply(t, s, nil, nil); got != (source.Result{}) {
		t.Errorf("an empty transaction came to %+v", got)
	}
	verify(t, view(t, s), nil)
}

func testPatterns(t *testing.T, s source.Store) {
	apply(t, s, sample(), nil)
	verify(t, view(t, s), sample())
}

func testBatches(t *testing.T, s source.Store) {
	var all []quad.Quad
	for i := range 700 {
		all = append(all, Q(fmt.Sprint("s", i%7), fmt.Sprint("p", i%3), fmt.Sprint("o", i), ""))
	}
	apply(t, s, all, nil)
	src := view(t, s)
	ctx := context.Background()
	var patterns []source.Pattern
	for i := range 7 {
		id, err := source.IDOf(ctx, src, quad.IRI(fmt.Sprint("ex:s", i)))
		check(t, err)
		patterns = append(patterns, source.Pattern{source.S: id}, source.Pattern{source.S: id, source.P: id})
	}
	var want []source.Match
	for i, p := range patterns {
		check(t, source.Each(ctx, src, func(m source.Match) bool {
			want = append(want, source.Match{Quad: m.Quad, Pattern: i})
			return true
		}, p))
	}
	for _, size := range []int{1, 3, 64, 5000} {
		var got []source.Match
		c := src.Scan(ctx, patterns...)
		buf := make([]source.Match, size)
		for {
			n, err := c.Next(buf)
			check(t, err)
			if n == 0 {
				break
			}
			got = append(got, buf[:n]...)
		}
		check(t, c.Close())
		if len(got) != len(all) || !slices.Equal(got, want) {
			t.Errorf("with a buffer of %d: %d matches, want %d in pattern order", size, len(got), len(want))
		}
	}
}

func testTerms(t *testing.T, s source.Store) {
	apply(t, s, sample(), nil)
	src := view(t, s)
	ctx := context.Background()
	got, err := source.Quads(ctx, src, source.Pattern{})
	check(t, err)
	sortQuads(got)
	want := sample()
	sortQuads(want)
	if !slices.Equal(got, want) {
		t.Errorf("quads read back: %v\nwant %v", got, want)
	}
	out := []quad.Value{quad.IRI("left over"), quad.IRI("left over")}
	check(t, src.Terms(ctx, []source.ID{source.Any, source.Unlabelled}, out))
	if out[0] != nil || out[1] != nil {
		t.Errorf("the ids of no term have terms %v", out)
	}
	// A string, a tagged and a typed one with the same text are three terms.
	ids := make([]source.ID, 4)
	check(t, src.IDs(ctx, []quad.Value{quad.String("a"), quad.LangString{Value: "a", Lang: "en"}, quad.IRI("a"), nil}, ids))
	if ids[0] == ids[1] || ids[0] == source.Any || ids[1] == source.Any || ids[2] != source.Any || ids[3] != source.Any {
		t.Errorf("ids %v", ids)
	}
}

func testTransaction(t *testing.T, s source.Store) {
	ctx := context.Background()
	apply(t, s, []quad.Quad{Q("a", "p", "b", ""), Q("a", "p", "c", "")}, nil)
	tx, err := s.Begin(ctx)
	check(t, err)
	has := func(q quad.Quad, want bool) {
		t.Helper()
		if got, err := tx.Has(q); err != nil || got != want {
			t.Errorf("has %v: %v, %v; want %v", q, got, err, want)
		}
	}
	has(Q("a", "p", "b", ""), true)
	has(Q("a", "p", "b", "x"), false)
	check(t, tx.Add(Q("a", "p", "b", ""))) // there already
	check(t, tx.Add(Q("n", "p", "b", "")))
	check(t, tx.Add(Q("n", "p", "b", ""))) // twice
	check(t, tx.Remove(Q("a", "p", "c", "")))
	check(t, tx.Remove(Q("z", "p", "c", ""))) // unknown
	check(t, tx.Remove(Q("a", "p", "b", "x")))
	has(Q("n", "p", "b", ""), true)
	has(Q("a", "p", "c", ""), false)
	check(t, tx.Add(Q("m", "p", "b", ""))) // added and removed again
	check(t, tx.Remove(Q("m", "p", "b", "")))
	got, err := tx.Commit(ctx)
	check(t, err)
	got.Commit = 0 // a store may number its commits
	if want := (source.Result{Added: 1, Existed: 3, Removed: 1, Missing: 3}); got != want {
		t.Errorf("the transaction came to %+v; want %+v", got, want)
	}
	tx.Rollback() // does nothing any more
	verify(t, view(t, s), []quad.Quad{Q("a", "p", "b", ""), Q("n", "p", "b", "")})
	if err := tx.Add(Q("a", "p", "b", "")); err == nil {
		t.Error("a transaction that has ended takes quads")
	}
	if _, err := tx.Commit(ctx); err == nil {
		t.Error("a transaction commits twice")
	}
}

func testRollback(t *testing.T, s source.Store) {
	ctx := context.Background()
	apply(t, s, sample(), nil)
	for range 2 {
		tx, err := s.Begin(ctx)
		check(t, err)
		for i := range 100 {
			check(t, tx.Add(Q("new", "p", fmt.Sprint("new", i), "")))
		}
		check(t, tx.Remove(Q("a", "p", "b", "")))
		tx.Rollback()
		tx.Rollback()
		verify(t, view(t, s), sample())
	}
	extra := Q("later", "p", "later", "")
	apply(t, s, []quad.Quad{extra}, nil)
	verify(t, view(t, s), append(sample(), extra))
}

func testRefused(t *testing.T, s source.Store) {
	ctx := context.Background()
	tx, err := s.Begin(ctx)
	check(t, err)
	defer tx.Rollback()
	for _, q := range []quad.Quad{
		{},
		{Subject: quad.String("a"), Predicate: quad.IRI("p"), Object: quad.IRI("o")},
		{Subject: quad.IRI("a"), Predicate: quad.BNode("p"), Object: quad.IRI("o")},
		{Subject: quad.IRI("a"), Predicate: quad.IRI("p")},
		{Subject: quad.IRI("a"), Predicate: quad.IRI("p"), Object: quad.IRI("o"), Label: quad.String("l")},
	} {
		if err := tx.Add(q); err == nil {
			t.Errorf("%v is taken", q)
		}
	}
}

func testIsolation(t *testing.T, s source.Store) {
	ctx := context.Background()
	apply(t, s, sample(), nil)
	before := view(t, s)
	c := before.Scan(ctx, source.Pattern{})
	defer c.Close()
	buf := make([]source.Match, 4)
	first, err := c.Next(buf)
	check(t, err)

	extra := Q("later", "p", "b", "x")
	apply(t, s, []quad.Quad{extra}, sample()[:5])
	verify(t, before, sample())
	verify(t, view(t, s), append(sample()[5:], extra))
	if id, err := source.IDOf(ctx, before, quad.IRI("ex:later")); err != nil || id != source.Any {
		t.Errorf("an older state finds a newer term: %d, %v", id, err)
	}

	n := first
	for first > 0 {
		first, err = c.Next(buf)
		check(t, err)
		n += first
	}
	if n != len(sample()) {
		t.Errorf("a scan that began before a commit saw %d quads; want %d", n, len(sample()))
	}
}

func testRemoved(t *testing.T, s source.Store) {
	ctx := context.Background()
	apply(t, s, sample(), nil)
	if got := apply(t, s, nil, sample()); got.Removed != int64(len(sample())) {
		t.Errorf("removing all came to %+v", got)
	}
	src := view(t, s)
	verify(t, src, nil)
	for _, q := range sample() {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
			if id, err := source.IDOf(ctx, src, v); err != nil || id != source.Any {
				t.Errorf("%v is still found: %d, %v", v, id, err)
			}
		}
	}
	apply(t, s, sample()[3:], nil)
	verify(t, view(t, s), sample()[3:])
}

func testLabels(t *testing.T, s source.Store) {
	apply(t, s, []quad.Quad{Q("a", "p", "b", "")}, nil)
	for _, wrong := range []string{"unknown", "a", "p"} {
		if got := apply(t, s, nil, []quad.Quad{Q("a", "p", "b", wrong)}); got != (source.Result{Missing: 1}) {
			t.Errorf("removing under the label %q came to %+v", wrong, got)
		}
	}
	verify(t, view(t, s), []quad.Quad{Q("a", "p", "b", "")})
}

func testCancelled(t *testing.T, s source.Store) {
	apply(t, s, sample(), nil)
	src := view(t, s)
	ctx, cancel := context.WithCancel(context.Background())
	c := src.Scan(ctx, source.Pattern{}, source.Pattern{})
	defer c.Close()
	buf := make([]source.Match, 2)
	if n, err := c.Next(buf); err != nil || n == 0 {
		t.Fatalf("%d, %v", n, err)
	}
	tx, err := s.Begin(ctx)
	check(t, err)
	check(t, tx.Add(Q("never", "p", "b", "")))
	cancel()
	if _, err := c.Next(buf); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled scan goes on: %v", err)
	}
	if _, err := tx.Commit(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled commit: %v", err)
	}
	if _, err := s.Begin(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled begin: %v", err)
	}
	verify(t, view(t, s), sample())
}

func testOneWriter(t *testing.T, s source.Store) {
	tx, err := s.Begin(context.Background())
	check(t, err)
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Begin(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second transaction: %v", err)
	}
	tx.Rollback()
	apply(t, s, sample(), nil)
	verify(t, view(t, s), sample())
}
