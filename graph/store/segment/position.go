package segment

// A position is a place in a tree. Moving it forward by little is cheap. The
// zero value is in no tree.
type position struct {
	index *treeIndex // nil: nowhere
	node  treeNode   // the index node that the leaf is under
	under int64      // its number
	leaf  leaf
	in    int64 // the leaf's number
	// Rows from here on, up to the next leaf, are not behind the reader.
	from Row
	// The first row of the next leaf, if there is one.
	to    Row
	isEnd bool
}

// seek moves to the first row that is not before r, or behind the last row of
// the leaf before that one. The tree is not empty.
func (p *position) seek(t *Tree, r Row) error {
	if p.index != nil && !r.Less(p.from) && (p.isEnd || r.Less(p.to)) {
		p.leaf.seek(r)
		p.from = r
		return nil
	}
	leaf, err := p.find(t, r)
	if err == nil {
		err = p.open(t, leaf)
	}
	if err != nil {
		p.index = nil
		return err
	}
	p.leaf.seek(r)
	p.from = r
	return nil
}

// rank is how many rows are before r.
func (p *position) rank(t *Tree, r Row) (int64, error) {
	if err := p.seek(t, r); err != nil {
		return 0, err
	}
	return p.in*leafRows + int64(p.leaf.at), nil
}

// find returns the leaf in which a row is or would be, after moving to the
// node over it.
func (p *position) find(t *Tree, r Row) (int64, error) {
	from := 0
	if p.index == nil {
		var err error
		if p.index, err = t.open(); err != nil {
			return 0, err
		}
		p.under = -1
	} else if !p.isEnd && !r.Less(p.to) {
		from = int(p.in%nodeLeaves) + 1
	}
	top := &p.index.top
	if p.under < 0 || from == nodeLeaves || r.Less(p.node.first(0)) ||
		p.under+1 < t.root.nodes() && !r.Less(top.first(int(p.under)+1)) {
		from = 0
		if err := p.descend(t, int64(top.search(r, 0))); err != nil {
			return 0, err
		}
	}
	return p.under*nodeLeaves + int64(p.node.search(r, from)), nil
}

// descend moves to an index node.
func (p *position) descend(t *Tree, number int64) error {
	b, err := t.block(p.index.top.block(int(number)), p.index.nodes, number)
	if err != nil {
		return err
	}
	p.node.open(b, int(min(nodeLeaves, t.root.leaves()-number*nodeLeaves)))
	p.under = number
	return nil
}

// open moves to the first row of a leaf. The position is at the node over it,
// or at the one before.
func (p *position) open(t *Tree, number int64) error {
	if number/nodeLeaves != p.under {
		if err := p.descend(t, number/nodeLeaves); err != nil {
			return err
		}
	}
	i := int(number % nodeLeaves)
	b, err := t.block(p.node.block(i), p.index.leaves, number)
	if err != nil {
		return err
	}
	p.from = p.node.first(i)
	p.leaf.open(b, int(min(leafRows, t.root.rows-number*leafRows)), p.from)
	p.in = number
	switch {
	case i+1 < p.node.entries:
		p.to, p.isEnd = p.node.first(i+1), false
	case p.under+1 < t.root.nodes():
		p.to, p.isEnd = p.index.top.first(int(p.under)+1), false
	default:
		p.isEnd = true
	}
	return nil
}
