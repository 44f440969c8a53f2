package graph

import (
	"context"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"

	"quipu/graph/source"
	"quipu/graph/store"
	"quipu/quads"
)

// Graph is a graph that can be read and changed. It is safe for concurrent use.
type Graph struct {
	store   source.Store
	history history // of a store in a file; nil without
	names   *quads.Names
	classes classCache
}

// Options say how a graph is opened.
type Options struct {
	ReadOnly bool   // never creates or changes the file; transactions fail
	Base     string // of a new store; "" is quads.Base
	// Wait is how long a transaction waits for another process that writes
	// the same file; 0 means two seconds. Then it fails with a
	// *store.LockedError.
	Wait time.Duration
}

// Memory returns an empty graph in memory.
func Memory(o Options) (*Graph, error) {
	names, err := quads.NewNames(o.Base)
	if err != nil {
		return nil, err
	}
	return &Graph{store: store.Memory(names.Base()), names: names}, nil
}

// Open opens the store in a file; without ReadOnly it is created if missing.
// A file that is damaged, of a newer version, or no store at all is a
// *store.FileError and is not touched.
func Open(ctx context.Context, path string, o Options) (*Graph, error) {
	if _, err := quads.NewNames(o.Base); err != nil {
		return nil, err
	}
	s, err := store.Open(ctx, path, store.Options{ReadOnly: o.ReadOnly, Base: o.Base, Wait: o.Wait})
	if err != nil {
		return nil, err
	}
	names, err := quads.NewNames(s.Base())
	if err != nil {
		s.Close()
		return nil, err
	}
	return &Graph{store: s, history: s, names: names}, nil
}

// Over returns a graph over a Cayley store. One of ours is used as it is, with
// its own base and without its history. Any other is read once, whole, into memory, where all questions are answered;
// transactions are written through to it, see mirror for why, and nobody else
// may change it meanwhile. The Graph owns qs: Close closes it.
func Over(ctx context.Context, qs cayley.QuadStore, o Options) (*Graph, error) {
	if own, ok := cayley.Unwrap(qs).(*store.QuadStore); ok {
		return overOwn(own.Store(), o.ReadOnly)
	}
	names, err := quads.NewNames(o.Base)
	if err != nil {
		return nil, err
	}
	m, err := newMirror(ctx, qs, o.ReadOnly)
	if err != nil {
		return nil, err
	}
	return &Graph{store: m, names: names}, nil
}

func overOwn(s *store.Store, readOnly bool) (*Graph, error) {
	names, err := quads.NewNames(s.Base())
	if err != nil {
		return nil, err
	}
	if readOnly {
		return &Graph{store: reading{s}, names: names}, nil
	}
	return &Graph{store: s, names: names}, nil
}

// reading is a store without its transactions.
type reading struct{ source.Store }

// Begin implements source.Store.
func (reading) Begin(context.Context) (source.Tx, error) { return nil, store.ErrReadOnly }

// Names returns the graph's mapping of names.
func (g *Graph) Names() *quads.Names { return g.names }

// View returns the newest committed state.
func (g *Graph) View(ctx context.Context) (source.Source, error) { return g.store.View(ctx) }

// Begin starts a transaction.
func (g *Graph) Begin(ctx context.Context) (source.Tx, error) { return g.store.Begin(ctx) }

// Close releases the store.
func (g *Graph) Close() error { return g.store.Close() }
