package store

import (
	"context"
	"sync"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

// cursor yields the matches of patterns, one pattern after the other.
type cursor struct {
	ctx      context.Context
	state    *state
	patterns []source.Pattern
	pattern  int       // number of the current one, -1 before the first
	rows     *rowMerge // nil when closed
	order    source.Order
}

// Scan implements source.Source.
func (s *state) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	return &cursor{ctx: ctx, state: s, patterns: patterns, pattern: -1, rows: s.merges.Get().(*rowMerge)}
}

// checkEvery is how many patterns without a match, or terms, pass between two
// looks at the context.
const checkEvery = 1024

// Next implements source.Cursor.
func (c *cursor) Next(buf []source.Match) (n int, err error) {
	if err := c.ctx.Err(); err != nil || c.rows == nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			c.rows = nil // nobody is to use it again
		}
	}()
	defer c.state.guard(faultsPanic(), &err)
	empty := 0
	for n < len(buf) {
		rows, err := c.rows.next(len(buf) - n)
		if err != nil {
			return 0, err
		}
		if len(rows) > 0 {
			o := c.order
			for i, r := range rows {
				m := &buf[n+i]
				m.Pattern = c.pattern
				m.Quad[o[0]&3] = source.ID(r.Hi >> 32)
				m.Quad[o[1]&3] = source.ID(uint32(r.Hi))
				m.Quad[o[2]&3] = source.ID(r.Lo >> 32)
				m.Quad[o[3]&3] = source.ID(uint32(r.Lo))
			}
			n += len(rows)
			continue
		}
		if c.pattern+1 >= len(c.patterns) {
			break
		}
		if empty++; empty%checkEvery == 0 && c.ctx.Err() != nil {
			return 0, c.ctx.Err()
		}
		c.pattern++
		if err := c.open(c.patterns[c.pattern]); err != nil {
			return 0, err
		}
	}
	return n, nil
}

func (c *cursor) open(p source.Pattern) error {
	perm, first, last, ok := prefix(p)
	if !ok {
		return nil
	}
	c.order = segment.Permutations[perm]
	return c.rows.open(perm, first, last)
}

// Close implements source.Cursor.
func (c *cursor) Close() error {
	if c.rows != nil {
		c.rows.streams = c.rows.streams[:0] // what was not read is nobody's
		c.state.merges.Put(c.rows)
		c.rows = nil
	}
	return nil
}

// newMerges makes the pool of a state's merges: to make one costs more than to
// look one quad up.
func newMerges(s *state) *sync.Pool {
	return &sync.Pool{New: func() any { return &rowMerge{state: s} }}
}

// rowMerge yields the rows of a state in a range of a permutation. It is used
// for one range after the other, and is quick where they ascend.
type rowMerge struct {
	state   *state
	cursors [len(segment.Permutations)][]layerCursor // made when first used
	streams []stream                                 // those of the range that are not at their end
	out     []row
}

// layerCursor is a cursor over one tree.
type layerCursor struct {
	*segment.Cursor
	sign int
}

// stream is a sorted sequence of rows that a layer adds or removes.
type stream struct {
	rows   []row           // what comes next
	cursor *segment.Cursor // where more comes from; nil: nowhere
	sign   int             // 1 for rows that are added, -1 for rows that are removed
}

// open goes to a range.
func (m *rowMerge) open(perm int, first, last row) error {
	m.streams = m.streams[:0]
	if m.cursors[perm] == nil {
		m.cursors[perm] = m.state.cursors(perm)
	}
	for _, c := range m.cursors[perm] {
		if err := c.Range(first, last); err != nil {
			return err
		}
		rows, err := c.Next()
		if err != nil {
			return err
		}
		m.start(stream{rows, c.Cursor, c.sign})
	}
	if s := m.state; s.added.len() > 0 {
		m.start(stream{rows: between(s.added.rows(perm), first, last), sign: 1})
	}
	if s := m.state; s.removed.len() > 0 {
		m.start(stream{rows: between(s.removed.rows(perm), first, last), sign: -1})
	}
	return nil
}

// openAll goes to all rows of a permutation.
func (m *rowMerge) openAll(perm int) error { return m.open(perm, row{}, lastRow) }

func (m *rowMerge) start(s stream) {
	if len(s.rows) > 0 {
		m.streams = append(m.streams, s)
	}
}

// cursors returns cursors over the trees of a permutation that are not empty.
// It is never nil.
func (s *state) cursors(perm int) []layerCursor {
	cursors := make([]layerCursor, 0, len(s.segments))
	for _, g := range s.quadSegments() {
		if t := g.Tree(segment.Added, perm); t.Len() > 0 {
			cursors = append(cursors, layerCursor{t.Cursor(), 1})
		}
		if t := g.Tree(segment.Removed, perm); t.Len() > 0 {
			cursors = append(cursors, layerCursor{t.Cursor(), -1})
		}
	}
	return cursors
}

// next returns the next rows of the range, at most n, good until the next
// call; none at its end.
func (m *rowMerge) next(n int) ([]row, error) {
	if len(m.streams) == 1 { // nothing is left that could remove its rows
		s := &m.streams[0]
		if s.sign < 0 {
			return nil, errContradiction
		}
		rows := s.rows[:min(n, len(s.rows))]
		if s.rows = s.rows[len(rows):]; len(s.rows) == 0 && s.cursor == nil {
			m.streams = m.streams[:0]
		}
		if len(rows) > 0 {
			return rows, nil
		}
		// The rows that were returned before are given back only now: a
		// cursor's rows are good until its next call.
		if err := m.refill(0); err != nil || len(m.streams) == 0 {
			return nil, err
		}
		return m.next(n)
	}
	m.out = m.out[:0]
	for len(m.streams) > 0 && len(m.out) < n {
		r, sum, err := m.pop()
		switch {
		case err != nil:
			return nil, err
		case sum == 1:
			m.out = append(m.out, r)
		case sum != 0:
			return nil, errContradiction
		}
	}
	return m.out, nil
}

// pop takes the lowest row off all streams and adds up what they say of it: 1
// where it is there. A call that only got more rows says 0.
func (m *rowMerge) pop() (r row, sum int, err error) {
	for i := range m.streams {
		if s := &m.streams[i]; len(s.rows) == 0 { // left so by the way for one stream
			return row{}, 0, m.refill(i)
		} else if i == 0 || s.rows[0].Less(r) {
			r = s.rows[0]
		}
	}
	for i := 0; i < len(m.streams); {
		s := &m.streams[i]
		if s.rows[0] != r {
			i++
			continue
		}
		sum += s.sign
		if s.rows = s.rows[1:]; len(s.rows) > 0 {
			i++
			continue
		}
		before := len(m.streams)
		if err := m.refill(i); err != nil {
			return row{}, 0, err
		}
		if len(m.streams) == before {
			i++
		}
	}
	return r, sum, nil
}

// errContradiction says that layers do not fit each other.
var errContradiction = &segment.DamagedError{What: "a quad is added twice, or removed where it is not"}

// refill gets the next rows of a stream that has none, or drops it.
func (m *rowMerge) refill(i int) error {
	s := &m.streams[i]
	if s.cursor != nil {
		var err error
		if s.rows, err = s.cursor.Next(); err != nil || len(s.rows) > 0 {
			return err
		}
	}
	last := len(m.streams) - 1
	m.streams[i] = m.streams[last]
	m.streams = m.streams[:last]
	return nil
}
