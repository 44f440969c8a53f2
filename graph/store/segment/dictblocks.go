package segment

import (
	"fmt"
	"sync/atomic"
)

// blocks is the number of blocks of terms.
func (d *Dict) blocks() int { return (d.n + blockTerms - 1) / blockTerms }

// nodes is the number of nodes of the index.
func (d *Dict) nodes() int { return (d.n + dictNodeTerms - 1) / dictNodeTerms }

// index reads the top of the index when it is needed first.
func (d *Dict) index() (*dictIndex, error) {
	if x := d.loaded.Load(); x != nil {
		return x, nil
	}
	p, err := d.bytes.check(d.segment, d.topAt)
	if err != nil {
		return nil, err
	}
	t, ok := newDictTop(p, d.nodes(), d.explicit)
	if !ok {
		return nil, &DamagedError{d.topAt.offset, "the top of a dictionary is cut short"}
	}
	x := &dictIndex{
		dictTop:    t,
		tables:     make([]atomic.Pointer[symbols], len(t.tables)/topTable),
		nodesSeen:  newBitmap(d.nodes()),
		blocksSeen: newBitmap(d.blocks()),
		idsSeen:    newBitmap(2 * d.nodes()),
	}
	if !d.loaded.CompareAndSwap(nil, x) {
		x = d.loaded.Load()
	}
	return x, nil
}

// once returns the bytes of a block. Its checksum is computed unless seen has
// it.
func (d *Dict) once(seen *bitmap, i int, at block) ([]byte, error) {
	if seen.has(i) {
		return d.bytes.read(at)
	}
	p, err := d.bytes.check(d.segment, at)
	if err == nil {
		seen.set(i)
	}
	return p, err
}

// node returns a node of the index.
func (d *Dict) node(x *dictIndex, i int) (dictNode, error) {
	at := x.node(i)
	p, err := d.once(&x.nodesSeen, i, at)
	if err != nil {
		return nil, err
	}
	n := dictNode(p)
	if len(p) < dictNodeHead || n.blocks() != min(dictNodeBlocks, d.blocks()-i*dictNodeBlocks) || n.table() >= len(x.tables) {
		return nil, &DamagedError{at.offset, "a node of a dictionary is damaged"}
	}
	return n, nil
}

// block returns a block of terms and its table of symbols.
func (d *Dict) block(number int) ([]byte, *symbols, error) {
	x, err := d.index()
	if err != nil {
		return nil, nil, err
	}
	n, err := d.node(x, number/dictNodeBlocks)
	if err != nil {
		return nil, nil, err
	}
	return d.blockIn(x, n, number)
}

// blockIn returns a block that is of node n.
func (d *Dict) blockIn(x *dictIndex, n dictNode, number int) ([]byte, *symbols, error) {
	p, err := d.once(&x.blocksSeen, number, n.block(number%dictNodeBlocks))
	if err != nil {
		return nil, nil, err
	}
	s, err := d.table(x, n.table())
	return p, s, err
}

// table returns a table of symbols, nil for number -1.
func (d *Dict) table(x *dictIndex, number int) (*symbols, error) {
	if number < 0 {
		return nil, nil
	}
	if s := x.tables[number].Load(); s != nil {
		return s, nil
	}
	at := x.table(number)
	p, err := d.bytes.check(d.segment, at)
	if err != nil {
		return nil, err
	}
	s, ok := unmarshalSymbols(p)
	if !ok {
		return nil, &DamagedError{at.offset, fmt.Sprintf("table of symbols %d is damaged", number)}
	}
	x.tables[number].Store(s)
	return s, nil
}
