package segment

import "runtime"

// TripleCounter counts the different triples in a range of a tree whose last
// place is the label, by the id that they have in one place. Of most leaves it
// reads only which rows repeat the triple of the row before.
type TripleCounter struct {
	tree      *Tree
	place     int
	last      Row
	at        position
	rows      []Row
	continued bool // the leaf's first row has the triple of the row before it
	done      bool
}

// CountTriples returns a counter of the triples in [first, last]. The bounds
// part no triple from itself: they leave the label open.
func (t *Tree) CountTriples(first, last Row, place int) (*TripleCounter, error) {
	c := &TripleCounter{tree: t, place: place, last: last}
	c.done = t.root.rows == 0 || last.Less(first)
	if c.done {
		return c, nil
	}
	err := c.at.seek(t, first)
	runtime.KeepAlive(c)
	return c, err
}

// Next counts the triples that begin in the next leaf, and calls f with each
// id in the place, ascending, and how many have it; the next leaf may go on
// with the last id. False is the end.
func (c *TripleCounter) Next(f func(id ID, triples int64)) (bool, error) {
	if c.done {
		return false, nil
	}
	p := &c.at
	l := &p.leaf
	inside := !p.isEnd && !c.last.Less(p.to)
	continues := false // the next leaf's first row has the last triple
	if inside && l.at == 0 && c.isOne(l) {
		id, n := l.row.IDs()[c.place], int64(l.rows-l.level[3].len())
		if c.continued {
			n--
		}
		l.seek(p.to.triple())
		continues = l.at < l.rows
		if n > 0 {
			f(id, n)
		}
	} else {
		if c.rows == nil {
			c.rows = make([]Row, 0, leafRows)
		}
		rows := l.read(c.rows, c.last)
		c.countRows(rows, f)
		continues = inside && len(rows) > 0 && rows[len(rows)-1].triple() == p.to.triple()
	}
	if c.done = !inside; !c.done {
		c.continued = continues
		if err := p.open(c.tree, p.in+1); err != nil {
			c.done = true
			return false, err
		}
	}
	runtime.KeepAlive(c)
	return !c.done, nil
}

// isOne reports whether all rows of a leaf have one id in the place, and in
// those before it.
func (c *TripleCounter) isOne(l *leaf) bool {
	for i := range c.place + 1 {
		if l.level[i].len() > 0 {
			return false
		}
	}
	return true
}

func (c *TripleCounter) countRows(rows []Row, f func(id ID, triples int64)) {
	var id ID
	n := int64(0)
	for i, r := range rows {
		if i == 0 && c.continued || i > 0 && r.triple() == rows[i-1].triple() {
			continue
		}
		if now := r.IDs()[c.place]; now != id {
			if n > 0 {
				f(id, n)
			}
			id, n = now, 0
		}
		n++
	}
	if n > 0 {
		f(id, n)
	}
}

// triple is the row with the least label.
func (r Row) triple() Row { return Row{r.Hi, r.Lo &^ (1<<32 - 1)} }
