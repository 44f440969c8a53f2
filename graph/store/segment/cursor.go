package segment

import "runtime"

// Cursor reads ranges of a tree. It may be used for any number of ranges, but
// not concurrently.
type Cursor struct {
	tree  *Tree
	place position
	last  Row
	done  bool
	rows  []Row
}

// Range moves the cursor to the rows in [first, last]. It is cheapest where
// they begin a little behind the rows of the range before.
func (c *Cursor) Range(first, last Row) error {
	c.last = last
	c.done = c.tree.root.rows == 0 || last.Less(first)
	if c.done {
		return nil
	}
	err := c.place.seek(c.tree, first)
	c.done = err != nil
	runtime.KeepAlive(c)
	return err
}

// Next returns the next rows of the range, which are good until the next call;
// none at the end of the range.
func (c *Cursor) Next() ([]Row, error) {
	if c.done || c.place.index == nil {
		return nil, nil
	}
	if c.rows == nil {
		c.rows = make([]Row, 0, leafRows)
	}
	p := &c.place
	if p.leaf.at >= p.leaf.rows {
		if p.isEnd || c.last.Less(p.to) {
			c.done = true
			return nil, nil
		}
		if err := p.open(c.tree, p.in+1); err != nil {
			c.done, p.index = true, nil
			return nil, err
		}
	}
	rows := p.leaf.read(c.rows, c.last)
	if len(rows) == 0 {
		c.done = true
		return nil, nil
	}
	c.done = p.leaf.at < p.leaf.rows
	var ok bool
	if p.from, ok = rows[len(rows)-1].following(); !ok {
		p.index = nil
	}
	runtime.KeepAlive(c)
	return rows, nil
}
