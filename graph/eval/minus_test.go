package eval

import (
	"context"
	"errors"
	"testing"

	"quipu/graph/source"
)

// ending is a context that has ended when it was looked at some times.
type ending struct {
	context.Context
	looks int
}

func (c *ending) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

// TestMinusEnds compares one batch of rows with many kinds: neither side may
// wait with the context until the batch is done.
func TestMinusEnds(t *testing.T) {
	r := &run{ctx: t.Context(), o: Options{MaxHeld: DefaultMaxHeld}, terms: newTermTable()}
	const width = 10
	cols := make([]int, width)
	rows := r.newBatch(width)
	for kind := range source.ID(1 << width) {
		row := make([]source.ID, width)
		for i := range row {
			cols[i] = i
			if kind>>i&1 != 0 {
				row[i] = 2 + kind
			}
		}
		rows.add(row, nil)
	}
	newMinus := func() *minus {
		return &minus{run: r, left: &feed{rows}, right: &feed{rows}, leftCols: cols, rightCols: cols}
	}

	r.ctx = &ending{context.Background(), 5}
	if err := newMinus().build(); !errors.Is(err, context.Canceled) {
		t.Errorf("reading the right rows: %v", err)
	}

	r.ctx = t.Context()
	m := newMinus()
	if err := m.build(); err != nil {
		t.Fatal(err)
	}
	m.built = true
	r.ctx = &ending{context.Background(), 5}
	if _, err := m.next(); !errors.Is(err, context.Canceled) {
		t.Errorf("comparing: %v", err)
	}
}
