package graph

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv/bbolt"
	_ "github.com/cayleygraph/cayley/graph/kv/bolt"
	_ "github.com/cayleygraph/cayley/graph/kv/leveldb"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
	"quipu/graph/store"
)

var ctx = context.Background()

type backend struct {
	name       string
	persistent bool
}

// backends are Cayley's own, which a graph must work over.
var backends = []backend{
	{"memstore", false},
	{"leveldb", true},
	{"bbolt", true},
}

// openBackend opens a Cayley store; the path decides which, for persistent
// ones.
func openBackend(t testing.TB, name, path string) cayley.QuadStore {
	t.Helper()
	if path != "" {
		if err := cayley.InitQuadStore(name, path, nil); err != nil && !errors.Is(err, cayley.ErrDatabaseExists) {
			t.Fatal(err)
		}
	}
	qs, err := cayley.NewQuadStore(name, path, nil)
	if err != nil {
		t.Fatal(err)
	}
	return qs
}

func forEachBackend(t *testing.T, f func(t *testing.T, open func(t *testing.T) cayley.QuadStore, persistent bool)) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			path := ""
			if b.persistent {
				path = filepath.Join(t.TempDir(), "store")
			}
			f(t, func(t *testing.T) cayley.QuadStore { return openBackend(t, b.name, path) }, b.persistent)
		})
	}
}

func over(t testing.TB, qs cayley.QuadStore) *Graph {
	t.Helper()
	g, err := Over(ctx, qs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestOver(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			sourcetest.Run(t, func(t *testing.T) source.Store {
				path := ""
				if b.persistent {
					path = filepath.Join(t.TempDir(), "store")
				}
				return over(t, openBackend(t, b.name, path)).store
			})
		})
	}
}

