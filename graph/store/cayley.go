package store

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store/segment"
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
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, graph.ErrNotInitialized
	}
	s, err := Open(context.Background(), path, Options{ReadOnly: readOnly})
	if err != nil {
		return nil, err
	}
	return NewQuadStore(s), nil
}

func initCayley(path string, o graph.Options) error {
	if path == "" {
		return nil // a store in memory needs no beginning
	}
	base, err := o.StringKey("base", "")
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err == nil {
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

// nodeRef is a reference to a term: its id, which means something beside the
// numbering that it is of.
type nodeRef struct {
	numbering *numbering
	id        segment.ID
}

// Key implements refs.Ref.
func (r nodeRef) Key() any { return r }

// quadRef is a reference to a quad: its row in spol.
type quadRef struct {
	numbering *numbering
	row       row
}

// Key implements refs.Ref.
func (r quadRef) Key() any { return r }

// translate returns the id that a reference's term has in a state, Any if it
// has none there. Ids are only different where all segments were rewritten
// since the reference was made.
func (s *state) translate(n *numbering, id segment.ID) (segment.ID, error) {
	if n == s.numbering || id < segment.FirstTerm {
		return id, nil
	}
	v, err := n.latest.Load().guardedTerm(id)
	if err != nil || v == nil {
		return segment.Any, err
	}
	return s.lookUp(v, s.terms)
}

// guardedTerm is term for who has no guard.
func (s *state) guardedTerm(id segment.ID) (v quad.Value, err error) {
	defer s.guard(faultsPanic(), &err)
	return s.term(id)
}

// rowOf returns a reference's row as a state has it; ok is false where one of
// its terms is not there.
func (s *state) rowOf(ref quadRef) (r row, ok bool, err error) {
	if ref.numbering == s.numbering {
		return ref.row, true, nil
	}
	ids := ref.row.IDs()
	for i, id := range ids {
		if ids[i], err = s.translate(ref.numbering, id); err != nil || ids[i] == segment.Any {
			return row{}, false, err
		}
	}
	return segment.Permute(ids, spol), true, nil
}

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
	return s.valueOf(quads.FromCayley(v))
}

func (s *state) valueOf(v quad.Value) (ref graph.Ref, err error) {
	defer s.guard(faultsPanic(), &err)
	id, err := s.find(v)
	if err != nil || id == segment.Any {
		return nil, err
	}
	return nodeRef{s.numbering, id}, nil
}

// NameOf implements refs.Namer.
func (qs *QuadStore) NameOf(r graph.Ref) (quad.Value, error) {
	if fetched, ok := r.(refs.PreFetchedValue); ok {
		return fetched.NameOf(), nil
	}
	ref, ok := r.(nodeRef)
	if !ok {
		return nil, nil
	}
	return ref.numbering.latest.Load().cayleyTerm(ref.id)
}

func (s *state) cayleyTerm(id segment.ID) (quad.Value, error) {
	v, err := s.guardedTerm(id)
	if err != nil || v == nil {
		return nil, err
	}
	return quads.ToCayley(v), nil
}

// Quad implements graph.QuadIndexer.
func (qs *QuadStore) Quad(r graph.Ref) (q quad.Quad, err error) {
	ref, ok := r.(quadRef)
	if !ok {
		return q, nil
	}
	s := ref.numbering.latest.Load()
	for i, id := range ref.row.IDs() {
		v, err := s.cayleyTerm(id)
		if err != nil {
			return q, err
		}
		q.Set(quad.Directions[i], v)
	}
	return q, nil
}

// QuadDirection implements graph.QuadIndexer.
func (qs *QuadStore) QuadDirection(r graph.Ref, d quad.Direction) (graph.Ref, error) {
	ref, ok := r.(quadRef)
	place, known := places[d]
	if !ok || !known {
		return nil, nil
	}
	id := ref.row.IDs()[place]
	if id < segment.FirstTerm {
		return nil, nil
	}
	return nodeRef{ref.numbering, id}, nil
}

// QuadIterator implements graph.QuadIndexer.
func (qs *QuadStore) QuadIterator(d quad.Direction, r graph.Ref) iterator.Shape {
	s, err := qs.state()
	if err != nil {
		return iterator.NewError(err)
	}
	p, ok, err := s.patternOf(d, r)
	switch {
	case err != nil:
		return iterator.NewError(err)
	case !ok:
		return iterator.NewNull()
	}
	return &quadShape{qs, s.numbering, p}
}

// QuadIteratorSize implements graph.QuadIndexer; it is exact.
func (qs *QuadStore) QuadIteratorSize(ctx context.Context, d quad.Direction, r graph.Ref) (refs.Size, error) {
	s, err := qs.state()
	if err != nil {
		return refs.Size{}, err
	}
	p, ok, err := s.patternOf(d, r)
	if err != nil || !ok {
		return refs.Size{Exact: true}, err
	}
	n, exact, err := s.Count(ctx, p)
	return refs.Size{Value: n, Exact: exact}, err
}

// patternOf is the pattern of the quads with a reference in a place; ok is
// false where there can be none.
func (s *state) patternOf(d quad.Direction, r graph.Ref) (p source.Pattern, ok bool, err error) {
	ref, isNode := r.(nodeRef)
	place, known := places[d]
	if !isNode || !known {
		return p, false, nil
	}
	defer s.guard(faultsPanic(), &err)
	id, err := s.translate(ref.numbering, ref.id)
	p[place] = source.ID(id)
	return p, id != segment.Any, err
}

// QuadsAllIterator implements graph.QuadStore.
func (qs *QuadStore) QuadsAllIterator() iterator.Shape { return &quadShape{qs: qs} }

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
