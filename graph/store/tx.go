package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store/segment"
	"quipu/quads"
)

// tx is a transaction. Until it commits it only gives ids to new terms and
// notes what is asked for, so that adding a million quads costs one sort.
type tx struct {
	store *Store
	from  *state
	log   []change
	ids   map[quad.Value]segment.ID // of terms in segments that were looked up
	now   map[row]bool              // what the log comes to; made by the first Has
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
func (t *tx) add(q quad.Quad) (err error) {
	if t.done {
		return errDone
	}
	if err := checkKinds(q); err != nil {
		return err
	}
	defer t.from.guard(faultsPanic(), &err)
	var ids [4]segment.ID
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v == nil {
			ids[i] = segment.Unlabelled
			continue
		}
		id, err := t.lookUp(v)
		if err == nil && id == segment.Any {
			id, err = t.from.dict.intern(v)
		}
		if err != nil {
			return err
		}
		ids[i] = id
	}
	return t.note(segment.Permute(ids, spol), false)
}

// remembered is how many terms of segments a transaction remembers the ids of.
const remembered = 1 << 16

// lookUp returns the id of a term, Any if it has none.
func (t *tx) lookUp(v quad.Value) (segment.ID, error) {
	if id, ok := t.ids[v]; ok {
		return id, nil
	}
	id, err := t.from.lookUp(v, t.from.dict.terms)
	if err == nil && id != segment.Any && id < t.from.dict.first && len(t.ids) < remembered {
		if t.ids == nil {
			t.ids = map[quad.Value]segment.ID{}
		}
		t.ids[v] = id
	}
	return id, err
}

// Remove implements source.Tx.
func (t *tx) Remove(q quad.Quad) (err error) {
	if t.done {
		return errDone
	}
	defer t.from.guard(faultsPanic(), &err)
	r, ok, err := t.row(q)
	if err != nil {
		return err
	}
	if !ok {
		r = row{} // no quad has this row: the call is counted as one that missed
	}
	return t.note(r, true)
}

// Has implements source.Tx.
func (t *tx) Has(q quad.Quad) (has bool, err error) {
	if t.done {
		return false, errDone
	}
	defer t.from.guard(faultsPanic(), &err)
	r, ok, err := t.row(q)
	if err != nil || !ok {
		return false, err
	}
	if t.now == nil {
		t.now = make(map[row]bool, len(t.log))
		for _, c := range t.log {
			t.now[c.row] = !c.remove
		}
	}
	if has, ok := t.now[r]; ok {
		return has, nil
	}
	return t.from.has(r)
}

// row returns the row of a quad whose terms all have ids.
func (t *tx) row(q quad.Quad) (r row, ok bool, err error) {
	var ids [4]segment.ID
	for i, v := range [4]quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
		if v == nil && i == source.L {
			ids[i] = segment.Unlabelled
			continue
		}
		if !known(v) {
			return row{}, false, nil
		}
		if ids[i], err = t.lookUp(v); err != nil || ids[i] == segment.Any {
			return row{}, false, err
		}
	}
	return segment.Permute(ids, spol), true, nil
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
	t.from.dict.truncate(len(t.from.terms))
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
	added, removed, result, err := t.net(ctx)
	if err == nil {
		err = t.store.commit(ctx, t.from, added, removed)
	}
	if err != nil {
		t.Rollback()
		return source.Result{}, err
	}
	t.done = true
	result.Commit = t.store.numberOf(t.from)
	t.store.end()
	return result, nil
}

// net sorts the log and returns the rows that the transaction really adds and
// removes: for each row its last change decides.
func (t *tx) net(ctx context.Context) (added, removed []row, result source.Result, err error) {
	defer t.from.guard(faultsPanic(), &err)
	slices.SortFunc(t.log, func(a, b change) int {
		if c := a.row.Compare(b.row); c != 0 {
			return c
		}
		return cmp.Compare(a.number, b.number)
	})
	for i, c := range t.log {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return nil, nil, result, ctx.Err()
		}
		if c.remove {
			result.Missing++
		} else {
			result.Existed++
		}
		if i+1 < len(t.log) && t.log[i+1].row == c.row {
			continue
		}
		had, err := t.from.has(c.row)
		if err != nil {
			return nil, nil, result, err
		}
		switch {
		case !c.remove && !had:
			added = append(added, c.row)
		case c.remove && had:
			removed = append(removed, c.row)
		}
	}
	result.Added, result.Removed = int64(len(added)), int64(len(removed))
	result.Existed -= result.Added
	result.Missing -= result.Removed
	return added, removed, result, nil
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

func checkKinds(q quad.Quad) error {
	if !known(q.Subject) || !known(q.Predicate) || !known(q.Object) || q.Label != nil && !known(q.Label) {
		return &QuadError{Quad: q, What: "a term is missing or of an unknown kind"}
	}
	return nil
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
