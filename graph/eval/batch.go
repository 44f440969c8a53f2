package eval

import (
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// How many rows an operator puts into a batch, about. Scans begin with few, so
// that a query which needs a few rows reads little.
const (
	firstRows = 64
	batchRows = 1024
)

// batch is rows of ids, row after row. It is not changed once an operator has
// returned it.
type batch struct {
	width int
	n     int
	most  int
	ids   []source.ID
	why   []*proof // a row's evidence; nil where it was not asked for
}

func (b *batch) row(i int) []source.ID { return b.ids[i*b.width : (i+1)*b.width] }

func (b *batch) proof(i int) *proof {
	if b.why == nil {
		return nil
	}
	return b.why[i]
}

func (b *batch) full() bool { return b.n >= b.most }

// add appends a row of the first len(row) columns, the others unbound, and
// returns it.
func (b *batch) add(row []source.ID, why *proof) []source.ID {
	if len(b.ids)+b.width > cap(b.ids) {
		b.grow()
	}
	b.ids = append(b.ids, row...)
	for range b.width - len(row) {
		b.ids = append(b.ids, source.Any)
	}
	b.n++
	if b.why != nil {
		b.why = append(b.why, why)
	}
	return b.row(b.n - 1)
}

// grow makes room: first for a few rows, then for as many as a batch mostly has.
func (b *batch) grow() {
	rows := min(b.most, firstRows)
	if b.n > 0 {
		rows = max(b.most, 2*b.n)
	}
	b.ids = slices.Grow(b.ids, rows*b.width-len(b.ids))
}

// drop takes the last row away.
func (b *batch) drop() {
	b.n--
	b.ids = b.ids[:b.n*b.width]
	if b.why != nil {
		b.why = b.why[:b.n]
	}
}

func (r *run) newBatch(width int) *batch {
	b := &batch{width: width, most: batchRows}
	if r.o.Why {
		b.why = []*proof{}
	}
	return b
}

// operator yields batches; nil is the end. An operator over a feed can be
// asked again after the end, when the feed has new rows.
type operator interface {
	next() (*batch, error)
	close()
}

// relation is an operator and what its rows are.
type relation struct {
	op    operator
	cols  []string
	bound map[string]bool // columns that every row binds
}

func (rel relation) col(name string) int { return slices.Index(rel.cols, name) }

// shown returns the columns that are not hidden.
func (rel relation) shown() []int {
	var out []int
	for i, v := range rel.cols {
		if !algebra.Hidden(v) {
			out = append(out, i)
		}
	}
	return out
}

// with adds columns that are not there yet.
func (rel relation) with(names ...string) []string {
	cols := slices.Clone(rel.cols)
	for _, v := range names {
		if v != "" && !slices.Contains(cols, v) {
			cols = append(cols, v)
		}
	}
	return cols
}

// unit yields the one empty solution.
type unit struct {
	run  *run
	done bool
}

func (u *unit) next() (*batch, error) {
	if u.done {
		return nil, nil
	}
	u.done = true
	b := u.run.newBatch(0)
	b.add(nil, nil)
	return b, nil
}

func (u *unit) close() {}

// feed yields the batch it was loaded with, once.
type feed struct{ batch *batch }

func (f *feed) next() (*batch, error) {
	b := f.batch
	f.batch = nil
	return b, nil
}

func (f *feed) close() {}
