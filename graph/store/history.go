package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store/container"
	"quipu/graph/store/segment"
)

// Commit is what the history keeps of one.
type Commit struct {
	Number         uint64 // the first is 1
	Time           time.Time
	Analyst        string
	Command        string
	Undoes         uint64 // the number of the commit that this one takes back; 0: none
	Added, Removed int64
}

// ErrNoHistory is what every CommitError is.
var ErrNoHistory = errors.New("is not in the history")

// Is reports whether target is ErrNoHistory.
func (e *CommitError) Is(target error) bool { return target == ErrNoHistory }

// CommitError says that the history does not have a commit.
type CommitError struct {
	Number      uint64
	First, Last uint64 // that it has; both 0: it is empty
}

// Error says which commits there are.
func (e *CommitError) Error() string {
	switch {
	case e.Number == 0 && e.First <= 1:
		return "there is no commit 0: the first is 1"
	case e.Last == 0:
		return fmt.Sprintf("there is no commit %d: the store keeps no history, or nothing was committed yet", e.Number)
	case e.Number > e.Last:
		return fmt.Sprintf("there is no commit %d yet: the last one is %d", e.Number, e.Last)
	case e.First > 0:
		return fmt.Sprintf("commit %d was forgotten: the history begins with %d", e.Number, e.First)
	}
	return fmt.Sprintf("there is no commit %d", e.Number)
}

// Commits calls f for each commit, the newest first, until it returns false.
// A store in memory keeps none.
func (s *Store) Commits(ctx context.Context, f func(Commit) bool) error {
	return s.walk(ctx, func(_ *state, written container.Record) (bool, error) {
		r, _, err := parseHead(written.Payload)
		if err != nil {
			return false, err
		}
		r.commit.Number = written.Number
		return f(r.commit), nil
	})
}

