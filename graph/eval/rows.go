package eval

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// Rows is a result, read row by row. It is not safe for concurrent use.
type Rows struct {
	run    *run
	cancel context.CancelFunc
	op     operator
	vars   []string
	cols   []int // of vars

	page []row
	at   int // in page
	read int
	err  error
	end  bool
}

type row struct {
	values []Value
	why    []Witness
}

// Value is a cell of a row: a term, a path, or neither where it is unbound.
type Value struct {
	Term quad.Value
	Path []Hop
}

// Hop is one edge of a path as it is stored, with the labels it has that fit
// the walk. A hop that is only denied is no edge and has none.
type Hop struct {
	Witness
	Forward bool // walked from subject to object
	Denied  bool
	Weight  float64 // source.Hop's
}

func newRows(r *run, cancel context.CancelFunc, rel relation) *Rows {
	rows := &Rows{run: r, cancel: cancel, op: rel.op, at: -1}
	for i, v := range rel.cols {
		if !algebra.Hidden(v) {
			rows.vars = append(rows.vars, v)
			rows.cols = append(rows.cols, i)
		}
	}
	return rows
}

// Vars returns the shown variables: the columns.
func (r *Rows) Vars() []string { return r.vars }

// Next moves to the next row; false is the end or an error, see Err.
func (r *Rows) Next() bool {
	if r.err != nil || r.end {
		return false
	}
	r.at++
	for r.at >= len(r.page) {
		if !r.load() {
			r.page, r.end = nil, true
			return false
		}
	}
	if r.read++; r.run.o.MaxRows > 0 && r.read > r.run.o.MaxRows {
		r.err = &LimitError{Max: r.run.o.MaxRows}
		return false
	}
	return true
}

// Row returns the values of the row that Next moved to, one a variable.
func (r *Rows) Row() []Value { return r.page[r.at].values }

// Why returns the evidence of the row that Next moved to, with Options.Why.
func (r *Rows) Why() []Witness { return r.page[r.at].why }

// Err returns what ended the rows, if not their end.
func (r *Rows) Err() error { return r.err }

// Notes returns notes for people, complete after the last row.
func (r *Rows) Notes() []string { return slices.Clone(r.run.notes) }

// Work returns what was done so far.
func (r *Rows) Work() Work { return r.run.work }

// Close gives the rows up.
func (r *Rows) Close() error {
	r.end = true
	r.op.close()
	r.cancel()
	return nil
}

// load reads the next batch and looks its terms up.
func (r *Rows) load() bool {
	b, err := r.op.next()
	if err == nil && b == nil {
		err = r.run.ctx.Err() // never pass a part for the whole
	}
	if err != nil {
		r.err = err
		return false
	}
	if b == nil {
		return false
	}
	// More than the limit is an error: no names are needed for it.
	if max := r.run.o.MaxRows; max > 0 && b.n > max-r.read+1 {
		b = head(b, max-r.read+1)
	}
	r.page, err = r.show(b)
	r.at, r.err = 0, err
	return err == nil
}

func head(b *batch, n int) *batch {
	out := &batch{width: b.width, n: n, ids: b.ids[:n*b.width]}
	if b.why != nil {
		out.why = b.why[:n]
	}
	return out
}

// shownRow is a row on its way to terms.
type shownRow struct {
	why   []*evidence
	paths map[int][]*evidence // of a cell that is a path: its hops
}

// show turns a batch into terms, with one question for labels and one for
// names.
func (r *Rows) show(b *batch) ([]row, error) {
	shown := make([]shownRow, b.n)
	var all []*evidence
	var ids []source.ID
	for i := range b.n {
		for k, col := range r.cols {
			id := b.row(i)[col]
			ids = append(ids, id)
			if p, ok := r.run.terms.path(id); ok {
				if shown[i].paths == nil {
					shown[i].paths = map[int][]*evidence{}
				}
				shown[i].paths[k] = hopsOf(p.hops, p.spec)
				all = append(all, shown[i].paths[k]...)
			}
		}
		if b.why != nil {
			shown[i].why = b.why[i].gather()
			all = append(all, shown[i].why...)
		}
	}
	if err := r.run.findLabels(all); err != nil {
		return nil, err
	}
	for _, e := range all {
		ids = append(append(ids, e.triple[:]...), e.labels...)
	}
	if err := r.run.resolve(ids); err != nil {
		return nil, err
	}
	page := make([]row, b.n)
	for i := range b.n {
		page[i] = r.row(b.row(i), shown[i])
	}
	return page, nil
}

func (r *Rows) row(ids []source.ID, s shownRow) row {
	out := row{values: make([]Value, len(r.cols))}
	for k, col := range r.cols {
		p, ok := r.run.terms.path(ids[col])
		if !ok {
			out.values[k].Term = r.run.terms.value(ids[col])
			continue
		}
		for i, hop := range p.hops {
			out.values[k].Path = append(out.values[k].Path,
				Hop{Witness: r.run.witness(s.paths[k][i]), Forward: hop.Forward, Denied: hop.Denied, Weight: hop.Weight})
		}
	}
	for _, e := range s.why {
		out.why = append(out.why, r.run.witness(e))
	}
	return out
}

// hopsOf is the evidence of a path's hops, one each.
func hopsOf(hops source.Path, spec *labelSpec) []*evidence {
	out := make([]*evidence, len(hops))
	for i, h := range hops {
		t := [3]source.ID{h.S, h.P, h.O}
		out[i] = &evidence{triple: t, leaves: []*proof{{triple: t, spec: spec}}}
	}
	return out
}
