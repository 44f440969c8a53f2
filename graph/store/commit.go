package store

import (
	"context"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

// commit makes the state that follows from another by adding and removing
// rows, sorted by spol, writes a record of it to the log if there is one, and
// publishes it. On an error everything is as before.
func (s *Store) commit(ctx context.Context, from *state, added, removed []row) error {
	if len(added)+len(removed) == 0 && (s.path == "" || s.file != nil) {
		from.dict.truncate(len(from.terms))
		return nil // there is nothing to write, and the file is there
	}
	next := from.follow(added, removed, from.dict.terms)
	if err := next.bury(ctx, from, added, removed); err != nil {
		return err
	}
	triples, err := from.countTriples(ctx, next, added, removed)
	if err != nil {
		return err
	}
	next.size.Triples += triples
	r := &record{
		what: changed, commit: newCommit(ctx, added, removed), triples: triples,
		first: segment.ID(from.end()), terms: next.terms[len(from.terms):], added: added, removed: removed,
	}
	switch {
	case s.path == "": // no history is kept
	case s.file == nil: // there is no file yet, or one of the first format
		if from.size.Quads == 0 {
			r.what = began
		}
		if r.commit.Added+r.commit.Removed == 0 {
			r = nil // a new file is no commit
		}
		_, err := s.rewrite(ctx, rewriting{from: next, last: r})
		return err
	default:
		written, err := s.writer.Append(r.append(nil))
		if err != nil {
			return s.fileError(err)
		}
		next.commit = written.Number
		s.mu.Lock()
		s.read = written.Next()
		s.mu.Unlock()
	}
	s.publish(next)
	// The commit stands, whatever comes of folding; the next one tries again.
	_ = s.fold(ctx, next)
	return nil
}

// numberOf is the number of the commit that a transaction has made, 0 if it
// made none or none is kept.
func (s *Store) numberOf(from *state) uint64 {
	if now := s.current.Load().commit; now != from.commit {
		return now
	}
	return 0
}

// newCommit is what the history keeps of a commit that is made now.
func newCommit(ctx context.Context, added, removed []row) Commit {
	note := source.NoteOf(ctx)
	return Commit{
		Time: time.Now(), Analyst: note.Analyst, Command: note.Command, Undoes: note.Undoes,
		Added: int64(len(added)), Removed: int64(len(removed)),
	}
}

// follow returns the state after adding rows that the state does not have and
// removing rows that it has, both sorted by spol, with the overlay's terms as
// they are then. Triples and dead terms are as before; see countTriples and
// bury.
func (s *state) follow(added, removed []row, terms []quad.Value) *state {
	fresh, restored := split(added, s.removed.rows(spol))
	gone, dropped := split(removed, s.added.rows(spol))
	next := new(state)
	*next = *s
	next.merges = newMerges(next)
	next.terms = terms
	next.added = s.added.change(newRun(dropped), newRun(fresh))
	next.removed = s.removed.change(newRun(restored), newRun(gone))
	next.size.Quads += int64(len(added) - len(removed))
	return next
}

// countTriples returns by how much the number of triples grew from a state to
// the next.
func (s *state) countTriples(ctx context.Context, next *state, added, removed []row) (n int64, err error) {
	defer s.guard(faultsPanic(), &err)
	more, err := s.newTriples(ctx, added)
	if err != nil {
		return 0, err
	}
	fewer, err := next.newTriples(ctx, removed)
	return more - fewer, err
}

// split divides sorted rows into those that are not in a run and those that
// are.
func split(rows, run []row) (without, within []row) {
	if len(run) == 0 {
		return rows, nil
	}
	for _, r := range rows {
		if contains(run, r) {
			within = append(within, r)
		} else {
			without = append(without, r)
		}
	}
	return without, within
}

// bury finds the terms that no quad has after a commit: those that were dead
// before and not added again, and such among the removed rows and new terms.
func (s *state) bury(ctx context.Context, before *state, added, removed []row) (err error) {
	defer s.guard(faultsPanic(), &err)
	candidates := idsOf(removed)
	for id := before.end(); id < s.end(); id++ {
		candidates = append(candidates, segment.ID(id))
	}
	alive := idsOf(added)
	isAlive := func(id segment.ID) bool {
		_, is := slices.BinarySearch(alive, id)
		return is
	}
	var dead []segment.ID
	for i, id := range candidates {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if isAlive(id) {
			continue
		}
		used, err := s.isUsed(id)
		if err != nil {
			return err
		}
		if !used {
			dead = append(dead, id)
		}
	}
	revived := slices.ContainsFunc(before.dead, isAlive)
	if len(dead) > 0 || revived {
		for _, id := range before.dead {
			if !isAlive(id) {
				dead = append(dead, id)
			}
		}
		slices.Sort(dead)
		s.dead = slices.Compact(dead)
	}
	s.size.Terms = int64(s.end()) - int64(segment.FirstTerm) - int64(len(s.dead))
	return nil
}

// idsOf returns the ids of terms in rows, sorted, each once.
func idsOf(rows []row) []segment.ID {
	ids := make([]segment.ID, 0, 4*len(rows))
	for _, r := range rows {
		for _, id := range r.IDs() {
			if id >= segment.FirstTerm {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// newTriples counts the triples of sorted rows that a state does not have.
func (s *state) newTriples(ctx context.Context, rows []row) (int64, error) {
	var n int64
	for i, r := range rows {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return 0, ctx.Err()
		}
		first, _ := tripleOf(r)
		if i > 0 {
			if previous, _ := tripleOf(rows[i-1]); previous == first {
				continue
			}
		}
		had, err := s.countTriple(r)
		if err != nil {
			return 0, err
		}
		if had == 0 {
			n++
		}
	}
	return n, nil
}
