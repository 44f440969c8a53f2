package store

import (
	"context"
	"errors"
	"fmt"
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
// it added. The error may be a *CommitError.
func (s *Store) Changes(ctx context.Context, number uint64, f func(q quad.Quad, removed bool) error) error {
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
		return s.eachQuadAt(ctx, number, func(q quad.Quad) error { return f(q, false) })
	}
	if err := now.eachRow(ctx, found.removed, func(q quad.Quad) error { return f(q, true) }); err != nil {
		return err
	}
	return now.eachRow(ctx, found.added, func(q quad.Quad) error { return f(q, false) })
}

func (s *Store) noCommit(number, first uint64) error {
	return &CommitError{Number: number, First: first, Last: s.current.Load().commit}
}

func (s *Store) eachQuadAt(ctx context.Context, number uint64, f func(quad.Quad) error) error {
	src, err := s.At(ctx, number)
	if err != nil {
		return err
	}
	defer src.Close()
	return source.EachQuad(ctx, src, f, source.Pattern{})
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
	n := newNet()
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
		emptied = r.what == began
		triples -= r.triples
		n.apply(r.added, -1)
		n.apply(r.removed, 1)
		return true, nil
	})
	switch {
	case err != nil:
		return nil, err
	case now == nil && number == 0:
		return s.view(ctx) // nothing was ever committed
	case now == nil || number > now.commit || number < first && (number > 0 || first > 1):
		return nil, s.noCommit(number, first)
	case emptied:
		return s.number(newState(nil, s.fileError)), nil
	}
	added, removed, err := n.rows()
	if err != nil {
		return nil, s.fileError(err)
	}
	then, err := now.follow(added, removed, now.terms)
	if err != nil {
		return nil, err
	}
	then.size.Triples += triples
	then.commit = number
	then.numbering = now.numbering
	return then, nil
}

// Verify checks the whole file and reports each fault.
func (s *Store) Verify(ctx context.Context, report func(error)) error {
	st, err := s.view(ctx)
	if err != nil {
		return err
	}
	s.mu.Lock()
	f := s.file
	s.mu.Unlock()
	if f != nil {
		if err := f.Verify(ctx, func(err error) { report(s.fileError(err)) }); err != nil {
			return err
		}
	}
	return st.verify(ctx, func(err error) { report(s.fileError(err)) })
}

// verify checks the segments and what they come to together.
func (s *state) verify(ctx context.Context, report func(error)) error {
	sound := true
	told := func(err error) { sound = false; report(err) }
	for _, g := range s.segments {
		if err := s.verifySegment(ctx, g, told); err != nil {
			return err
		}
	}
	if !sound {
		return nil // what follows would only say it again
	}
	if err := s.verifyWhole(ctx, told); err != nil && ctx.Err() != nil {
		return ctx.Err()
	} else if err != nil {
		told(err)
	}
	return nil
}

func (s *state) verifySegment(ctx context.Context, g *segment.Segment, report func(error)) (err error) {
	defer func() {
		if err != nil && ctx.Err() == nil {
			report(err)
			err = nil
		}
	}()
	defer s.guard(faultsPanic(), &err)
	return g.Verify(ctx, report)
}

// verifyWhole counts quads and triples and finds out which terms have none.
func (s *state) verifyWhole(ctx context.Context, report func(error)) (err error) {
	used := make([]uint64, s.end()/64+1)
	var quads, triples int64
	var before row
	err = source.Each(ctx, s, func(m source.Match) bool {
		quads++
		triple := row{
			Hi: uint64(m.Quad[source.S])<<32 | uint64(m.Quad[source.P]),
			Lo: uint64(m.Quad[source.O]),
		}
		if quads == 1 || triple != before {
			triples++
			before = triple
		}
		for _, id := range m.Quad {
			if uint64(id) >= s.end() {
				err = damaged("a quad has a term that is not there")
				return false
			}
			used[id/64] |= 1 << (id % 64)
		}
		return true
	}, source.Pattern{})
	if err != nil {
		return err
	}
	if quads != s.size.Quads || triples != s.size.Triples {
		report(damaged("it says that it has %d quads and %d triples, and has %d and %d",
			s.size.Quads, s.size.Triples, quads, triples))
	}
	for id := uint64(segment.FirstTerm); id < s.end(); id++ {
		if is := used[id/64]&(1<<(id%64)) != 0; is == s.isDead(segment.ID(id)) {
			report(damaged("it is wrong about whether the term %d is used", id))
			return nil
		}
	}
	return nil
}

// Backup writes a consistent copy of the newest state to another file, which
// must not exist unless it is to be replaced. Others may read and write
// meanwhile.
func (s *Store) Backup(ctx context.Context, to string, replace bool, progress func(done, of int64)) error {
	if _, err := s.view(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	f := s.file
	s.mu.Unlock()
	if f == nil {
		return fmt.Errorf("there is no file in the present format to copy: run quipu compact first")
	}
	return f.Backup(ctx, to, replace, progress)
}
