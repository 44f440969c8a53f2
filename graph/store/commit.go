package store

import (
	"context"
	"slices"

	"quipu/graph/source"
)

// The two small runs of a state are folded into its base when they hold more
// than foldMin quads and more than a foldPart'th of it: then each quad is
// copied some foldPart times in its life, and no commit copies much.
const (
	foldMin  = 4096
	foldPart = 64
)

// commit makes the state that follows from another by adding and removing
// rows, writes it to the file if there is one, and publishes it. On an error
// everything is as before.
func (s *Store) commit(ctx context.Context, from *state, added, removed []row) error {
	if len(added)+len(removed) == 0 && (s.file == nil || from.stamp != (stamp{})) {
		s.dict.truncate(len(from.terms))
		return nil // there is nothing to write, and the file is there
	}
	s.count(added, 1)
	s.count(removed, -1)
	next := s.follow(from, added, removed)
	if s.file != nil {
		stamp, err := s.file.write(ctx, next, s.base, from.stamp.generation+1)
		if err != nil {
			s.count(added, -1)
			s.count(removed, 1)
			return err
		}
		next.stamp = stamp
	}
	s.current.Store(next)
	return nil
}

// count adds n to the number of places that each term of the rows stands in.
func (s *Store) count(rows []row, n int32) {
	if missing := len(s.dict.terms) - len(s.uses); missing > 0 {
		s.uses = append(s.uses, make([]int32, missing)...)
	}
	for _, r := range rows {
		for _, id := range r.ids() {
			s.uses[id] += n
		}
	}
}

// follow returns the state after a transaction whose rows are counted.
func (s *Store) follow(from *state, added, removed []row) *state {
	next := &state{dict: s.dict, terms: s.dict.terms, base: from.base}
	fresh, restored := split(added, from.base.rows(spol))
	gone, dropped := split(removed, from.added.rows(spol))
	if from.base.len() == 0 {
		next.base = newRun(merge(from.added.rows(spol), dropped, fresh))
		next.added, next.removed = newRun(nil), newRun(nil)
	} else {
		next.added = newRun(merge(from.added.rows(spol), dropped, fresh))
		next.removed = newRun(merge(from.removed.rows(spol), restored, gone))
		if n := next.added.len() + next.removed.len(); n > foldMin && n > from.base.len()/foldPart {
			next.base = fold(next.base, next.removed, next.added)
			next.added, next.removed = newRun(nil), newRun(nil)
		}
	}
	next.dead = s.dead(from, next, removed)
	next.size = source.Size{
		Quads:   from.size.Quads + int64(len(added)-len(removed)),
		Triples: from.size.Triples + newTriples(from, added) - newTriples(next, removed),
		Terms:   int64(len(next.terms) - firstTerm - len(next.dead)),
	}
	return next
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

// dead returns the terms of next that no quad has: some that were dead
// before, of the removed rows, or new to the dictionary.
func (s *Store) dead(from, next *state, removed []row) []uint32 {
	var dead []uint32
	keep := func(id uint32) {
		if s.uses[id] == 0 {
			dead = append(dead, id)
		}
	}
	for _, id := range from.dead {
		keep(id)
	}
	for _, r := range removed {
		for _, id := range r.ids() {
			if id != unlabelled {
				keep(id)
			}
		}
	}
	for id := len(from.terms); id < len(next.terms); id++ {
		keep(uint32(id))
	}
	slices.Sort(dead)
	return slices.Compact(dead)
}

// newTriples counts the triples of sorted rows that a state does not have.
func newTriples(s *state, rows []row) int64 {
	var n int64
	for i, r := range rows {
		first, _ := tripleOf(r)
		if i > 0 {
			if previous, _ := tripleOf(rows[i-1]); previous == first {
				continue
			}
		}
		if s.size.Quads == 0 && s.base.len() == 0 || !s.hasTriple(r) {
			n++
		}
	}
	return n
}
