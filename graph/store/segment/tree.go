package segment

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

// Tree is one permutation of one of a segment's sets of quads. It is safe for
// concurrent use.
type Tree struct {
	bytes   Bytes
	segment uint64
	root    treeRoot
	index   atomic.Pointer[treeIndex] // nil until it is needed
}

// A treeIndex is what is known of a tree once its top node was read.
type treeIndex struct {
	top    treeNode
	nodes  bitmap
	leaves bitmap
}

// The numbers of a tree's leaves, and of the index nodes over them.
func (t *treeRoot) leaves() int64 { return (t.rows + leafRows - 1) / leafRows }
func (t *treeRoot) nodes() int64  { return (t.leaves() + nodeLeaves - 1) / nodeLeaves }

// openTree checks that a tree can be where its root says.
func openTree(b Bytes, segment uint64, root treeRoot) (*Tree, error) {
	const minLeaf = headSize + sumSize
	if root.rows < 0 || root.leaves() > int64(len(b.Data)/minLeaf) {
		return nil, &DamagedError{root.top.offset, fmt.Sprintf("a tree of %d rows does not fit", root.rows)}
	}
	return &Tree{bytes: b, segment: segment, root: root}, nil
}

// Len is the number of rows.
func (t *Tree) Len() int64 { return t.root.rows }

// Count is the number of rows in [first, last]. It reads two leaves at most.
func (t *Tree) Count(first, last Row) (int64, error) {
	if t.root.rows == 0 || last.Less(first) {
		return 0, nil
	}
	var p position
	from, err := p.rank(t, first)
	if err != nil {
		return 0, err
	}
	to := t.root.rows
	if behind, ok := last.following(); ok {
		if to, err = p.rank(t, behind); err != nil {
			return 0, err
		}
	}
	runtime.KeepAlive(t)
	return to - from, nil
}

// Cursor returns a cursor at no rows.
func (t *Tree) Cursor() *Cursor { return &Cursor{tree: t} }

// open reads the top node, the first time that it is called.
func (t *Tree) open() (*treeIndex, error) {
	if x := t.index.Load(); x != nil {
		return x, nil
	}
	p, err := t.block(t.root.top, nil, 0)
	if err != nil {
		return nil, err
	}
	x := &treeIndex{nodes: newBitmap(int(t.root.nodes())), leaves: newBitmap(int(t.root.leaves()))}
	x.top.open(p, int(t.root.nodes()))
	t.index.CompareAndSwap(nil, x)
	return t.index.Load(), nil
}

// block returns the bytes of a block, and slack behind it. The checksum is
// looked at if it was not found right before.
func (t *Tree) block(at block, known bitmap, number int64) ([]byte, error) {
	p, err := t.bytes.read(at)
	if err != nil {
		return nil, err
	}
	if known == nil || !known.has(int(number)) {
		if _, err := t.bytes.check(t.segment, at); err != nil {
			return nil, err
		}
		if known != nil {
			known.set(int(number))
		}
	}
	end := at.offset + int64(len(p)) + slack
	if end > int64(len(t.bytes.Data)) {
		return nil, &DamagedError{at.offset, "nothing follows a block of a tree"}
	}
	return t.bytes.Data[at.offset:end], nil
}

// following is the least row behind r, if there is one.
func (r Row) following() (Row, bool) {
	if r.Lo++; r.Lo == 0 {
		r.Hi++
	}
	return r, r != Row{}
}