// walk calls f for the records of the newest state and those before, until it
// returns false.
func (s *Store) walk(ctx context.Context, f func(*state, container.Record) (bool, error)) error {
	if _, err := s.view(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	file, now := s.file, s.current.Load()
	s.mu.Unlock()
	if file == nil {
		return nil
	}
	return s.eachRecord(ctx, file, func(r container.Record) (bool, error) {
		if r.Number > now.commit {
			return true, nil
		}
		return f(now, r)
	})
}

// Changes calls f for each quad that a commit removed, and then for each that
// it added. About, if it is not nil, leaves out quads that do not have that
// term in any place. The error may be a *CommitError.
func (s *Store) Changes(ctx context.Context, number uint64, about quad.Value, f func(q quad.Quad, removed bool) error) error {
	var found *record
	var now *state
	first := uint64(0)
	err := s.walk(ctx, func(st *state, written container.Record) (bool, error) {
		first, now = written.Number, st
		if written.Number != number {
			return written.Number > number, nil
		}
		var err error
		found, err = parseRecord(written.Payload)
		return false, err
	})
	if err != nil {
		return err
	}
	if found == nil {
		return s.noCommit(number, first)
	}
	if found.what == began {
		return s.eachQuadAt(ctx, number, about, func(q quad.Quad) error { return f(q, false) })
	}
	if about != nil {
		id, err := now.idOf(about)
		if err != nil || id == segment.Any {
			return err
		}
		found.removed, found.added = with(found.removed, id), with(found.added, id)
	}
	if err := now.eachRow(ctx, found.removed, func(q quad.Quad) error { return f(q, true) }); err != nil {
		return err
	}
	return now.eachRow(ctx, found.added, func(q quad.Quad) error { return f(q, false) })
}

// idOf returns the id of a term, dead or not.
func (s *state) idOf(v quad.Value) (id segment.ID, err error) {
	defer s.guard(faultsPanic(), &err)
	return s.lookUp(v, s.terms)
}

// with returns the rows that have a term.
func with(rows []row, id segment.ID) (some []row) {
	for _, r := range rows {
		if q := r.IDs(); slices.Contains(q[:], id) {
			some = append(some, r)
		}
	}
	return some
}

func (s *Store) noCommit(number, first uint64) error {
	return &CommitError{Number: number, First: first, Last: s.current.Load().commit}
}

// eachQuadAt calls f for each quad after a commit, or each that has a term.
func (s *Store) eachQuadAt(ctx context.Context, number uint64, about quad.Value, f func(quad.Quad) error) error {
	src, err := s.At(ctx, number)
	if err != nil {
		return err
	}
	defer src.Close()
	if about == nil {
		return source.EachQuad(ctx, src, f, source.Pattern{})
	}
	id, err := source.IDOf(ctx, src, about)
	if err != nil || id == source.Any {
		return err
	}
	for place := range len(source.Pattern{}) {
		var p source.Pattern
		p[place] = id
		err := source.EachQuad(ctx, src, func(q quad.Quad) error {
			for before := range place { // it came already
				if q.Get(quad.Directions[before]) == about {
					return nil
				}
			}
			return f(q)
		}, p)
		if err != nil {
			return err
		}
	}
	return nil
}

// eachRow calls f with the terms of rows.
func (s *state) eachRow(ctx context.Context, rows []row, f func(quad.Quad) error) (err error) {
	for n, r := range rows {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		q, err := s.quad(r)
		if err != nil {
			return err
		}
		if err := f(q); err != nil {
			return err
		}
	}
	return nil
}

// quad returns the terms of a row in spol.
func (s *state) quad(r row) (q quad.Quad, err error) {
	defer s.guard(faultsPanic(), &err)
	var terms [4]quad.Value
	for i, id := range r.IDs() {
		if terms[i], err = s.term(id); err != nil {
			return q, err
		}
	}
	return quad.Quad{Subject: terms[0], Predicate: terms[1], Object: terms[2], Label: terms[3]}, nil
}

// At returns the state after a commit; 0 is the one before the first. The
// error may be a *CommitError.
//
// It is the newest state with what later commits did taken back, in an overlay:
// it needs memory for their quads.
func (s *Store) At(ctx context.Context, number uint64) (source.Source, error) {
	var n net
	first, emptied := uint64(0), false
	var triples int64
	var now *state
	err := s.walk(ctx, func(st *state, written container.Record) (bool, error) {
		now = st
		if written.Number <= number {
			first = written.Number
			return false, nil
		}
		r, err := parseRecord(written.Payload)
		if err != nil {
			return false, err
		}
		first = written.Number
		if r.what == began { // before it there was nothing, whatever came later
			n, triples, emptied = net{}, 0, true
			return true, nil
		}
		triples -= r.triples
		n.apply(r.removed, r.added) // taken back
		return true, nil
	})
	switch {
	case err != nil:
		return nil, err
	case now == nil && number == 0:
		return s.view(ctx) // nothing was ever committed
	case now == nil || number > now.commit || number < first && (number > 0 || first > 1):
		return nil, s.noCommit(number, first)
	}
	added, removed, err := n.rows()
	if err != nil {
		return nil, s.fileError(err)
	}
	if emptied {
		now = now.emptied()
	}
	then := now.follow(added, removed, now.terms)
	then.size.Triples += triples
	then.commit = number
	then.past = new(pastTerms)
	return then, nil
}

// emptied is a state without quads, in which a term has the id that it has in
// this one.
func (s *state) emptied() *state {
	empty := *s
	empty.merges = newMerges(&empty)
	empty.onlyTerms = true
	empty.added, empty.removed = newRun(nil), newRun(nil)
	empty.size = source.Size{}
	return &empty
}

// pastTerms is what a state of the past does not know before it is asked: how
// many of the terms have a quad. It has no list of those that have none.
type pastTerms struct {
	mu      sync.Mutex
	counted bool
	terms   int64
}

func (p *pastTerms) count(ctx context.Context, s *state) (int64, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.counted {
		used, err := s.findUsed(ctx, func(row) {})
		if err != nil {
			return 0, err
		}
		p.terms, p.counted = used.count(), true
	}
	return p.terms, nil
}

// Backup writes a consistent copy of the newest state to another file, which
// must not exist unless it is to be replaced. Others may read and write
// meanwhile. A damaged store is not copied, or the copy would take the place
// of a sound one; progress is of checking first, and then of copying.
func (s *Store) Backup(ctx context.Context, to string, replace bool, progress func(done, of int64)) error {
	half := func(second int64) func(done, of int64) {
		return func(done, of int64) {
			if progress != nil {
				progress(second*of+done, 2*of)
			}
		}
	}
	var fault error
	if err := s.Verify(ctx, func(err error) { fault = cmp.Or(fault, err) }, half(0)); err != nil {
		return err
	}
	if fault != nil {
		return fmt.Errorf("nothing was copied: %w", fault)
	}
	s.mu.Lock()
	f := s.file
	s.mu.Unlock()
	if f == nil {
		return &FileError{Path: s.path, Err: errors.New("is in the first format, which is not copied: quipu compact brings it into the present one")}
	}
	return f.Backup(ctx, to, replace, half(1))
}
