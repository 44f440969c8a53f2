package query

import (
	"context"
	"errors"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/graph/view"
	"quipu/quads"
)

// Rows is a result, read row by row. It is not safe for concurrent use.
type Rows struct {
	Vars []string // without "?"
	Kind Kind
	// Notes are complete after the last row: "the limit cut …", "no path …",
	// "no 'Ukrane' here; did you mean Ukraine?". For people: standard error.
	Notes []string

	ctx     context.Context
	names   *quads.Names
	src     source.Source
	found   solutions
	columns []int // of Vars in found; -1: never bound
	why     bool
	coined  []string // see question
	folds   bool     // see page
	said    bool     // see question
	chains  bool
	asked   []string // notes of the question

	some    bool // there was a solution
	joining *joining
	page    []Row
	at      int
	end     bool
	err     error // behind the page
	closed  bool
}

// solutions are the rows of a tree (*eval.Rows), or of a script.
type solutions interface {
	Vars() []string
	Next() bool
	Row() []eval.Value
	Why() []eval.Witness
	Err() error
	Notes() []string
	Close() error
}

// pageRows is how many rows are looked up together.
const pageRows = 256

func newRows(ctx context.Context, src source.Source, names *quads.Names, q *question, found solutions, why bool) *Rows {
	r := &Rows{
		Vars: q.vars, Kind: q.kind, Notes: slices.Clone(q.notes),
		ctx: ctx, names: names, src: src, found: found, why: why, coined: q.coined, folds: q.operator != "", said: q.said, chains: q.chains, asked: q.notes,
		at: -1, joining: newJoining(src, names),
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
		r.noteJoined()
	}
	return len(r.page) > 0
}

// Row returns the row that Next moved to.
func (r *Rows) Row() Row { return r.page[r.at] }

// Err returns what ended the rows, if not their end: *LimitError,
// *MemoryError, the context's error or the store's.
func (r *Rows) Err() error {
	if r.at < len(r.page) {
		return nil
	}
	return r.err
}

// Close gives the rows up.
func (r *Rows) Close() error {
	if r.closed {
		return nil
	}
	r.closed = true
	return errors.Join(r.found.Close(), r.src.Close())
}

// noteJoined says which entities in the rows have several names, and which
// names could not be joined.
func (r *Rows) noteJoined() {
	if r.err != nil {
		return
	}
	notes, err := r.joining.apart(r.ctx)
	r.Notes, r.err = append(r.Notes, notes...), err
	if err != nil || !r.some {
		return
	}
	note, err := r.joining.note(r.ctx)
	if r.err = err; note != "" {
		r.Notes = append(r.Notes, note)
	}
}

// load reads the next page and looks its nodes up together. Rows before an
// error are given out before it.
func (r *Rows) load() {
	var raws []raw
	for len(raws) < pageRows && !r.end {
		if !r.found.Next() {
			r.end, r.err = true, r.found.Err()
			break
		}
		r.some = true
		row := raw{values: slices.Clone(r.found.Row())}
		if r.why {
			row.why = r.found.Why()
		}
		if s, ok := r.found.(*series); ok {
			row.made = s.made()
		}
		raws = append(raws, row)
	}
	r.show(raws, r.columns)
}

// answer reads all solutions and makes one row of them: whether there is
// one, and every triple they rest on.
func (r *Rows) answer() {
	r.end = true
	var all raw
	at := make(map[Triple]int) // where in all.why a triple stands
	yes := false
	for r.found.Next() {
		yes, r.some = true, true
		for _, w := range r.found.Why() {
			i, known := at[tripleOf(w)]
			if !known {
				at[tripleOf(w)] = len(all.why)
				all.why = append(all.why, w)
				continue
			}
			for _, label := range w.Labels { // another solution, under another label
				if !slices.Contains(all.why[i].Labels, label) {
					all.why[i].Labels = append(slices.Clip(all.why[i].Labels), label)
				}
			}
		}
	}
	if r.err = r.found.Err(); r.err != nil {
		return
	}
	text := "false"
	if yes {
		text = "true"
	}
	all.values = []eval.Value{{Term: quad.TypedString{Value: quad.String(text), Type: quads.XSDBoolean}}}
	r.show([]raw{all}, []int{0})
}

// show makes the page of some rows.
func (r *Rows) show(raws []raw, columns []int) {
	p := page{src: unwatched(r.src), names: r.names, columns: columns, why: r.why, said: r.said, folds: r.folds, chains: r.chains}
	for _, v := range r.Vars {
		p.words = append(p.words, slices.Contains(r.coined, v))
	}
	p.joined, _ = r.src.(*view.Entities)
	var err error
	if r.page, err = p.rows(r.ctx, raws); err == nil {
		err = r.joining.look(r.ctx, r.page)
	}
	if err != nil {
		r.end, r.err = true, err
	}
}
