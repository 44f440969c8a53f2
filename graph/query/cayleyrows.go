package query

import (
	"context"

	"github.com/cayleygraph/cayley/query"
)

// cayleyRows is a query as Cayley reads its results.
type cayleyRows struct {
	session *cayleySession
	text    string
	o       query.Options

	ctx    context.Context
	cancel context.CancelCauseFunc
	rows   *Rows // nil before the first Next
	read   int
	ended  bool
	err    error
}

// Next implements query.Iterator. The query ends with ctx, for good.
func (it *cayleyRows) Next(ctx context.Context) bool {
	if it.ended || it.o.Limit > 0 && it.read >= it.o.Limit {
		return it.end(nil)
	}
	// Cancelling takes a goroutine its time: a context that is over counts at once.
	if err := ctx.Err(); err != nil {
		return it.end(err)
	}
	stop := context.AfterFunc(ctx, func() { it.cancel(ctx.Err()) })
	defer stop()
	if it.rows == nil {
		rows, err := it.session.start(it.ctx, it.text)
		if err != nil {
			return it.end(it.why(err))
		}
		it.rows = rows
	}
	if !it.rows.Next() {
		return it.end(it.why(it.rows.Err()))
	}
	it.read++
	return true
}

// why is the error of the context that ended the query, where one did.
func (it *cayleyRows) why(err error) error {
	if err != nil && it.ctx.Err() != nil {
		return context.Cause(it.ctx)
	}
	return err
}

// end keeps the first error and gives the rows up; it returns false.
func (it *cayleyRows) end(err error) bool {
	if it.ended {
		return false
	}
	it.ended, it.err = true, err
	it.cancel(nil)
	if it.rows != nil {
		if closed := it.rows.Close(); it.err == nil {
			it.err = closed
		}
	}
	return false
}

// Err implements query.Iterator.
func (it *cayleyRows) Err() error { return it.err }

// Close implements query.Iterator.
func (it *cayleyRows) Close() error {
	it.end(nil)
	return nil
}

// Result implements query.Iterator; nil before the first row and behind the
// last.
func (it *cayleyRows) Result() any {
	if it.ended || it.rows == nil {
		return nil
	}
	c := collation{vars: it.rows.Vars, names: it.rows.names}
	switch row := it.rows.Row(); it.o.Collation {
	case query.REPL:
		return c.text(row)
	case query.JSON:
		return c.result(row, plainValue)
	case query.JSONLD:
		return c.result(row, linkedValue)
	default:
		return c.result(row, rawValue)
	}
}
