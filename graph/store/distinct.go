package store

import (
	"context"
	"slices"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

var _ source.Distincter = (*state)(nil)

// skipAfter is how many rows with one id are read before the rest of them is
// counted and skipped: reading some leaves costs less than three seeks.
const skipAfter = 256

// Distinct implements source.Distincter.
func (s *state) Distinct(ctx context.Context, p source.Pattern, place int, f func(id source.ID, quads int64) bool) error {
	order, ok := source.OrderBy(p, place)
	if !ok {
		return source.Distinct(ctx, struct{ source.Source }{s}, p, place, f) // by reading
	}
	d := distinct{state: s, rows: rowMerge{state: s}, perm: slices.Index(segment.Permutations[:], order)}
	for i, at := range order {
		switch {
		case at == place:
			d.column = i
		case p[at] > source.ID(segment.MaxTerm):
			return ctx.Err()
		case p[at] != source.Any:
			d.bound[i] = segment.ID(p[at])
		}
	}
	tallies := make([]tally, 0, 256)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		more, err := d.fill(&tallies)
		if err != nil {
			return err
		}
		for _, t := range tallies {
			if !f(source.ID(t.id), t.rows) {
				return ctx.Err()
			}
		}
		if !more {
			return ctx.Err()
		}
	}
}

// distinct goes through the ids of one column of a permutation, those of the
// columns before it being bound.
type distinct struct {
	state  *state
	rows   rowMerge
	perm   int
	column int
	bound  [4]segment.ID // of the columns before
	next   segment.ID    // the ids from here on are still to come
	read   int64         // rows, and …
	seeks  int64         // … ranges opened: what tests count
}

// A tally is an id and how many rows have it.
type tally struct {
	id   segment.ID
	rows int64
}

// bounds returns the range of the rows that have ids from low to high in the
// column.
func (d *distinct) bounds(low, high segment.ID) (first, last row) {
	from, to := d.bound, d.bound
	from[d.column], to[d.column] = low, high
	for i := d.column + 1; i < len(to); i++ {
		to[i] = 1<<32 - 1
	}
	return segment.Pack(from[0], from[1], from[2], from[3]), segment.Pack(to[0], to[1], to[2], to[3])
}

// open goes to the rows with the next ids; there are none behind MaxTerm.
func (d *distinct) open() error {
	d.seeks++
	first, last := d.bounds(d.next, segment.MaxTerm)
	return d.rows.open(d.perm, first, last)
}

// fill gets the next tallies, as many as there is room for; more is false
// where they are the last.
func (d *distinct) fill(tallies *[]tally) (more bool, err error) {
	defer d.state.guard(faultsPanic(), &err)
	out := (*tallies)[:0]
	defer func() { *tallies = out }()
	if err := d.open(); err != nil {
		return false, err
	}
	for {
		rows, err := d.rows.next(skipAfter)
		if err != nil || len(rows) == 0 {
			return false, err
		}
		d.read += int64(len(rows))
		for _, r := range rows {
			id := r.IDs()[d.column]
			if n := len(out); n > 0 && out[n-1].id == id {
				out[n-1].rows++
				continue
			}
			if len(out) == cap(out) {
				d.next = id
				return true, nil
			}
			out = append(out, tally{id, 1})
		}
		if last := &out[len(out)-1]; last.rows >= skipAfter {
			if err := d.skip(last); err != nil {
				return false, err
			}
		}
	}
}

// skip counts the rows of an id and goes to those behind them.
func (d *distinct) skip(t *tally) (err error) {
	first, last := d.bounds(t.id, t.id)
	if t.rows, err = d.state.count(d.perm, first, last); err != nil {
		return err
	}
	d.next = t.id + 1
	return d.open()
}
