package store

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

// load takes quads into a store by a bulk load.
func load(s *Store, quads ...quad.Quad) (source.Result, error) {
	l, err := s.Load(ctx, LoadOptions{Memory: 1 << 20})
	if err != nil {
		return source.Result{}, err
	}
	defer l.Close()
	b := l.Builder()
	for _, q := range quads {
		if err := b.Add(q); err != nil {
			return source.Result{}, err
		}
	}
	if err := b.Close(); err != nil {
		return source.Result{}, err
	}
	return l.Commit(ctx)
}

// A load that its record in the history cannot hold is refused, and not only
// when everything is written.
func TestLoadBeyondHistory(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	s.tinyLoad, s.historyLimit = 0, 8
	add(t, s, q1)
	_, err := load(s, q2, q3, q4)
	if err == nil || !strings.Contains(err.Error(), "history") || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("it is loaded: %v", err)
	}
	verify(t, s, q1)
	s.historyLimit = historyLimit
	if _, err := load(s, q2, q3, q4); err != nil {
		t.Fatal(err)
	}
	verify(t, s, q1, q2, q3, q4)
}

// A load of nothing makes the file, and no commit.
func TestLoadOfNothing(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	for range 2 {
		result, err := load(s)
		if err != nil || result != (source.Result{}) {
			t.Errorf("%+v, %v", result, err)
		}
	}
	if err := s.Commits(ctx, func(c Commit) bool { t.Errorf("commit %+v", c); return true }); err != nil {
		t.Error(err)
	}
	if _, err := load(s, q1); err != nil {
		t.Fatal(err)
	}
	verify(t, s, q1)
}

// A long commit looks at its context all the while, and where it ends nothing
// of it stays.
func TestCommitCancelled(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	add(t, s, q1)
	const quads = 20 * checkEvery
	for left := 0; left < 40; left += 3 {
		tx, err := s.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range manyQuads(quads) {
			if err := tx.Add(q); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := tx.Commit(sourcetest.Ending(left)); !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d looks at the context: %v", left, err)
		}
	}
	verify(t, s, q1)
	if size, err := s.current.Load().Size(ctx); err != nil || size.Terms != 4 {
		t.Errorf("terms of the transaction have stayed: %+v, %v", size, err)
	}
}

// Counting the terms of a state of the past can be broken off and asked for
// again.
func TestPastSizeCancelled(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	add(t, s, q1)
	add(t, s, q2, q3)
	src, err := s.At(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := src.Size(sourcetest.Ending(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("it is counted all the same: %v", err)
	}
	if size, err := src.Size(ctx); err != nil || size.Terms != 4 {
		t.Errorf("%+v, %v", size, err)
	}
}

// The state before a load into an empty store has no lines either.
func TestOrderedBeforeLoad(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	if _, err := load(s, q1, q2); err != nil {
		t.Fatal(err)
	}
	then, err := s.At(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	if lines, _, err := linesIn(then); err != nil || len(lines) > 0 {
		t.Errorf("%q, %v", lines, err)
	}
}

// Lines with long texts come in batches that fit the memory.
func TestOrderedLongTexts(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	var want []quad.Quad
	for i := range 12 {
		q := sourcetest.Q("s", "p", "", "")
		q.Object = quad.String(strings.Repeat(string(rune('a'+i)), formSpace/2))
		want = append(want, q)
	}
	add(t, s, want...) // all in one layer, of which no copy is made
	add(t, s, q1)
	src, err := s.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c, ok, err := src.(source.Ordered).Ordered(ctx)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	c.(*lineCursor).arena = nil // as where there is no memory for it
	lines := 0
	buf := make([]source.Forms, 100)
	for {
		n, err := c.Next(buf)
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			break
		}
		lines += n
		size := 0
		for _, f := range buf[:n] {
			size += len(f[2])
		}
		if size > 2*formSpace {
			t.Errorf("a batch has %d bytes of texts", size)
		}
	}
	if lines != len(want)+1 {
		t.Errorf("%d lines", lines)
	}
}
