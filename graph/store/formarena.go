package store

import (
	"context"

	"quipu/graph/store/segment"
)

// formArena is all forms of a dictionary one behind the other, for who needs
// most of them, in no order. Reading a dictionary from front to back costs a
// twentieth of what looking each term up does.
type formArena struct {
	text []byte
	ends []uint64 // by id; the form of the id before ends there
}

// form returns the form of a term; that of no label is empty.
func (a *formArena) form(id segment.ID) []byte {
	from, to := a.ends[id-1], a.ends[id]
	return a.text[from:to:to]
}

// readForms reads the forms of a dictionary whose ids are in the order of its
// terms. It returns nil if they take more memory than that.
func readForms(ctx context.Context, d *segment.Dict, memory int64) (*formArena, error) {
	const idSize = 8
	n := int(d.First()) + d.Len()
	if int64(n) > memory/idSize {
		return nil, nil
	}
	a := &formArena{ends: make([]uint64, d.First(), n)}
	it := d.Terms()
	for it.Next() {
		form := it.Form()
		if int64(len(a.text)+len(form)) > memory-idSize*int64(n) {
			return nil, nil
		}
		a.text = append(a.text, form...)
		a.ends = append(a.ends, uint64(len(a.text)))
		if len(a.ends)%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	if err := it.Err(); err != nil {
		return nil, err
	}
	if len(a.ends) != n {
		return nil, damaged("a dictionary has %d terms in place of %d", len(a.ends)-int(d.First()), d.Len())
	}
	return a, nil
}
