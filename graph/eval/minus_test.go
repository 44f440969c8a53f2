package eval

import (
	"context"
	"errors"
	"testing"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
)

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

	r.ctx = sourcetest.Ending(5)
	if err := newMinus().build(); !errors.Is(err, context.Canceled) {
		t.Errorf("reading the right rows: %v", err)
	}

	r.ctx = t.Context()
	m := newMinus()
	if err := m.build(); err != nil {
		t.Fatal(err)
	}
	m.built = true
	r.ctx = sourcetest.Ending(5)
	if _, err := m.next(); !errors.Is(err, context.Canceled) {
		t.Errorf("comparing: %v", err)
	}
}
