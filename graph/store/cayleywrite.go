package store

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// ApplyDeltas implements graph.QuadStore. It applies the deltas in order, all
// or none: adding a quad that is there is an error unless o.IgnoreDup is set,
// deleting one that is not there unless o.IgnoreMissing is, where "there"
// takes the deltas before it into account. The error is a *graph.DeltaError.
func (qs *QuadStore) ApplyDeltas(deltas []graph.Delta, o graph.IgnoreOpts) error {
	return qs.update(func(t *tx) error {
		for _, d := range deltas {
			if err := apply(t, d, o); err != nil {
				return &graph.DeltaError{Delta: d, Err: err}
			}
		}
		return nil
	})
}

func apply(t *tx, d graph.Delta, o graph.IgnoreOpts) error {
	q := fromCayley(d.Quad)
	switch d.Action {
	case graph.Add:
		if !o.IgnoreDup {
			if has, err := t.Has(q); err != nil || has {
				return orElse(err, graph.ErrQuadExists)
			}
		}
		return t.add(q)
	case graph.Delete:
		if !o.IgnoreMissing {
			if has, err := t.Has(q); err != nil || !has {
				return orElse(err, graph.ErrQuadNotExist)
			}
		}
		return t.Remove(q)
	}
	return graph.ErrInvalidAction
}

func orElse(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func fromCayley(q quad.Quad) quad.Quad {
	for _, d := range quad.Directions {
		if v := q.Get(d); v != nil {
			q.Set(d, quads.FromCayley(v))
		}
	}
	return q
}

// update runs f in a transaction, which an error rolls back.
func (qs *QuadStore) update(f func(*tx) error) error {
	ctx := context.Background()
	t, err := qs.store.begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if err := f(t); err != nil {
		return err
	}
	_, err = t.Commit(ctx)
	return err
}

// NewQuadWriter implements graph.QuadStore. The writer keeps what it is given
// and adds it in one transaction when it is closed; quads that are there
// already do not matter.
func (qs *QuadStore) NewQuadWriter() (quad.WriteCloser, error) {
	if qs.store.readOnly {
		return nil, ErrReadOnly
	}
	return &quadWriter{qs: qs}, nil
}

type quadWriter struct {
	qs     *QuadStore
	quads  []quad.Quad
	closed bool
}

// WriteQuad implements quad.Writer.
func (w *quadWriter) WriteQuad(q quad.Quad) error {
	if w.closed {
		return errDone
	}
	w.quads = append(w.quads, fromCayley(q))
	return nil
}

// WriteQuads implements quad.BatchWriter.
func (w *quadWriter) WriteQuads(quads []quad.Quad) (int, error) {
	for i, q := range quads {
		if err := w.WriteQuad(q); err != nil {
			return i, err
		}
	}
	return len(quads), nil
}

// Close implements io.Closer. Closing again does nothing.
func (w *quadWriter) Close() error {
	if w.closed {
		return nil
	}
	w.closed = true
	quads := w.quads
	w.quads = nil
	return w.qs.update(func(t *tx) error {
		for _, q := range quads {
			if err := t.add(q); err != nil {
				return err
			}
		}
		return nil
	})
}
