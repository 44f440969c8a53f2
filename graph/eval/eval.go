package eval

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// DefaultMaxHeld is how many rows all operators of a run hold together unless
// Options say otherwise.
const DefaultMaxHeld = 5_000_000

// Options are a run's settings.
type Options struct {
	Why     bool // every row carries its evidence
	MaxRows int  // row MaxRows+1 is a *LimitError; 0 is no limit
	MaxHeld int  // rows held by operators; 0 is DefaultMaxHeld; more is a *MemoryError

	// Profile, if any, gets the steps of the run and what each does.
	Profile *Profile

	// heldAfter is after how many look-ups a pattern may be held; 0 is batchRows.
	heldAfter int64

	// Walk finds the paths between two sets, for algebra.Walk. The note, if
	// any, is for people ("the limit cut …").
	Walk func(ctx context.Context, src source.Source, from, to []source.ID, spec algebra.WalkSpec) (paths []source.Path, note string, err error)

	// Around finds the links around a set, by distance and in order, for an
	// algebra.Walk without To.
	Around func(ctx context.Context, src source.Source, nodes []source.ID, spec algebra.WalkSpec) (hops [][]source.Hop, note string, err error)

	// Text gives the text of an entity to contains, starts with and
	// matches. Without it only literals have a text.
	Text func(quad.Value) (text string, ok bool)
}

// Run starts a tree over a source. The rows must be closed; the source is the
// caller's. Errors are *TreeError, a bad regular expression's, the source's
// and the context's; those of Rows.Err also *LimitError and *MemoryError.
func Run(ctx context.Context, src source.Source, n algebra.Node, o Options) (*Rows, error) {
	if err := validate(n); err != nil {
		return nil, err
	}
	if o.MaxHeld <= 0 {
		o.MaxHeld = DefaultMaxHeld
	}
	if o.heldAfter == 0 {
		o.heldAfter = batchRows
	}
	ctx, cancel := context.WithCancel(ctx)
	r := &run{ctx: ctx, o: o, terms: newTermTable()}
	r.src = counted{src, &r.work}
	if o.Profile != nil {
		r.profile = newProfile(&r.work)
	}
	c := &compiler{run: r}
	rel, err := c.onto(c.unit(), n)
	if err != nil {
		cancel()
		return nil, err
	}
	if o.Profile != nil {
		o.Profile.add(r.profile.into.Steps[0])
	}
	return newRows(r, cancel, rel), nil
}

// run is the state that the operators of one run share. Only one goroutine
// uses it, and it lives no longer than the context in it.
type run struct {
	ctx   context.Context
	src   source.Source // counts what is read
	o     Options
	terms *termTable
	work  Work
	// profile is nil where no steps are wanted.
	profile *profile
	held    int
	notes   []string

	adjacent map[adjacencyOf]*kept // patterns that are held
	spares   []spare               // operators that can give rows back
}

// hold counts rows that an operator keeps.
func (r *run) hold(rows int) error {
	if !r.fits(rows) {
		return &MemoryError{Max: r.o.MaxHeld}
	}
	r.held += rows
	return nil
}

// spare is an operator that holds rows only to be faster.
type spare interface {
	spare() // gives them back, for good
}

// fits reports whether so many rows more can be held, if need be in place of
// those that only make it faster.
func (r *run) fits(rows int) bool {
	if r.held+rows > r.o.MaxHeld {
		for _, s := range r.spares {
			s.spare()
		}
		r.spares = nil
	}
	return r.held+rows <= r.o.MaxHeld
}

func (r *run) release(rows int) { r.held -= rows }

// note adds a note once.
func (r *run) note(text string) {
	for _, t := range r.notes {
		if t == text {
			return
		}
	}
	if text != "" {
		r.notes = append(r.notes, text)
	}
}

// each calls f for every match of the patterns.
func (r *run) each(patterns []source.Pattern, f func(source.Match) error) error {
	return r.eachOf(patterns, func(found []source.Match) error {
		for _, m := range found {
			if err := f(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// eachOf calls f with the matches of the patterns, part after part: first few,
// because often there are no more.
func (r *run) eachOf(patterns []source.Pattern, f func([]source.Match) error) (err error) {
	if len(patterns) == 0 {
		return r.ctx.Err()
	}
	cursor := r.src.Scan(r.ctx, patterns...)
	defer func() {
		if e := cursor.Close(); err == nil {
			err = e
		}
	}()
	buf := make([]source.Match, firstRows)
	for {
		n, err := cursor.Next(buf)
		if err != nil {
			return err
		}
		if n == 0 {
			return r.ctx.Err()
		}
		if err := f(buf[:n]); err != nil {
			return err
		}
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if n == len(buf) && n < batchRows {
			buf = make([]source.Match, batchRows)
		}
	}
}
