package store

import (
	"context"
	"errors"
	"io/fs"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// CayleyName is the name under which this package is a backend of Cayley's:
//
//	qs, err := graph.NewQuadStore(store.CayleyName, "case.db", nil)
//
// An empty path is a store in memory. Options are "read_only" (a boolean) and,
// for graph.InitQuadStore, "base" (the namespace of names).
const CayleyName = "quipu"

func init() {
	graph.RegisterQuadStore(CayleyName, graph.QuadStoreRegistration{
		NewFunc:      openCayley,
		InitFunc:     initCayley,
		IsPersistent: true,
	})
}

func openCayley(path string, o graph.Options) (graph.QuadStore, error) {
	if path == "" {
		return NewQuadStore(Memory(quads.Base)), nil
	}
	readOnly, err := o.BoolKey("read_only", false)
	if err != nil {
		return nil, err
	}
	if _, err := (&file{path: path}).stamp(); errors.Is(err, fs.ErrNotExist) {
		return nil, graph.ErrNotInitialized
	}
	s, err := Open(context.Background(), path, Options{ReadOnly: readOnly})
	if err != nil {
		return nil, err
	}
	return NewQuadStore(s), nil
}

func initCayley(path string, o graph.Options) error {
	base, err := o.StringKey("base", "")
	if err != nil {
		return err
	}
	if _, err := (&file{path: path}).stamp(); err == nil {
		return graph.ErrDatabaseExists
	}
	ctx := context.Background()
	s, err := Open(ctx, path, Options{Base: base})
	if err != nil {
		return err
	}
	return errors.Join(s.create(ctx), s.Close())
}

// QuadStore is a Store as Cayley sees it. Values are given and taken as
// Cayley has them (quads.FromCayley and quads.ToCayley), in any place; a
// reference stays valid as long as the store is open. Each call, and each
// iterator from the moment it starts, sees one state; changing the store
// while an iterator runs is safe and does not show in it.
type QuadStore struct{ store *Store }

var _ graph.QuadStore = (*QuadStore)(nil)

// NewQuadStore returns the Cayley view of a store. Its Close closes the store.
func NewQuadStore(s *Store) *QuadStore { return &QuadStore{s} }

// Store returns the store beneath.
func (qs *QuadStore) Store() *Store { return qs.store }

// nodeRef is a reference to a term: its id.
type nodeRef uint32

// Key implements refs.Ref.
func (r nodeRef) Key() any { return r }

// quadRef is a reference to a quad: its row in spol.
type quadRef row

// Key implements refs.Ref.
func (r quadRef) Key() any { return r }

// places gives the place of each of Cayley's directions.
var places = map[quad.Direction]int{
	quad.Subject: source.S, quad.Predicate: source.P, quad.Object: source.O, quad.Label: source.L,
}

func (qs *QuadStore) state() (*state, error) { return qs.store.view(context.Background()) }

// ValueOf implements refs.Namer.
func (qs *QuadStore) ValueOf(v quad.Value) (graph.Ref, error) {
	if v == nil {
		return nil, nil
	}
	s, err := qs.state()
	if err != nil {
		return nil, err
	}
	if id := s.find(quads.FromCayley(v)); id != anyID {
		return nodeRef(id), nil
	}
	return nil, nil
}

// NameOf implements refs.Namer.
func (qs *QuadStore) NameOf(r graph.Ref) (quad.Value, error) {
	if fetched, ok := r.(refs.PreFetchedValue); ok {
		return fetched.NameOf(), nil
	}
	id, ok := r.(nodeRef)
	if !ok {
		return nil, nil
	}
	s, err := qs.state()
	if err != nil {
		return nil, err
	}
	return s.cayleyTerm(uint32(id)), nil
}

func (s *state) cayleyTerm(id uint32) quad.Value {
	if id < firstTerm || int(id) >= len(s.terms) {
		return nil
	}
	return quads.ToCayley(s.terms[id])
}

// Quad implements graph.QuadIndexer.
func (qs *QuadStore) Quad(r graph.Ref) (quad.Quad, error) {
	ref, ok := r.(quadRef)
	if !ok {
		return quad.Quad{}, nil
	}
	s, err := qs.state()
	if err != nil {
		return quad.Quad{}, err
	}
	ids := row(ref).ids()
	return quad.Quad{
		Subject:   s.cayleyTerm(ids[source.S]),
		Predicate: s.cayleyTerm(ids[source.P]),
		Object:    s.cayleyTerm(ids[source.O]),
		Label:     s.cayleyTerm(ids[source.L]),
	}, nil
}

// QuadDirection implements graph.QuadIndexer.
func (qs *QuadStore) QuadDirection(r graph.Ref, d quad.Direction) (graph.Ref, error) {
	ref, ok := r.(quadRef)
	place, known := places[d]
	if !ok || !known {
		return nil, nil
	}
	id := row(ref).ids()[place]
	if id < firstTerm {
		return nil, nil
	}
	return nodeRef(id), nil
}

// QuadIterator implements graph.QuadIndexer.
func (qs *QuadStore) QuadIterator(d quad.Direction, r graph.Ref) iterator.Shape {
	p, ok := patternOf(d, r)
	if !ok {
		return iterator.NewNull()
	}
	return &quadShape{qs, p}
}

// QuadIteratorSize implements graph.QuadIndexer; it is exact.
func (qs *QuadStore) QuadIteratorSize(ctx context.Context, d quad.Direction, r graph.Ref) (refs.Size, error) {
	p, ok := patternOf(d, r)
	if !ok {
		return refs.Size{Exact: true}, nil
	}
	return qs.count(ctx, p)
}

func (qs *QuadStore) count(ctx context.Context, p source.Pattern) (refs.Size, error) {
	s, err := qs.state()
	if err != nil {
		return refs.Size{}, err
	}
	n, exact, err := s.Count(ctx, p)
	return refs.Size{Value: n, Exact: exact}, err
}

func patternOf(d quad.Direction, r graph.Ref) (p source.Pattern, ok bool) {
	id, isNode := r.(nodeRef)
	place, known := places[d]
	if !isNode || !known {
		return p, false
	}
	p[place] = source.ID(id)
	return p, true
}

// QuadsAllIterator implements graph.QuadStore.
func (qs *QuadStore) QuadsAllIterator() iterator.Shape { return &quadShape{qs, source.Pattern{}} }

// NodesAllIterator implements graph.QuadStore.
func (qs *QuadStore) NodesAllIterator() iterator.Shape { return &nodeShape{qs} }

// Stats implements graph.QuadIndexer; it is always exact.
func (qs *QuadStore) Stats(ctx context.Context, _ bool) (graph.Stats, error) {
	s, err := qs.state()
	if err != nil {
		return graph.Stats{}, err
	}
	return graph.Stats{
		Nodes: refs.Size{Value: s.size.Terms, Exact: true},
		Quads: refs.Size{Value: s.size.Quads, Exact: true},
	}, ctx.Err()
}

// Close implements graph.QuadStore.
func (qs *QuadStore) Close() error { return qs.store.Close() }
