package graph

import (
	"context"
	"errors"
	"fmt"
	"sync"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store"
	"quipu/quads"
)

// mirror makes a source.Store of any Cayley store. It reads the store once,
// whole, into one of ours in memory, answers everything from there, and
// writes transactions through.
//
// Cayley's backends have no states: what is read while somebody writes is a
// mixture, or a crash. Nor have they counts of patterns, an order, or ids
// that outlast a transaction. What a mirror gives for its memory is all of
// that, for every backend alike, and that none of the backends' faults can
// show: they are read by nobody while they are written, and are only ever
// given changes that are known to apply.
type mirror struct {
	memory   *store.Store
	readOnly bool

	mu      sync.Mutex // held while the backend is used
	backend cayley.QuadStore
	broken  error // why the backend and the memory may differ
}

var _ source.Store = (*mirror)(nil)

func newMirror(ctx context.Context, qs cayley.QuadStore, readOnly bool) (*mirror, error) {
	m := &mirror{memory: store.Memory(""), backend: qs, readOnly: readOnly}
	tx, err := m.memory.Begin(ctx)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	it := qs.QuadsAllIterator().Iterate()
	defer it.Close()
	for it.Next(ctx) {
		q, err := qs.Quad(it.Result())
		if err != nil {
			return nil, fmt.Errorf("reading the store: %w", err)
		}
		if err := tx.Add(fromCayley(q)); err != nil {
			return nil, fmt.Errorf("reading the store: %w", err)
		}
	}
	// A cancelled iterator of Cayley's ends as if it had come to its end.
	if err := errors.Join(it.Err(), ctx.Err()); err != nil {
		return nil, fmt.Errorf("reading the store: %w", err)
	}
	if _, err := tx.Commit(ctx); err != nil {
		return nil, err
	}
	return m, nil
}

func fromCayley(q quad.Quad) quad.Quad { return mapTerms(q, quads.FromCayley) }
func toCayley(q quad.Quad) quad.Quad   { return mapTerms(q, quads.ToCayley) }

func mapTerms(q quad.Quad, f func(quad.Value) quad.Value) quad.Quad {
	q.Subject, q.Predicate, q.Object = f(q.Subject), f(q.Predicate), f(q.Object)
	if q.Label != nil {
		q.Label = f(q.Label)
	}
	return q
}

// View implements source.Store.
func (m *mirror) View(ctx context.Context) (source.Source, error) { return m.memory.View(ctx) }

// Begin implements source.Store.
func (m *mirror) Begin(ctx context.Context) (source.Tx, error) {
	if m.readOnly {
		return nil, store.ErrReadOnly
	}
	tx, err := m.memory.Begin(ctx)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		tx.Rollback()
		return nil, m.broken
	}
	return &mirrorTx{Tx: tx, mirror: m, had: map[quad.Quad]bool{}}, nil
}

// Close implements source.Store; it closes the backend and tells its error.
func (m *mirror) Close() error {
	err := m.memory.Close()
	m.mu.Lock()
	defer m.mu.Unlock()
	return errors.Join(err, m.backend.Close())
}

// mirrorTx notes which quads a transaction touches and whether they were
// there before it.
type mirrorTx struct {
	source.Tx
	mirror  *mirror
	touched []quad.Quad
	had     map[quad.Quad]bool
}

func (t *mirrorTx) note(q quad.Quad) error {
	if _, noted := t.had[q]; noted {
		return nil
	}
	had, err := t.Tx.Has(q)
	if err == nil {
		t.had[q] = had
		t.touched = append(t.touched, q)
	}
	return err
}

// Add implements source.Tx.
func (t *mirrorTx) Add(q quad.Quad) error {
	if err := t.note(q); err != nil {
		return err
	}
	return t.Tx.Add(q)
}

// Remove implements source.Tx.
func (t *mirrorTx) Remove(q quad.Quad) error {
	if err := t.note(q); err != nil {
		return err
	}
	return t.Tx.Remove(q)
}

// Commit implements source.Tx. The backend gets the changes first, and each
// one only if it makes a difference: a duplicate or a missing quad makes some
// backends store what nobody said. If it refuses them, nothing is changed
// here; whether the backend kept a part cannot be known, so the store takes
// no further transactions.
func (t *mirrorTx) Commit(ctx context.Context) (source.Result, error) {
	if err := ctx.Err(); err != nil {
		t.Rollback()
		return source.Result{}, err
	}
	add, remove, err := t.deltas()
	if err != nil {
		return source.Result{}, err
	}
	m := t.mirror
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.apply(add, remove); err != nil {
		t.Rollback()
		m.broken = fmt.Errorf("the store beneath refused a transaction, so it may differ from what is shown; open it again: %w", err)
		return source.Result{}, m.broken
	}
	// What the backend has taken must be shown, whatever the context says now.
	result, err := t.Tx.Commit(context.WithoutCancel(ctx))
	if err != nil {
		m.broken = fmt.Errorf("the store beneath has a transaction that is not shown; open it again: %w", err)
		return result, m.broken
	}
	return result, nil
}

// apply gives the backend what a transaction adds, then what it removes. Given
// both at once, Cayley's KV backends store an added quad without those of its
// terms that lose more quads than they gain. Between the two steps the
// backend holds too much rather than too little.
func (m *mirror) apply(add, remove []cayley.Delta) error {
	for _, deltas := range [][]cayley.Delta{add, remove} {
		if len(deltas) == 0 {
			continue
		}
		if err := m.backend.ApplyDeltas(deltas, cayley.IgnoreOpts{}); err != nil {
			return err
		}
	}
	return nil
}

// deltas returns the changes that make a difference.
func (t *mirrorTx) deltas() (add, remove []cayley.Delta, err error) {
	for _, q := range t.touched {
		has, err := t.Tx.Has(q)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case has && !t.had[q]:
			add = append(add, cayley.Delta{Quad: toCayley(q), Action: cayley.Add})
		case !has && t.had[q]:
			remove = append(remove, cayley.Delta{Quad: toCayley(q), Action: cayley.Delete})
		}
	}
	return add, remove, nil
}
