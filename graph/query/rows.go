package query

import (
	"context"
	"errors"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
)

// Rows is a result, read row by row. It is not safe for concurrent use.
type Rows struct {
	Vars []string // without "?"
	Kind Kind
	// Notes are complete after the last row: "the limit cut …", "left out …",
	// "no 'Ukrane' here; did you mean Ukraine?". For people: standard error.
	Notes []string

	ctx     context.Context
	clock   clock
	src     source.Source
	found   *eval.Rows
	columns []int // of Vars in found; -1: never bound
	sources *sources
	why     bool
	said    bool     // see question
	asked   []string // notes of the question

	page   []Row
	at     int
	end    bool
	err    error // behind the page
	closed bool
}

// pageRows is how many rows are looked up together.
const pageRows = 256

func newRows(ctx context.Context, src source.Source, names *quads.Names, q *question, found *eval.Rows, why bool) *Rows {
	r := &Rows{
		Vars: q.vars, Kind: q.kind, Notes: slices.Clone(q.notes),
		ctx: ctx, src: src, found: found, sources: newSources(src, names), why: why, said: q.said, asked: q.notes,
		at: -1,
	}
	for _, v := range q.vars {
		r.columns = append(r.columns, slices.Index(found.Vars(), v))
	}
	return r
}

// Next moves to the next row.
func (r *Rows) Next() bool {
	if r.closed {
		return false
	}
	if r.at++; r.at < len(r.page) {
		return true
	}
	if r.end {
		r.page, r.at = nil, 0
		return false
	}
	r.at = 0
	if r.Kind == Answer {
		r.answer()
	} else {
		r.load()
	}
	if r.end {
		r.Notes = append(slices.Clone(r.asked), r.found.Notes()...)
	}
	return len(r.page) > 0
}

// Row returns the row that Next moved to.
func (r *Rows) Row() Row { return r.page[r.at] }

// Err returns what ended the rows, if not their end: *LimitError,
// *MemoryError, *TimeLimitError, the context's error or the store's.
func (r *Rows) Err() error {
	if r.at < len(r.page) {
		return nil
	}
	return r.clock.explain(r.err)
}

// Close gives the rows up.
func (r *Rows) Close() error {
	if r.closed {
		return nil
	}
	r.closed = true
	return errors.Join(r.found.Close(), r.src.Close())
}

// raw is a row before its labels are looked up.
type raw struct {
	values []eval.Value
	why    []eval.Witness
}

// load reads the next page and looks its labels up in one question. Rows
// before an error are given out before it.
func (r *Rows) load() {
	var raws []raw
	for len(raws) < pageRows && !r.end {
		if !r.found.Next() {
			r.end, r.err = true, r.found.Err()
			break
		}
		row := raw{values: slices.Clone(r.found.Row())}
		if r.why {
			row.why = r.found.Why()
		}
		raws = append(raws, row)
	}
	r.page = r.page[:0]
	if err := r.sources.learn(r.ctx, labelsOf(raws)); err != nil {
		r.end, r.err = true, err
		return
	}
	for _, row := range raws {
		shown, err := r.row(row)
		if err != nil {
			r.end, r.err = true, err
			return
		}
		r.page = append(r.page, shown)
	}
}

// labelsOf returns every term of the rows that may be a label.
func labelsOf(raws []raw) []quad.Value {
	var out []quad.Value
	for _, row := range raws {
		for _, v := range row.values {
			if v.Term != nil {
				out = append(out, v.Term)
			}
			for _, h := range v.Path {
				out = append(out, h.Labels...)
			}
		}
		for _, w := range row.why {
			out = append(out, w.Labels...)
		}
	}
	return out
}

func (r *Rows) row(in raw) (Row, error) {
	row := Row{Cells: make([]Cell, len(r.columns))}
	for i, c := range r.columns {
		if c < 0 {
			continue
		}
		cell, err := r.cell(in.values[c])
		if err != nil {
			return row, err
		}
		row.Cells[i] = cell
	}
	for _, w := range in.why {
		if !r.isDetail(w) {
			row.Why = append(row.Why, r.evidence(w))
		}
	}
	return row, nil
}

func (r *Rows) cell(v eval.Value) (Cell, error) {
	if v.Path == nil {
		c := Cell{Term: v.Term}
		if r.sources.isSaid(v.Term) {
			s := r.sources.of(v.Term)
			c.Source = &s
		}
		return c, nil
	}
	p := &Path{}
	for _, h := range v.Path {
		hop := Hop{Evidence: r.evidence(h.Witness), Forward: h.Forward, Denied: h.Denied}
		if h.Denied {
			var err error
			if hop.Sources, err = r.sources.deniers(r.ctx, h.Witness); err != nil {
				return Cell{}, err
			}
		}
		p.Hops = append(p.Hops, hop)
	}
	return Cell{Path: p}, nil
}

func (r *Rows) evidence(w eval.Witness) Evidence {
	e := Evidence{S: w.S, P: w.P, O: w.O}
	for _, label := range w.Labels {
		e.Sources = append(e.Sources, r.sources.of(label))
	}
	return e
}

// isDetail reports whether a triple only tells what a said/ node is, which
// was asked for by a label of two parts and is shown by the sources.
func (r *Rows) isDetail(w eval.Witness) bool {
	return r.said && r.sources.isSaid(w.S) && (w.P == quads.WasAttributedTo || w.P == quads.WasDerivedFrom)
}

// answer reads all solutions and makes one row of them: whether there is
// one, and every triple they rest on.
func (r *Rows) answer() {
	r.end = true
	var all raw
	seen := make(map[[3]quad.Value]bool)
	yes := false
	for r.found.Next() {
		yes = true
		for _, w := range r.found.Why() {
			if k := [3]quad.Value{w.S, w.P, w.O}; !seen[k] {
				seen[k] = true
				all.why = append(all.why, w)
			}
		}
	}
	if r.err = r.found.Err(); r.err != nil {
		return
	}
	if r.err = r.sources.learn(r.ctx, labelsOf([]raw{all})); r.err != nil {
		return
	}
	text := "false"
	if yes {
		text = "true"
	}
	row := Row{Cells: []Cell{{Term: quad.TypedString{Value: quad.String(text), Type: quads.XSDBoolean}}}}
	for _, w := range all.why {
		if !r.isDetail(w) {
			row.Why = append(row.Why, r.evidence(w))
		}
	}
	r.page = []Row{row}
}
