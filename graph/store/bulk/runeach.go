package bulk

import (
	"context"

	"quipu/graph/store/segment"
)

// Terms is the number of the run's terms; their ids are FirstTerm and up.
func (r *Run) Terms() int { return r.terms }

// EachTerm calls f for the form of each term, in the order of ids, until f
// returns an error. The form is good until f returns.
func (r *Run) EachTerm(ctx context.Context, f func(form []byte) error) error {
	source := r.termSource()
	for n := 0; ; n++ {
		if n%batchForms == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		form, err := source.next()
		if form == nil || err != nil {
			return err
		}
		if err := f(form); err != nil {
			return err
		}
	}
}

// EachRow calls f for each row, in the order SPOL, until f returns an error.
func (r *Run) EachRow(ctx context.Context, f func(segment.Row) error) error {
	p := r.permutations()
	defer p.close()
	source, err := p.rows(ctx, segment.SPOL)
	for err == nil {
		var rows []row
		if rows, err = source.next(); len(rows) == 0 || err != nil {
			return err
		}
		for _, at := range rows {
			if err := f(at); err != nil {
				return err
			}
		}
		err = ctx.Err()
	}
	return err
}
