package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// tx is a transaction. Until it commits it only gives ids to new terms and
// notes what is asked for, so that adding a million quads costs one sort.
type tx struct {
	store *Store
	from  *state
	log   []change
	now   map[row]bool // what the log comes to; made by the first Has
	done  bool
}

// change is a call of Add or Remove.
type change struct {
	row    row
	number uint32
	remove bool
}

var _ source.Tx = (*tx)(nil)

// Add implements source.Tx. A quad that is none in RDF is refused.
func (t *tx) Add(q quad.Quad) error {
	if err := checkRDF(q); err != nil {
		return err
	}
	return t.add(q)
}

// add takes a quad with any kind of term in any place.
func (t *tx) add(q quad.Quad) error {
	if t.done {
		return errDone
	}
	if !known(q.Subject) || !known(q.Predicate) || !known(q.Object) || q.Label != nil && !known(q.Label) {
		return &QuadError{Quad: q, What: "a term is missing or of an unknown kind"}
	}
	var ids [4]uint32
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v == nil {
			ids[i] = unlabelled
			continue
		}
		id, err := t.store.dict.intern(v)
		if err != nil {
			return err
		}
		ids[i] = id
	}
	return t.note(permuted(ids, spol), false)
}

// Remove implements source.Tx.
func (t *tx) Remove(q quad.Quad) error {
	if t.done {
		return errDone
	}
	r, ok := t.row(q)
	if !ok {
		r = row{} // no quad has this row: the call is counted as one that missed
	}
	return t.note(r, true)
}

// Has implements source.Tx.
func (t *tx) Has(q quad.Quad) (bool, error) {
	if t.done {
		return false, errDone
	}
	r, ok := t.row(q)
	if !ok {
		return false, nil
	}
	return t.has(r), nil
}

func (t *tx) has(r row) bool {
	if t.now == nil {
		t.now = make(map[row]bool, len(t.log))
		for _, c := range t.log {
			t.now[c.row] = !c.remove
		}
	}
	if has, ok := t.now[r]; ok {
		return has
	}
	return t.from.has(r)
}

// row returns the row of a quad whose terms all have ids.
func (t *tx) row(q quad.Quad) (row, bool) {
	var ids [4]uint32
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v == nil && i == source.L {
			ids[i] = unlabelled
			continue
		}
		if ids[i] = t.store.dict.find(v, t.store.dict.terms); ids[i] == anyID {
			return row{}, false
		}
	}
	return permuted(ids, spol), true
}

func (t *tx) note(r row, remove bool) error {
	if len(t.log) >= 1<<32-1 {
		return errFull
	}
	t.log = append(t.log, change{r, uint32(len(t.log)), remove})
	if t.now != nil {
		t.now[r] = !remove
	}
	return nil
}

// Rollback implements source.Tx.
func (t *tx) Rollback() {
	if t.done {
		return
	}
	t.done = true
	t.store.dict.truncate(len(t.from.terms))
	t.store.end()
}

// Commit implements source.Tx. If it fails, the transaction is rolled back.
func (t *tx) Commit(ctx context.Context) (source.Result, error) {
	if t.done {
		return source.Result{}, errDone
	}
	if err := ctx.Err(); err != nil {
		t.Rollback()
		return source.Result{}, err
	}
	added, removed, result := t.net()
	if err := t.store.commit(ctx, t.from, added, removed); err != nil {
		t.Rollback()
		return source.Result{}, err
	}
	t.done = true
	t.store.end()
	return result, nil
}

// net sorts the log and returns the rows that the transaction really adds and
// removes: for each row its last change decides.
func (t *tx) net() (added, removed []row, result source.Result) {
	slices.SortFunc(t.log, func(a, b change) int {
		if c := compareRows(a.row, b.row); c != 0 {
			return c
		}
		return cmp.Compare(a.number, b.number)
	})
	empty := t.from.size.Quads == 0
	for i, c := range t.log {
		if c.remove {
			result.Missing++
		} else {
			result.Existed++
		}
		if i+1 < len(t.log) && t.log[i+1].row == c.row {
			continue
		}
		switch had := !empty && t.from.has(c.row); {
		case !c.remove && !had:
			added = append(added, c.row)
		case c.remove && had:
			removed = append(removed, c.row)
		}
	}
	result.Added, result.Removed = int64(len(added)), int64(len(removed))
	result.Existed -= result.Added
	result.Missing -= result.Removed
	return added, removed, result
}

// QuadError says why a quad cannot be added.
type QuadError struct {
	Quad quad.Quad
	What string
}

// Error says what is wrong with the quad.
func (e *QuadError) Error() string {
	q := e.Quad
	text := fmt.Sprint(q.Subject, " ", q.Predicate, " ", q.Object)
	if q.Label != nil {
		text += fmt.Sprint(" ", q.Label)
	}
	return quads.Printable(text) + " is no quad: " + e.What
}

// checkRDF refuses what RDF 1.1 Concepts, section 3.1, does not allow.
func checkRDF(q quad.Quad) error {
	wrong := func(what string) error { return &QuadError{Quad: q, What: what} }
	switch q.Subject.(type) {
	case quad.IRI, quad.BNode:
	default:
		return wrong("its subject is neither an IRI nor a blank node")
	}
	if _, ok := q.Predicate.(quad.IRI); !ok {
		return wrong("its predicate is no IRI")
	}
	if !known(q.Object) {
		return wrong("its object is no term")
	}
	switch q.Label.(type) {
	case nil, quad.IRI, quad.BNode:
	default:
		return wrong("its label is neither an IRI nor a blank node")
	}
	return nil
}
