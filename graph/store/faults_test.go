package store

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	_ "github.com/cayleygraph/cayley/writer"
	"github.com/cayleygraph/quad"
)

// Each of these tests is about something that stores of Cayley's own get
// wrong, by way of Cayley's interfaces.

// cayleyFile is a new store in a file, with Cayley's writer.
func cayleyFile(t *testing.T, o graph.Options) (graph.QuadStore, graph.QuadWriter) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "g.db")
	if err := graph.InitQuadStore(CayleyName, path, nil); err != nil {
		t.Fatal(err)
	}
	qs := openNamed(t, path)
	w, err := graph.NewQuadWriter("single", qs, o)
	if err != nil {
		t.Fatal(err)
	}
	return qs, w
}

func names(subject, predicate, object string) quad.Quad {
	return quad.MakeIRI(subject, predicate, object, "")
}

func has(t *testing.T, qs graph.QuadStore, want ...quad.Quad) {
	t.Helper()
	graphtest.ExpectIteratedQuads(t, qs, qs.QuadsAllIterator(), want, true)
}

// 1. A transaction that fails leaves nothing behind: not in what is read, nor
// in what later transactions write, nor in the file.
func TestFaultFailedTransaction(t *testing.T) {
	accused := names("russia", "accuses", "ukraine")
	failing := map[string][]graph.Delta{
		"missing": {
			{Quad: names("isis", "claimed", "attack"), Action: graph.Add},
			{Quad: names("nobody", "says", "this"), Action: graph.Delete},
		},
		"duplicate": {
			{Quad: names("isis", "claimed", "attack"), Action: graph.Add},
			{Quad: accused, Action: graph.Add},
		},
	}
	for name, deltas := range failing {
		t.Run(name, func(t *testing.T) {
			qs, w := cayleyFile(t, nil)
			if err := w.AddQuad(accused); err != nil {
				t.Fatal(err)
			}
			if err := qs.ApplyDeltas(deltas, graph.IgnoreOpts{}); err == nil {
				t.Fatal("the transaction does not fail")
			}
			has(t, qs, accused)
			want := []quad.Quad{accused, names("iran", "denies", "report"), names("isis", "claimed", "attack"), names("isis", "claimed", "bombing")}
			for _, q := range want[1:] {
				if err := w.AddQuad(q); err != nil {
					t.Fatal(err)
				}
			}
			has(t, qs, want...)
			has(t, openNamed(t, qs.(*QuadStore).Store().path), want...)
		})
	}
}

// 2. To remove a quad under a label that is unknown removes nothing.
func TestFaultRemoveUnderUnknownLabel(t *testing.T) {
	qs, w := cayleyFile(t, nil)
	q := names("russia", "accuses", "ukraine")
	labelled := q
	labelled.Label = quad.IRI("unknown")
	if err := w.AddQuad(q); err != nil {
		t.Fatal(err)
	}
	if err := w.RemoveQuad(labelled); !graph.IsQuadNotExist(err) {
		t.Errorf("removing it: %v", err)
	}
	has(t, qs, q)
}

// 3. Quads can be added while an iterator runs, which does not see them; and a
// node with many edges can be removed.
func TestFaultWriteWhileIterating(t *testing.T) {
	qs, w := cayleyFile(t, nil)
	const edges = 3000
	hub := make([]quad.Quad, edges)
	for i := range hub {
		hub[i] = names("hub", "knows", fmt.Sprint("n", i))
	}
	if err := w.AddQuadSet(hub); err != nil {
		t.Fatal(err)
	}
	it := qs.QuadsAllIterator().Iterate()
	defer it.Close()
	seen := 0
	for ; it.Next(ctx); seen++ {
		if seen%(edges/10) == 0 {
			if err := w.AddQuad(names(fmt.Sprint("new", seen), "knows", "hub")); err != nil {
				t.Fatal(err)
			}
		}
	}
	if it.Err() != nil || seen != edges {
		t.Errorf("%d of %d quads, %v", seen, edges, it.Err())
	}
	if err := w.RemoveNode(quad.IRI("hub")); err != nil {
		t.Fatal(err)
	}
	has(t, qs)
}

