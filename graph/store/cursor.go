package store

import (
	"context"

	"quipu/graph/source"
)

// cursor yields the matches of patterns, one pattern after the other.
type cursor struct {
	ctx                  context.Context
	state                *state
	patterns             []source.Pattern
	pattern              int // number of the current one, -1 before the first
	order                source.Order
	base, removed, added []row // what is left of the current one
}

// Scan implements source.Source.
func (s *state) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	return &cursor{ctx: ctx, state: s, patterns: patterns, pattern: -1}
}

// checkEvery is how many patterns without a match pass between two looks at
// the context.
const checkEvery = 1024

// Next implements source.Cursor.
func (c *cursor) Next(buf []source.Match) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, empty := 0, 0
	for n < len(buf) {
		r, ok := c.pop()
		if !ok {
			if c.pattern+1 >= len(c.patterns) {
				break
			}
			if empty++; empty%checkEvery == 0 && c.ctx.Err() != nil {
				return 0, c.ctx.Err()
			}
			c.pattern++
			c.open(c.patterns[c.pattern])
			continue
		}
		m := source.Match{Pattern: c.pattern}
		for i, id := range r.ids() {
			m.Quad[c.order[i]] = source.ID(id)
		}
		buf[n] = m
		n++
	}
	return n, nil
}

func (c *cursor) open(p source.Pattern) {
	perm, first, last, ok := prefix(p)
	if !ok {
		return
	}
	c.order = permutations[perm]
	c.base = between(c.state.base.rows(perm), first, last)
	if c.state.removed.len() > 0 {
		c.removed = between(c.state.removed.rows(perm), first, last)
	}
	if c.state.added.len() > 0 {
		c.added = between(c.state.added.rows(perm), first, last)
	}
}

// pop takes the next row: the lower of base and added, base without removed.
func (c *cursor) pop() (row, bool) {
	for len(c.removed) > 0 && len(c.base) > 0 && c.removed[0] == c.base[0] {
		c.removed, c.base = c.removed[1:], c.base[1:]
	}
	var r row
	switch {
	case len(c.base) == 0 && len(c.added) == 0:
		return row{}, false
	case len(c.added) == 0 || len(c.base) > 0 && compareRows(c.base[0], c.added[0]) < 0:
		r, c.base = c.base[0], c.base[1:]
	default:
		r, c.added = c.added[0], c.added[1:]
	}
	return r, true
}

// popLast takes the last row: pop from the other end.
func (c *cursor) popLast() (row, bool) {
	for len(c.removed) > 0 && len(c.base) > 0 && last(c.removed) == last(c.base) {
		c.removed, c.base = c.removed[:len(c.removed)-1], c.base[:len(c.base)-1]
	}
	var r row
	switch {
	case len(c.base) == 0 && len(c.added) == 0:
		return row{}, false
	case len(c.added) == 0 || len(c.base) > 0 && compareRows(last(c.base), last(c.added)) > 0:
		r, c.base = last(c.base), c.base[:len(c.base)-1]
	default:
		r, c.added = last(c.added), c.added[:len(c.added)-1]
	}
	return r, true
}

func last(rows []row) row { return rows[len(rows)-1] }

// Close implements source.Cursor.
func (c *cursor) Close() error {
	*c = cursor{ctx: c.ctx, state: c.state}
	return nil
}
