package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