// TestOverOwn: a store of ours is not copied, also behind a handle of Cayley's.
func TestOverOwn(t *testing.T) {
	s := store.Memory("urn:other:")
	for _, qs := range []cayley.QuadStore{store.NewQuadStore(s), &cayley.Handle{QuadStore: store.NewQuadStore(s)}} {
		g, err := Over(ctx, qs, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if g.store != source.Store(s) || g.Names().Base() != "urn:other:" {
			t.Errorf("another store, or another base: %s", g.Names().Base())
		}
		readOnly, err := Over(ctx, qs, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := readOnly.Begin(ctx); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("a transaction of what is read only begins with %v", err)
		}
	}
}

var q = sourcetest.Q

// expect checks a graph and, where its store is persistent, closes and
// reopens it and checks again.
func expect(t *testing.T, g *Graph, open func(t *testing.T) cayley.QuadStore, persistent bool, want ...quad.Quad) {
	t.Helper()
	verify(t, g, want...)
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	if persistent {
		g = over(t, open(t))
		verify(t, g, want...)
		if err := g.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func verify(t testing.TB, g *Graph, want ...quad.Quad) {
	t.Helper()
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	sourcetest.Verify(t.Fatalf, src, want)
}

func mustApply(t testing.TB, g *Graph, add, remove []quad.Quad) Applied {
	t.Helper()
	done, err := g.Apply(ctx, add, remove)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// The tests that follow are named after the faults of Cayley's backends that
// would reach a user, did the graph not stand between.

// Fault 1: a transaction that fails, or repeats a quad, makes later ones
// store what nobody said.
func TestFault1FailedTransactionFabricatesFacts(t *testing.T) {
	forEachBackend(t, func(t *testing.T, open func(t *testing.T) cayley.QuadStore, persistent bool) {
		g := over(t, open(t))
		want := []quad.Quad{q("russia", "accuses", "ukraine", "")}
		mustApply(t, g, want, nil)
		claim := q("isis", "claimed", "attack", "")
		tx, err := g.Begin(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(tx.Add(claim), tx.Remove(q("nobody", "said", "this", ""))); err != nil {
			t.Fatal(err)
		}
		tx.Rollback()
		for _, add := range []quad.Quad{q("iran", "denies", "report", ""), claim, q("isis", "claimed", "bombing", "")} {
			// Each beside a removal of what is not there and a duplicate.
			mustApply(t, g, []quad.Quad{add, add, want[0]}, []quad.Quad{q("nobody", "said", "this", "")})
			want = append(want, add)
		}
		expect(t, g, open, persistent, want...)
	})
}

// Fault 2: removing a quad under an unknown label removes the unlabelled one.
func TestFault2RemovingUnknownLabel(t *testing.T) {
	forEachBackend(t, func(t *testing.T, open func(t *testing.T) cayley.QuadStore, persistent bool) {
		g := over(t, open(t))
		plain := q("a", "p", "b", "")
		mustApply(t, g, []quad.Quad{plain}, nil)
		done := mustApply(t, g, nil, []quad.Quad{q("a", "p", "b", "unknown")})
		if len(done.Removed) != 0 {
			t.Errorf("removed %v", done.Removed)
		}
		expect(t, g, open, persistent, plain)
	})
}

// Fault 3: adding a quad while iterating never ends, nor does the removal of a
// node with many edges.
func TestFault3WritingWhileReading(t *testing.T) {
	forEachBackend(t, func(t *testing.T, open func(t *testing.T) cayley.QuadStore, persistent bool) {
		g := over(t, open(t))
		var hub []quad.Quad
		for i := range 300 {
			hub = append(hub, q("hub", "p", fmt.Sprint("o", i), "source"))
		}
		mustApply(t, g, hub, nil)
		src, err := g.View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		err = source.Each(ctx, src, func(source.Match) bool {
			if n%100 == 0 {
				mustApply(t, g, []quad.Quad{q("later", "p", fmt.Sprint("o", n), "")}, nil)
			}
			n++
			return true
		}, source.Pattern{})
		if err != nil || n != len(hub) {
			t.Errorf("read %d quads, %v", n, err)
		}
		mustApply(t, g, nil, hub)
		expect(t, g, open, persistent, q("later", "p", "o0", ""), q("later", "p", "o100", ""), q("later", "p", "o200", ""))
	})
}

// Fault 4: opening a store that another process uses hangs without a word. A
// file of ours is read at once, and a writer waits for so long and no longer.
func TestFault4LockedStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.db")
	first, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	tx, err := first.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	second, err := Open(ctx, path, Options{Wait: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	verify(t, second)
	var locked *store.LockedError
	if _, err := second.Begin(ctx); !errors.As(err, &locked) {
		t.Errorf("a second writer gets %v", err)
	}
}

// Fault 5: reading and writing at once is a race and can end the process.
func TestFault5ConcurrentReadAndWrite(t *testing.T) {
	forEachBackend(t, func(t *testing.T, open func(t *testing.T) cayley.QuadStore, persistent bool) {
		g := over(t, open(t))
		defer g.Close()
		readAndWrite(t, g)
	})
}

// readAndWrite has readers and writers at work on one graph at once. Every
// state that a reader sees holds whole transactions.
func readAndWrite(t *testing.T, g *Graph) {
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			for i := range 30 {
				pair := []quad.Quad{q(fmt.Sprint(w, "-", i), "p", "a", ""), q(fmt.Sprint(w, "-", i), "p", "b", "")}
				if _, err := g.Apply(ctx, pair, nil); err != nil {
					t.Error(err)
				}
				if i%3 == 0 {
					if _, err := g.Apply(ctx, nil, pair); err != nil {
						t.Error(err)
					}
				}
			}
		})
		wg.Go(func() {
			for range 50 {
				src, err := g.View(ctx)
				if err != nil {
					t.Error(err)
					return
				}
				quads, err := source.Quads(ctx, src, source.Pattern{})
				if err != nil || len(quads)%2 != 0 {
					t.Errorf("a reader sees %d quads, %v", len(quads), err)
				}
				src.Close()
			}
		})
	}
	wg.Wait()
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if size, err := src.Size(ctx); err != nil || size.Quads != 2*2*20 {
		t.Errorf("in the end there are %+v, %v", size, err)
	}
}

// Fault 6: a quad added twice and removed once leaves nodes behind; an empty
// store cannot say how much it holds.
func TestFault6OrphansAndEmptyStore(t *testing.T) {
	forEachBackend(t, func(t *testing.T, open func(t *testing.T) cayley.QuadStore, persistent bool) {
		g := over(t, open(t))
		src, err := g.View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := g.Stats(ctx, src, nil); err != nil || s.Size != (source.Size{}) {
			t.Errorf("an empty store: %+v, %v", s, err)
		}
		fact := q("a", "p", "b", "x")
		mustApply(t, g, []quad.Quad{fact}, nil)
		mustApply(t, g, []quad.Quad{fact}, nil)
		mustApply(t, g, nil, []quad.Quad{fact})
		expect(t, g, open, persistent) // no quad, no term
	})
}

// A fault that is not among the numbered ones: given additions and removals at
// once, the KV backends lose terms of what is added.
func TestFaultMixedTransaction(t *testing.T) {
	forEachBackend(t, func(t *testing.T, open func(t *testing.T) cayley.QuadStore, persistent bool) {
		g := over(t, open(t))
		old := []quad.Quad{q("a", "p", "b", ""), q("a", "p", "c", "")}
		mustApply(t, g, old, nil)
		mustApply(t, g, []quad.Quad{q("a", "q", "d", "")}, old)
		expect(t, g, open, persistent, q("a", "q", "d", ""))
	})
}
