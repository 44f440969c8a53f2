package store

import (
	"context"

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

// A lexicon hands out the terms of a state that are alive.
type lexicon struct {
	state  *state
	prefix []byte
	terms  *termMerge // nil before the first batch
	batch  []batched
	space  []byte // the forms of the batch
}

type batched struct {
	id       segment.ID
	from, to int // in space
}

// fill gets the next terms; none at the end.
func (x *lexicon) fill(ctx context.Context) (err error) {
	defer x.state.guard(faultsPanic(), &err)
	if x.terms == nil {
		if x.terms, err = x.state.mergeTerms(ctx, 0, x.prefix); err != nil {
			return err
		}
	}
	x.batch, x.space = x.batch[:0], x.space[:0]
	for i := 1; len(x.batch) < formBatch && len(x.space) < formBatchBytes; i++ {
		if i%checkEvery == 0 && ctx.Err() != nil { // so many are dead
			return ctx.Err()
		}
		t, ok, err := x.terms.next()
		if err != nil || !ok {
			return err
		}
		if err := x.put(t); err != nil {
			return err
		}
	}
	return nil
}

func (x *lexicon) put(t formOf) error {
	if alive, err := x.state.isAlive(t.id); err != nil || !alive {
		return err
	}
	from := len(x.space)
	x.space = append(x.space, t.form...)
	x.batch = append(x.batch, batched{t.id, from, len(x.space)})
	return nil
}
