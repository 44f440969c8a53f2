// Package store holds a graph in memory and, if wanted, in one file.
//
// A Store is a source.Store: it hands out states that never change and takes
// one transaction at a time. Readers need no locks; a state that somebody
// still reads stays as it is while others are committed. Terms get ids from a
// dictionary that only grows, so an id keeps its meaning as long as the Store
// is open; terms that no quad has any more are not found, though.
//
// Quads are sorted rows of ids in up to six permutations, each made when a
// pattern first needs it, so that every pattern is one range of some
// permutation: counted in logarithmic time, scanned in order.
//
// With a file, each commit writes the whole graph beside it and renames it
// into place; see Open. That suits graphs that load in a second, not more.
//
// The package also offers a Store as a Cayley backend, registered as "quipu":
// see QuadStore. Its neighbours are graph/source (the interfaces it
// implements) and graph (names, loading, searching).
//
//	s := store.Memory()
//	tx, _ := s.Begin(ctx)
//	tx.Add(quad.MakeIRI("urn:quipu:Russia", "urn:quipu:accuses", "urn:quipu:Ukraine", ""))
//	tx.Commit(ctx)
//	view, _ := s.View(ctx)
//	n, _, _ := view.Count(ctx, source.Pattern{}) // 1
package store

import (
	"context"
	"errors"
	"sync/atomic"

	"quipu/graph/source"
)

// Errors of a Store.
var (
	ErrReadOnly = errors.New("the store is open for reading only")
	ErrClosed   = errors.New("the store is closed")
	errDone     = errors.New("the transaction has ended")
	errFull     = errors.New("more terms or changes than the store can hold")
)

// Store is a graph in memory, perhaps kept in a file. It is safe for
// concurrent use.
type Store struct {
	current atomic.Pointer[state]
	closed  atomic.Bool
	base    string // namespace of the graph's names

	file     *file // nil: in memory only
	readOnly bool
	held     *held // the lock of file, by the transaction that runs

	// turn is held by the transaction that runs or waits for the file;
	// writing by whoever changes what follows.
	turn, writing chan struct{}
	dict          *dict
	uses          []int32 // by id: the number of places each term stands in
}

var _ source.Store = (*Store)(nil)

// Memory returns an empty store in memory. An empty base means quads.Base.
func Memory(base string) *Store {
	s := &Store{
		base:    base,
		turn:    make(chan struct{}, 1),
		writing: make(chan struct{}, 1),
		dict:    newDict(),
	}
	s.current.Store(emptyState(s.dict))
	return s
}

// View implements source.Store.
func (s *Store) View(ctx context.Context) (source.Source, error) {
	return s.view(ctx)
}

func (s *Store) view(ctx context.Context) (*state, error) {
	if s.closed.Load() {
		return nil, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := s.refresh(ctx); err != nil {
		return nil, err
	}
	return s.current.Load(), nil
}

// Begin implements source.Store. It waits for a transaction of this process
// as long as the context lasts, for one of another process as long as
// Options.Wait says; the error is then a *LockedError. A transaction of a
// store in a file should not last long: others wait for its end.
func (s *Store) Begin(ctx context.Context) (source.Tx, error) {
	return s.begin(ctx)
}

func (s *Store) begin(ctx context.Context) (*tx, error) {
	if s.closed.Load() {
		return nil, ErrClosed
	}
	if s.readOnly {
		return nil, ErrReadOnly
	}
	if err := acquire(ctx, s.turn); err != nil {
		return nil, err
	}
	if err := s.prepare(ctx); err != nil {
		<-s.turn
		return nil, err
	}
	return &tx{store: s, from: s.current.Load()}, nil
}

// prepare takes the locks beneath s.turn and brings the state up to date.
func (s *Store) prepare(ctx context.Context) error {
	if s.file == nil {
		return acquire(ctx, s.writing)
	}
	if err := s.file.writable(); err != nil {
		return err
	}
	held, err := s.file.lock.acquire(ctx)
	if err != nil {
		return err
	}
	if err := acquire(ctx, s.writing); err != nil {
		held.release()
		return err
	}
	if err := s.reread(); err != nil {
		<-s.writing
		held.release()
		return err
	}
	s.held = held
	return nil
}

// end lets the next transaction begin.
func (s *Store) end() {
	if s.held != nil {
		s.held.release()
		s.held = nil
	}
	<-s.writing
	<-s.turn
}

func acquire(ctx context.Context, lock chan struct{}) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close implements source.Store. States that were handed out stay readable.
func (s *Store) Close() error {
	s.closed.Store(true)
	return nil
}
