package store

import (
	"cmp"
	"context"
	"slices"

	"quipu/graph/source"
	"quipu/graph/store/bulk"
	"quipu/graph/store/segment"
)

// Ordered implements source.Ordered: where the ids of the lowest segment are in
// the order of its terms, its quads are in the order of their lines already, and
// only the few of the layers above have to be sorted in.
func (s *state) Ordered(ctx context.Context) (c source.FormCursor, ok bool, err error) {
	defer s.guard(faultsPanic(), &err)
	if len(s.segments) == 0 || s.onlyTerms || !s.segments[0].Dict().Ordered() {
		return nil, false, nil
	}
	base := s.segments[0]
	last, err := base.Dict().Last()
	if err != nil || len(last) > 0 && last[0] == odd {
		return nil, false, err
	}
	l := &lineCursor{ctx: ctx, state: s, end: base.Dict().First() + segment.ID(base.Dict().Len())}
	if l.arena, err = readForms(ctx, base.Dict(), bulk.MachineMemory()/8); err != nil {
		return nil, false, err
	}
	for place := range l.readers {
		l.readers[place] = base.Dict().Reader()
	}
	if len(s.segments) > 1 || s.added.len()+s.removed.len() > 0 {
		if ok, err := l.sortIn(); err != nil || !ok {
			return nil, false, err
		}
	}
	l.base = base.Tree(segment.Added, spol).Cursor()
	if err := l.base.Range(row{}, lastRow); err != nil {
		return nil, false, err
	}
	return l, true, nil
}

// lineCursor is a cursor over the quads of a state in the order of their lines.
type lineCursor struct {
	ctx     context.Context
	state   *state
	base    *segment.Cursor
	rows    []row // of base, that come next
	removed []row // of base, that are not to be given; sorted
	added   []keyedRow
	end     segment.ID             // behind the ids of base
	keys    map[segment.ID]uint64  // of the terms that base does not have
	arena   *formArena             // of base, if they are not too many; else
	readers [4]*segment.DictReader // of base: one for each place
	space   []byte
}

// A key tells where a term stands among all terms: that of a base term is its
// id in the upper half; that of another has the highest lower base term there
// and, below, its number among the others.
type keyedRow struct {
	key [4]uint64
	row row
}

func (a keyedRow) compare(b keyedRow) int {
	return cmp.Or(cmp.Compare(a.key[0], b.key[0]), cmp.Compare(a.key[1], b.key[1]),
		cmp.Compare(a.key[2], b.key[2]), cmp.Compare(a.key[3], b.key[3]))
}

// sortIn finds the rows that the layers above the base add and remove. It
// returns false where a term is none of RDF.
func (l *lineCursor) sortIn() (bool, error) {
	var terms []formOf
	l.keys = map[segment.ID]uint64{}
	err := eachNet(l.ctx, l.state, 1, spol, func(r row, sum int) error {
		if sum < 0 {
			l.removed = append(l.removed, r)
			return nil
		}
		l.added = append(l.added, keyedRow{row: r})
		for _, id := range r.IDs() {
			if _, seen := l.keys[id]; id < l.end || seen {
				continue
			}
			form, err := l.state.form(nil, id)
			if err != nil {
				return err
			}
			l.keys[id] = 0
			terms = append(terms, formOf{id, form})
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	slices.SortFunc(terms, formOf.compare)
	if n := len(terms); n > 0 && terms[n-1].form[0] == odd {
		return false, nil
	}
	it := l.state.segments[0].Dict().Terms()
	for i, t := range terms {
		below := l.end - 1
		it.Seek(t.form)
		if it.Next() {
			below = it.ID() - 1
		} else if it.Err() != nil {
			return false, it.Err()
		}
		l.keys[t.id] = uint64(below)<<32 | uint64(i+1)
	}
	for i := range l.added {
		l.added[i].key = l.keyOf(l.added[i].row)
	}
	slices.SortFunc(l.added, keyedRow.compare)
	return true, nil
}

func (l *lineCursor) keyOf(r row) (key [4]uint64) {
	for i, id := range r.IDs() {
		if id < l.end {
			key[i] = uint64(id) << 32
		} else {
			key[i] = l.keys[id]
		}
	}
	return key
}

// next returns the next row in the order of lines.
func (l *lineCursor) next() (r row, ok bool, err error) {
	for {
		if len(l.rows) == 0 {
			if l.rows, err = l.base.Next(); err != nil {
				return row{}, false, err
			}
		}
		if len(l.rows) == 0 || len(l.removed) == 0 || l.rows[0] != l.removed[0] {
			break
		}
		l.rows, l.removed = l.rows[1:], l.removed[1:]
	}
	switch {
	case len(l.rows) == 0 && len(l.added) == 0:
		return row{}, false, nil
	case len(l.added) == 0, len(l.rows) > 0 && keyedRow{key: l.keyOf(l.rows[0])}.compare(l.added[0]) < 0:
		r, l.rows = l.rows[0], l.rows[1:]
	default:
		r, l.added = l.added[0].row, l.added[1:]
	}
	return r, true, nil
}

// formSpace is how many bytes of forms are copied before a batch ends early:
// texts may be long.
const formSpace = 1 << 20

// Next implements source.FormCursor.
func (l *lineCursor) Next(buf []source.Forms) (n int, err error) {
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	defer l.state.guard(faultsPanic(), &err)
	if len(l.space) > 0 { // the forms in it stay
		l.space = make([]byte, 0, min(len(l.space), formSpace))
	}
	for n = range buf {
		if len(l.space) >= formSpace {
			return n, nil
		}
		r, ok, err := l.next()
		if err != nil {
			return 0, err
		}
		if !ok {
			return n, nil
		}
		for place, id := range r.IDs() {
			if id < l.end && l.arena != nil {
				buf[n][place] = l.arena.form(id)
				continue
			}
			// What is appended may move; the forms before it stay where they
			// were, and good.
			from := len(l.space)
			if err := l.appendForm(place, id); err != nil {
				return 0, err
			}
			buf[n][place] = l.space[from:len(l.space):len(l.space)]
		}
	}
	return len(buf), nil
}

func (l *lineCursor) appendForm(place int, id segment.ID) (err error) {
	switch {
	case id == segment.Unlabelled:
		return nil
	case id >= l.end:
		l.space, err = l.state.form(l.space, id)
		return err
	}
	form, err := l.readers[place].Form(id)
	l.space = append(l.space, form...)
	return err
}

// Close implements source.FormCursor.
func (l *lineCursor) Close() error { return nil }
