package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

// history is a model: the quads after each commit.
type history struct {
	states [][]quad.Quad // by number
	first  uint64        // that can be asked for
}

func (h *history) check(t testing.TB, s *Store) {
	t.Helper()
	last := uint64(len(h.states) - 1)
	for n := range last + 1 {
		src, err := s.At(ctx, n)
		if n < h.first {
			var missing *CommitError
			if !errors.As(err, &missing) || missing.First != h.first {
				t.Fatalf("commit %d was forgotten, but: %v", n, err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("at %d: %v", n, err)
		}
		sourcetest.Verify(func(format string, args ...any) {
			t.Helper()
			t.Fatalf("at %d: %s", n, fmt.Sprintf(format, args...))
		}, src, h.states[n])
		if n == h.first {
			continue // what it changed cannot be told from here where its past is forgotten
		}
		h.checkChanges(t, s, n)
	}
	var numbers []uint64
	if err := s.Commits(ctx, func(c Commit) bool {
		numbers = append(numbers, c.Number)
		if c.Command != fmt.Sprint("command ", c.Number) || c.Analyst != "Ada" || c.Time.IsZero() {
			t.Errorf("commit %+v", c)
		}
		return true
	}); err != nil {
		t.Fatal(err)
	}
	var want []uint64
	for n := last; n >= max(h.first, 1); n-- {
		want = append(want, n)
	}
	if !slices.Equal(numbers, want) {
		t.Errorf("the history has %v, want %v", numbers, want)
	}
}

func (h *history) checkChanges(t testing.TB, s *Store, n uint64) {
	t.Helper()
	after := slices.Clone(h.states[n-1])
	err := s.Changes(ctx, n, nil, func(q quad.Quad, removed bool) error {
		at := slices.Index(after, q)
		if removed != (at >= 0) {
			t.Fatalf("commit %d: %v removed: %v, but it was there: %v", n, q, removed, at >= 0)
		}
		if removed {
			after = slices.Delete(after, at, at+1)
		} else {
			after = append(after, q)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("changes of %d: %v", n, err)
	}
	if !sameQuads(after, h.states[n]) {
		t.Errorf("the changes of %d lead to %v, want %v", n, after, h.states[n])
	}
}

func sameQuads(a, b []quad.Quad) bool {
	key := func(qs []quad.Quad) (lines []string) {
		for _, q := range qs {
			lines = append(lines, q.NQuad())
		}
		slices.Sort(lines)
		return lines
	}
	return slices.Equal(key(a), key(b))
}

// Random commits of all kinds, folds, rewrites and forgetting; every state of
// the past can be asked for and is what it was.
func TestHistory(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		path := filepath.Join(t.TempDir(), fmt.Sprint(rand.Uint64(), ".db"))
		open := func() *Store {
			s, err := Open(ctx, path, Options{})
			if err != nil {
				rt.Fatal(err)
			}
			s.foldAt = rapid.SampledFrom([]int{1, 3, 10, 1000}).Draw(rt, "fold at")
			s.tinyLoad = rapid.SampledFrom([]int64{0, 2, 1000}).Draw(rt, "tiny load")
			return s
		}
		s := open()
		defer func() { s.Close() }()
		h := &history{states: [][]quad.Quad{nil}}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			switch rapid.IntRange(0, 7).Draw(rt, "step") {
			case 0:
				if err := s.Close(); err != nil {
					rt.Fatal(err)
				}
				s = open()
			case 1:
				if len(h.states) == 1 {
					continue
				}
				o := CompactOptions{}
				if last := uint64(len(h.states) - 1); rapid.IntRange(0, 3).Draw(rt, "forget") == 0 {
					o.ForgetBefore = rapid.Uint64Range(max(h.first, 1), last).Draw(rt, "before")
					if o.ForgetBefore > 1 {
						h.first = o.ForgetBefore
					}
				}
				if err := s.Compact(ctx, o); err != nil {
					rt.Fatal(err)
				}
			case 2:
				bulkStep(rt, s, h)
			default:
				txStep(rt, s, h)
			}
			if err := s.Verify(ctx, func(err error) { rt.Error(err) }, nil); err != nil {
				rt.Fatal(err)
			}
		}
		h.check(t, s)
		other, err := Open(ctx, path, Options{ReadOnly: true})
		if len(h.states) == 1 {
			return
		}
		if err != nil {
			rt.Fatal(err)
		}
		defer other.Close()
		h.check(t, other)
	})
}

func randomQuad(t *rapid.T) quad.Quad {
	name := rapid.IntRange(0, 4)
	q := sourcetest.Q(fmt.Sprint(name.Draw(t, "s")), fmt.Sprint(name.Draw(t, "p")), fmt.Sprint(name.Draw(t, "o")), "")
	if l := name.Draw(t, "l"); l > 0 {
		q.Label = quad.IRI(fmt.Sprint("ex:", l))
	}
	return q
}

func (h *history) noted(n int) (ctxOf source.Note) {
	return source.Note{Analyst: "Ada", Command: fmt.Sprint("command ", len(h.states)+n)}
}

func txStep(t *rapid.T, s *Store, h *history) {
	after := slices.Clone(h.states[len(h.states)-1])
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for range rapid.IntRange(1, 15).Draw(t, "changes") {
		q := randomQuad(t)
		at := slices.Index(after, q)
		if rapid.IntRange(0, 2).Draw(t, "remove") == 0 {
			err = tx.Remove(q)
			if at >= 0 {
				after = slices.Delete(after, at, at+1)
			}
		} else {
			err = tx.Add(q)
			if at < 0 {
				after = append(after, q)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	h.commit(t, after, func() error {
		_, err := tx.Commit(source.WithNote(ctx, h.noted(0)))
		return err
	})
}

// commit commits what may turn out to be no change, which is no commit.
func (h *history) commit(t *rapid.T, after []quad.Quad, f func() error) {
	if err := f(); err != nil {
		t.Fatal(err)
	}
	if !sameQuads(after, h.states[len(h.states)-1]) {
		h.states = append(h.states, after)
	}
}

func bulkStep(t *rapid.T, s *Store, h *history) {
	after := slices.Clone(h.states[len(h.states)-1])
	noted := source.WithNote(ctx, h.noted(0))
	l, err := s.Load(noted, LoadOptions{Memory: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	added := int64(0)
	given := rapid.IntRange(1, 20).Draw(t, "quads")
	b := l.Builder()
	for range given {
		q := randomQuad(t)
		if err := b.Add(q); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(after, q) {
			after = append(after, q)
			added++
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	h.commit(t, after, func() error {
		result, err := l.Commit(noted)
		if err == nil && (result.Added != added || result.Existed != int64(given)-added) {
			t.Fatalf("loaded %+v, of %d quads %d are new", result, given, added)
		}
		return err
	})
}

func TestCommitError(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	if _, err := s.At(ctx, 1); err == nil || !strings.Contains(err.Error(), "nothing was committed yet") {
		t.Error(err)
	}
	add(t, s, q1)
	if _, err := s.At(ctx, 2); err == nil || !strings.Contains(err.Error(), "the last one is 1") {
		t.Error(err)
	}
	if err := s.Compact(ctx, CompactOptions{ForgetBefore: 3}); err == nil {
		t.Error("the future is forgotten")
	}
}

// A store that was emptied and filled again by a load still knows what it had
// before.
func TestAtBeforeEmptied(t *testing.T) {
	s := openFile(t, filepath.Join(t.TempDir(), "g.db"), Options{})
	add(t, s, q1, q2)
	add(t, s, q3)
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []quad.Quad{q1, q2, q3} {
		if err := tx.Remove(q); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := tx.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	s.tinyLoad = 0
	l, err := s.Load(ctx, LoadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	b := l.Builder()
	if err := errors.Join(b.Add(q2), b.Add(q4), b.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Commit(ctx); err != nil {
		t.Fatal(err)
	}
	for n, want := range [][]quad.Quad{nil, {q1, q2}, {q1, q2, q3}, nil, {q2, q4}} {
		src, err := s.At(ctx, uint64(n))
		if err != nil {
			t.Fatal(err)
		}
		sourcetest.Verify(t.Fatalf, src, want)
	}
}
