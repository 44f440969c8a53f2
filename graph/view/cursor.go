package view

import (
	"context"

	"quipu/graph/source"
)

// change is what is seen otherwise of a pattern's quads: numbers of the hidden
// and of the shown, in the order of the scan.
type change struct {
	order         source.Order
	hidden, shown []uint32
}

// cursor merges what is shown into a scan of the state, and leaves out what is
// hidden.
type cursor struct {
	entities *Entities
	ctx      context.Context
	base     source.Cursor
	patterns int
	changed  map[int]change // by pattern

	at    int    // pattern
	now   change // of it, what is still to come
	buf   []source.Match
	ahead []source.Match // of buf
	ended bool           // base has
}

// Next implements source.Cursor.
func (c *cursor) Next(buf []source.Match) (int, error) {
	n := 0
	for n < len(buf) && c.at < c.patterns {
		if len(c.ahead) == 0 && !c.ended {
			if err := c.fill(len(buf)); err != nil {
				return 0, err
			}
			continue
		}
		n += c.take(buf[n:])
	}
	return n, c.ctx.Err()
}

func (c *cursor) fill(size int) error {
	if len(c.buf) < size {
		c.buf = make([]source.Match, size)
	}
	n, err := c.base.Next(c.buf[:size])
	c.ahead, c.ended = c.buf[:n], n == 0
	return err
}

// take writes what is at hand of the pattern at hand, and goes on to the next
// pattern where that is all of it.
func (c *cursor) take(buf []source.Match) (n int) {
	for n < len(buf) {
		here := len(c.ahead) > 0 && c.ahead[0].Pattern == c.at
		if len(c.ahead) == 0 && !c.ended {
			return n // there may be more of this pattern
		}
		if len(c.now.shown) > 0 {
			q := c.entities.classes.shown.all[c.now.shown[0]]
			if !here || c.now.order.Compare(q, c.ahead[0].Quad) < 0 {
				c.entities.meet(c.now.shown[:1])
				buf[n] = source.Match{Quad: q, Pattern: c.at}
				c.now.shown = c.now.shown[1:]
				n++
				continue
			}
		}
		if !here {
			c.at++
			c.now = c.changed[c.at]
			return n
		}
		if !c.isHidden(c.ahead[0].Quad) {
			buf[n] = c.ahead[0]
			n++
		}
		c.ahead = c.ahead[1:]
	}
	return n
}

// isHidden reports whether a quad is not seen; quads are asked for in order.
func (c *cursor) isHidden(q source.Quad) bool {
	for ; len(c.now.hidden) > 0; c.now.hidden = c.now.hidden[1:] {
		if d := c.now.order.Compare(c.entities.classes.hidden.all[c.now.hidden[0]], q); d >= 0 {
			return d == 0
		}
	}
	return false
}

// Close implements source.Cursor.
func (c *cursor) Close() error { return c.base.Close() }

// failed is the scan that could not begin.
type failed struct{ err error }

func (f failed) Next([]source.Match) (int, error) { return 0, f.err }
func (f failed) Close() error                     { return nil }
