package segment

import (
	"encoding/binary"
	"errors"
)

// TreeWriter writes the rows of one tree: leaves, an index node behind every
// nodeLeaves of them, and a node over the nodes. It belongs to one goroutine.
type TreeWriter struct {
	sink    Sink
	segment uint64

	rows   []Row // of the leaf that is not full
	last   Row
	leaves []entry // since the last index node; offsets are places in buf
	nodes  []entry
	buf    []byte // leaves that are not written
	leaf   leafWriter

	root   treeRoot
	closed bool
	err    error // the first one: all that comes after it fails too
}

// treeRoot is what the root of a segment says about a tree.
type treeRoot struct {
	rows int64
	top  block // the node over all nodes
	size int64 // bytes of all blocks
}

// Add takes the next row; rows are strictly ascending.
func (t *TreeWriter) Add(r Row) error {
	switch {
	case t.err != nil:
	case t.closed:
		t.err = errors.New("segment: a row for a tree that is closed")
	case t.root.rows > 0 && !t.last.Less(r):
		t.err = errors.New("segment: rows are not in ascending order")
	default:
		t.rows = append(t.rows, r)
		t.last = r
		t.root.rows++
		if len(t.rows) == leafRows {
			t.flushLeaf()
		}
	}
	return t.err
}

// AddRows takes the next rows.
func (t *TreeWriter) AddRows(rows []Row) error {
	for _, r := range rows {
		if err := t.Add(r); err != nil {
			return err
		}
	}
	return t.err
}

// Close writes what is left.
func (t *TreeWriter) Close() error {
	if t.closed || t.err != nil {
		return t.err
	}
	t.closed = true
	if len(t.rows) > 0 {
		t.flushLeaf()
	}
	if len(t.leaves) > 0 {
		t.flushNode()
	}
	if t.err == nil && len(t.nodes) > 0 {
		t.root.top = t.write(t.nodes)
	}
	t.rows, t.leaves, t.nodes, t.buf = nil, nil, nil, nil
	return t.err
}

// flushLeaf packs a leaf behind the others.
func (t *TreeWriter) flushLeaf() {
	start := len(t.buf)
	t.buf = t.leaf.append(t.buf, t.rows)
	t.leaves = append(t.leaves, entry{t.rows[0], block{int64(start), len(t.buf) - start}})
	t.buf = append(t.buf, make([]byte, sumSize)...)
	t.rows = t.rows[:0]
	if len(t.leaves) == nodeLeaves {
		t.flushNode()
	}
}

// flushNode writes the leaves and an index node over them.
func (t *TreeWriter) flushNode() {
	at := t.write(t.leaves)
	t.nodes = append(t.nodes, entry{t.leaves[0].first, at})
	t.leaves = t.leaves[:0]
}

// write writes the leaves, and behind them a node over some entries, in
// exactly the room that they need.
func (t *TreeWriter) write(entries []entry) block {
	place := len(t.buf)
	t.buf = appendTreeNode(t.buf, entries)
	at := block{int64(place), len(t.buf) - place}
	t.buf = append(t.buf, make([]byte, sumSize)...)
	start, err := t.sink.Reserve(len(t.buf))
	if err != nil {
		t.err = err
		return block{}
	}
	if len(t.leaves) > 0 {
		setTreeOffset(t.buf[place:], start)
	}
	for _, e := range t.leaves {
		t.seal(e.block, start)
	}
	t.seal(at, start)
	t.root.size += int64(len(t.buf))
	if _, err := t.sink.WriteAt(t.buf, start); err != nil {
		t.err = err
	}
	t.buf = t.buf[:0]
	return block{start + at.offset, at.length}
}

// seal puts the checksum behind a block that lies in buf, which will begin at
// start.
func (t *TreeWriter) seal(b block, start int64) {
	end := b.offset + int64(b.length)
	binary.LittleEndian.PutUint32(t.buf[end:], sum(t.segment, start+b.offset, t.buf[b.offset:end]))
}