// 4. Opening a file that another process writes does not wait; writing waits
// for as long as it is told, and says who is in the way.
func TestFaultLockedFile(t *testing.T) {
	qs, w := cayleyFile(t, nil)
	if err := w.AddQuad(names("a", "p", "b")); err != nil {
		t.Fatal(err)
	}
	s := qs.(*QuadStore).Store()
	tx, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	other := NewQuadStore(openFile(t, s.path, Options{Wait: time.Millisecond}))
	has(t, other, names("a", "p", "b"))
	err = other.ApplyDeltas([]graph.Delta{{Quad: names("a", "p", "c"), Action: graph.Add}}, graph.IgnoreOpts{})
	var locked *LockedError
	if !errors.As(err, &locked) {
		t.Errorf("writing: %v", err)
	}
}

// 5. Any number of goroutines read and write at once; the race detector says
// whether they may.
func TestFaultConcurrentUse(t *testing.T) {
	qs, w := cayleyFile(t, nil)
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for i := range 10 {
				if err := w.AddQuad(names(fmt.Sprint("s", n), "p", fmt.Sprint("o", i))); err != nil {
					t.Error(err)
				}
			}
		})
		all.Go(func() {
			for range 20 {
				it := qs.QuadsAllIterator().Iterate()
				for it.Next(ctx) {
					if q, err := qs.Quad(it.Result()); err != nil || q.Subject == nil {
						t.Errorf("%v, %v", q, err)
					}
				}
				if err := errors.Join(it.Err(), it.Close()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if stats, err := qs.Stats(ctx, true); err != nil || stats.Quads.Value != 40 {
		t.Errorf("%+v, %v", stats, err)
	}
}

// 6. A quad that was added twice and removed once leaves no nodes; an empty
// store has statistics; the writer's options count; errors of closing are
// told.
func TestFaultLeftovers(t *testing.T) {
	qs, w := cayleyFile(t, graph.Options{"ignore_duplicate": true, "ignore_missing": true})
	empty := func() {
		t.Helper()
		stats, err := qs.Stats(context.Background(), true)
		if err != nil || stats.Nodes.Value != 0 || stats.Quads.Value != 0 {
			t.Errorf("statistics of an empty store: %+v, %v", stats, err)
		}
		if it := qs.NodesAllIterator().Iterate(); it.Next(ctx) {
			t.Errorf("the node %v is left", it.Result())
		}
		if ref, err := qs.ValueOf(quad.IRI("a")); ref != nil || err != nil {
			t.Errorf("the name is left: %v, %v", ref, err)
		}
	}
	empty()
	q := names("a", "p", "b")
	for _, err := range []error{w.AddQuad(q), w.AddQuad(q), w.RemoveQuad(q), w.RemoveQuad(q)} {
		if err != nil {
			t.Error(err)
		}
	}
	empty()
	strict, err := graph.NewQuadWriter("single", qs, graph.Options{"ignore_duplicate": false, "ignore_missing": false})
	if err != nil {
		t.Fatal(err)
	}
	if err := strict.RemoveQuad(q); !graph.IsQuadNotExist(err) {
		t.Errorf("removing what is not there: %v", err)
	}
	if err := errors.Join(strict.AddQuad(q), qs.Close()); err != nil {
		t.Error(err)
	}
	if _, err := qs.Stats(ctx, true); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed store: %v", err)
	}
}

// 7. Quads take little room in the file, and to load many of them reads and
// writes each only a few times: the file does not grow faster than they do.
func TestFaultSizeOfFile(t *testing.T) {
	perQuad := func(n int) float64 {
		path := filepath.Join(t.TempDir(), "g.db")
		s := openFile(t, path, Options{})
		if _, err := load(s, manyQuads(n)...); err != nil {
			t.Fatal(err)
		}
		return float64(s.file.End()) / float64(s.current.Load().size.Quads)
	}
	few, many := perQuad(5000), perQuad(50000)
	if few > 90 || many > few {
		t.Errorf("%.0f bytes a quad for few, %.0f for many", few, many)
	}
}
