package store

import (
	"context"
	"slices"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

var _ source.TripleCounter = (*state)(nil)

const (
	// leavesAtOnce is how many leaves are counted between two looks at the
	// context.
	leavesAtOnce = 512
	// rowsPerChange is how many rows are merged in the time that one triple is
	// looked up in all layers.
	rowsPerChange = 256
)

// Triples implements source.TripleCounter.
func (s *state) Triples(ctx context.Context, p source.Pattern, place int, f func(id source.ID, triples int64) bool) error {
	order, ok := source.OrderBy(p, place)
	if !ok || place == source.L || p[source.L] != source.Any {
		return damaged("triples are counted in no order")
	}
	t := triples{state: s, perm: slices.Index(segment.Permutations[:], order), place: slices.Index(order[:], place)}
	var low, high [4]segment.ID
	for i, at := range order {
		switch {
		case p[at] > source.ID(segment.MaxTerm):
			return ctx.Err()
		case p[at] == source.Any:
			high[i] = 1<<32 - 1
		default:
			low[i], high[i] = segment.ID(p[at]), segment.ID(p[at])
		}
	}
	t.first, t.last = segment.Pack(low[0], low[1], low[2], low[3]), segment.Pack(high[0], high[1], high[2], high[3])
	if err := t.open(ctx); err != nil {
		return err
	}
	for {
		more, err := t.fill()
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || !t.yield(more, f) || !more {
			return err
		}
	}
}

// triples counts the triples in a range of a permutation by the ids in one of
// its places: those of the lowest layer by its leaves, which it corrects by
// what the layers above change, or, where they change much, those of all
// layers merged.
type triples struct {
	state       *state
	perm, place int
	first, last row

	counter *segment.TripleCounter
	changes []tally // what is to be added to the counter's, by id
	rows    *rowMerge
	before  row // the row of rows before
	begun   bool

	found []tally // not yielded; while there is more the last may grow
}

// open chooses how to count.
func (t *triples) open(ctx context.Context) (err error) {
	defer t.state.guard(faultsPanic(), &err)
	s := t.state
	segments := s.quadSegments()
	if len(segments) == 0 || segments[0].Tree(segment.Removed, t.perm).Len() > 0 {
		return t.merge()
	}
	base := segments[0].Tree(segment.Added, t.perm)
	upper := int64(s.added.len() + s.removed.len())
	for _, g := range segments[1:] {
		upper += g.Tree(segment.Added, t.perm).Len() + g.Tree(segment.Removed, t.perm).Len()
	}
	if upper*rowsPerChange > base.Len() {
		return t.merge()
	}
	if t.counter, err = base.CountTriples(t.first, t.last, t.place); err != nil || upper == 0 {
		return err
	}
	mentioned, err := t.mentioned(segments[1:])
	if err != nil {
		return err
	}
	for i, r := range mentioned {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		first, last := tripleOf(r)
		was, err := base.Count(first, last)
		if err != nil {
			return err
		}
		is, err := s.count(t.perm, first, last)
		if err != nil {
			return err
		}
		t.changes = addTally(t.changes, tally{r.IDs()[t.place], min(is, 1) - min(was, 1)})
	}
	return nil
}

func (t *triples) merge() error {
	t.rows = &rowMerge{state: t.state}
	return t.rows.open(t.perm, t.first, t.last)
}

// mentioned returns a row of each triple in the range that some segments or the
// overlay add or remove, in order.
func (t *triples) mentioned(segments []*segment.Segment) ([]row, error) {
	s := t.state
	rows := slices.Concat(between(s.added.rows(t.perm), t.first, t.last), between(s.removed.rows(t.perm), t.first, t.last))
	for _, g := range segments {
		for _, kind := range [...]segment.Kind{segment.Added, segment.Removed} {
			c := g.Tree(kind, t.perm).Cursor()
			if err := c.Range(t.first, t.last); err != nil {
				return nil, err
			}
			for {
				more, err := c.Next()
				if err != nil {
					return nil, err
				}
				if len(more) == 0 {
					break
				}
				rows = append(rows, more...)
			}
		}
	}
	slices.SortFunc(rows, row.Compare)
	return slices.CompactFunc(rows, sameTriple), nil
}

func sameTriple(a, b row) bool { return a.Hi == b.Hi && a.Lo>>32 == b.Lo>>32 }

// addTally adds to the last tally where that has the id.
func addTally(to []tally, t tally) []tally {
	if n := len(to); n > 0 && to[n-1].id == t.id {
		to[n-1].rows += t.rows
		return to
	}
	return append(to, t)
}

// fill counts a part; more is false where it is the last.
func (t *triples) fill() (more bool, err error) {
	defer t.state.guard(faultsPanic(), &err)
	for range leavesAtOnce {
		if t.rows != nil {
			more, err = t.fillMerged()
		} else {
			more, err = t.counter.Next(func(id segment.ID, triples int64) { t.found = addTally(t.found, tally{id, triples}) })
		}
		if !more || err != nil {
			return more, err
		}
	}
	return true, nil
}

func (t *triples) fillMerged() (more bool, err error) {
	rows, err := t.rows.next(skipAfter)
	for _, r := range rows {
		if !t.begun || !sameTriple(t.before, r) {
			t.found = addTally(t.found, tally{r.IDs()[t.place], 1})
		}
		t.before, t.begun = r, true
	}
	return len(rows) > 0, err
}

// yield calls f with what is counted, but for the last id while there is more.
func (t *triples) yield(more bool, f func(id source.ID, triples int64) bool) bool {
	ready := t.found
	if more {
		ready = ready[:max(0, len(ready)-1)]
	}
	for _, found := range ready {
		for len(t.changes) > 0 && t.changes[0].id <= found.id {
			change := t.changes[0]
			t.changes = t.changes[1:]
			if change.id == found.id {
				found.rows += change.rows
			} else if !t.tell(change, f) {
				return false
			}
		}
		if !t.tell(found, f) {
			return false
		}
	}
	t.found = append(t.found[:0], t.found[len(ready):]...)
	if more {
		return true
	}
	for _, change := range t.changes {
		if !t.tell(change, f) {
			return false
		}
	}
	return true
}

// tell calls f with the number of an id's triples, if there are any.
func (t *triples) tell(n tally, f func(id source.ID, triples int64) bool) bool {
	return n.rows == 0 || f(source.ID(n.id), n.rows)
}
