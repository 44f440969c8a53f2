package sourcetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/source"
)

// testModel runs random transactions beside a plain map.
func testModel(t *testing.T, s source.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		clearStore(rt, s)
		Model(rt, func() source.Store { return s }, nil)
	})
}

// Model changes a store and a plain map alike and compares the two. Open
// returns the store; reopen, if not nil, is called now and then between
// transactions, after which open may return another.
func Model(t *rapid.T, open func() source.Store, reopen func()) {
	ctx := context.Background()
	model := map[quad.Quad]bool{}
	for range rapid.IntRange(1, 8).Draw(t, "transactions") {
		tx, err := open().Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		after := map[quad.Quad]bool{}
		for q := range model {
			after[q] = true
		}
		for range rapid.IntRange(0, 12).Draw(t, "changes") {
			step(t, tx, after)
		}
		if rapid.IntRange(0, 4).Draw(t, "end") == 0 {
			tx.Rollback()
		} else {
			if _, err := tx.Commit(ctx); err != nil {
				t.Fatal(err)
			}
			model = after
		}
		if reopen != nil && rapid.Bool().Draw(t, "reopen") {
			reopen()
		}
		src, err := open().View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		Verify(t.Fatalf, src, keys(model))
		if err := src.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func step(t *rapid.T, tx source.Tx, model map[quad.Quad]bool) {
	name := rapid.IntRange(0, 3)
	q := Q(fmt.Sprint(name.Draw(t, "s")), fmt.Sprint(name.Draw(t, "p")), fmt.Sprint(name.Draw(t, "o")), "")
	if l := name.Draw(t, "l"); l > 0 {
		q.Label = quad.IRI(fmt.Sprint("ex:", l))
	}
	var err error
	switch rapid.IntRange(0, 4).Draw(t, "change") {
	case 0:
		var has bool
		if has, err = tx.Has(q); has != model[q] {
			t.Fatalf("has %v: %v", q, has)
		}
	case 1, 2:
		err = tx.Remove(q)
		delete(model, q)
	default:
		err = tx.Add(q)
		model[q] = true
	}
	if err != nil {
		t.Fatal(err)
	}
}

func clearStore(t *rapid.T, s source.Store) {
	ctx := context.Background()
	src, err := s.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	old, err := source.Quads(ctx, src, source.Pattern{})
	if err != nil {
		t.Fatal(err)
	}
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range old {
		if err := tx.Remove(q); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
}

func keys(model map[quad.Quad]bool) []quad.Quad {
	var out []quad.Quad
	for q := range model {
		out = append(out, q)
	}
	sortQuads(out)
	return out
}

func sortQuads(qs []quad.Quad) {
	slices.SortFunc(qs, func(a, b quad.Quad) int { return strings.Compare(a.NQuad(), b.NQuad()) })
}
