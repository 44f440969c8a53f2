package store

import (
	"bytes"
	"context"
	"slices"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

var _ source.Lexicon = (*state)(nil)

// Forms are handed out in batches of so many, or of so many bytes.
const (
	formBatch      = 512
	formBatchBytes = 1 << 20
)

// Forms implements source.Lexicon.
func (s *state) Forms(ctx context.Context, prefix []byte, f func(id source.ID, form []byte) bool) error {
	x := &lexicon{state: s, prefix: prefix}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := x.fill(ctx); err != nil || len(x.batch) == 0 {
			return err
		}
		for _, t := range x.batch {
			if !f(source.ID(t.id), x.space[t.from:t.to]) {
				return ctx.Err()
			}
		}
	}
}

// A lexicon merges the terms of a state's segments and of its overlay, in the
// order of their forms.
type lexicon struct {
	state   *state
	prefix  []byte
	started bool
	terms   []*segment.TermIterator // that stand at a term
	overlay []formOf                // what is left of it
	batch   []batched
	space   []byte // the forms of the batch
}

type formOf struct {
	id   segment.ID
	form []byte
}

type batched struct {
	id       segment.ID
	from, to int // in space
}

func (x *lexicon) start(ctx context.Context) error {
	x.started = true
	for _, g := range x.state.segments {
		it := g.Dict().Terms()
		it.Seek(x.prefix)
		if x.forward(it) {
			x.terms = append(x.terms, it)
		} else if it.Err() != nil {
			return it.Err()
		}
	}
	for i, v := range x.state.terms {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if form := appendForm(nil, v); bytes.HasPrefix(form, x.prefix) {
			x.overlay = append(x.overlay, formOf{x.state.dict.first + segment.ID(i), form})
		}
	}
	slices.SortFunc(x.overlay, func(a, b formOf) int { return bytes.Compare(a.form, b.form) })
	return ctx.Err()
}

// forward moves to the next term; false where there is none with the prefix.
func (x *lexicon) forward(it *segment.TermIterator) bool {
	return it.Next() && bytes.HasPrefix(it.Form(), x.prefix)
}

// fill gets the next terms; none at the end.
func (x *lexicon) fill(ctx context.Context) (err error) {
	defer x.state.guard(faultsPanic(), &err)
	if !x.started {
		if err := x.start(ctx); err != nil {
			return err
		}
	}
	x.batch, x.space = x.batch[:0], x.space[:0]
	for i := 1; len(x.batch) < formBatch && len(x.space) < formBatchBytes; i++ {
		if i%checkEvery == 0 && ctx.Err() != nil { // so many are dead
			return ctx.Err()
		}
		more, err := x.take()
		if err != nil || !more {
			return err
		}
	}
	return nil
}

// take puts the lowest term that is left into the batch, if it is alive.
func (x *lexicon) take() (more bool, err error) {
	lowest := -1
	for i, it := range x.terms {
		if lowest < 0 || bytes.Compare(it.Form(), x.terms[lowest].Form()) < 0 {
			lowest = i
		}
	}
	if len(x.overlay) > 0 && (lowest < 0 || bytes.Compare(x.overlay[0].form, x.terms[lowest].Form()) < 0) {
		err := x.put(x.overlay[0].id, x.overlay[0].form)
		x.overlay = x.overlay[1:]
		return true, err
	}
	if lowest < 0 {
		return false, nil
	}
	it := x.terms[lowest]
	if err := x.put(it.ID(), it.Form()); err != nil {
		return false, err
	}
	if !x.forward(it) {
		x.terms = slices.Delete(x.terms, lowest, lowest+1)
		return true, it.Err()
	}
	return true, nil
}

func (x *lexicon) put(id segment.ID, form []byte) error {
	if alive, err := x.state.isAlive(id); err != nil || !alive {
		return err
	}
	from := len(x.space)
	x.space = append(x.space, form...)
	x.batch = append(x.batch, batched{id, from, len(x.space)})
	return nil
}
