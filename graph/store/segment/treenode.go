package segment

import (
	"encoding/binary"
	"math/bits"
)

// nodeLeaves is how many leaves an index node is over.
const nodeLeaves = 128

// An entry of the index is a block and the first row in or under it.
type entry struct {
	first Row
	block block
}

// A treeNode is a reader of index entries that are packed by appendTreeNode, in the
// order of their rows: six fields each, the ids, the offset and the length,
// as what they have above their minimum in the node. The nodes over leaves and
// the one node over all nodes are alike.
//
//	offset    minimum of the offsets, 8 bytes
//	minima    of the ids and the length, 4 bytes each
//	widths    of the six fields, a byte each
//	entries   without gaps
type treeNode struct {
	p       []byte // of the block, and slack behind it
	entries int
	offset  int64
	least   [5]uint64
	width   [6]int
	size    int // of an entry, in bits
}

const treeNodeHead = 8 + 5*4 + 6

// fields are what is kept of an entry, besides the offset.
func (e *entry) fields() [5]uint64 {
	ids := e.first.IDs()
	return [5]uint64{uint64(ids[0]), uint64(ids[1]), uint64(ids[2]), uint64(ids[3]), uint64(e.block.length)}
}

// appendTreeNode packs at least one entry. Where the blocks' offsets are not known
// yet but for their distances, setTreeOffset moves them.
func appendTreeNode(dst []byte, entries []entry) []byte {
	least := entries[0].fields()
	most := least
	from, to := entries[0].block.offset, entries[0].block.offset
	for i := range entries {
		for k, x := range entries[i].fields() {
			least[k], most[k] = min(least[k], x), max(most[k], x)
		}
		from, to = min(from, entries[i].block.offset), max(to, entries[i].block.offset)
	}
	dst = binary.LittleEndian.AppendUint64(dst, uint64(from))
	for _, x := range least {
		dst = binary.LittleEndian.AppendUint32(dst, uint32(x))
	}
	var width [6]int
	size := 0
	for k := range width {
		if k < 5 {
			width[k] = bits.Len64(most[k] - least[k])
		} else {
			width[k] = bits.Len64(uint64(to - from))
		}
		dst = append(dst, byte(width[k]))
		size += width[k]
	}
	at, end := len(dst)*8, len(dst)+(len(entries)*size+7)/8
	dst = append(dst, make([]byte, end-len(dst)+slack)...)
	for i := range entries {
		for k, x := range entries[i].fields() {
			put(dst, at, x-least[k])
			at += width[k]
		}
		put(dst, at, uint64(entries[i].block.offset-from))
		at += width[5]
	}
	return dst[:end]
}

// setTreeOffset says what the lowest offset in a packed node is.
func setTreeOffset(p []byte, offset int64) { binary.LittleEndian.PutUint64(p, uint64(offset)) }

// open sets the reader to a packed node.
func (n *treeNode) open(p []byte, entries int) {
	n.p, n.entries = p, entries
	n.offset = int64(binary.LittleEndian.Uint64(p))
	for k := range n.least {
		n.least[k] = uint64(binary.LittleEndian.Uint32(p[8+4*k:]))
	}
	n.size = 0
	for k := range n.width {
		n.width[k] = int(p[8+5*4+k] & 63)
		n.size += n.width[k]
	}
}

// end is where the entries end, in bytes.
func (n *treeNode) end() int { return treeNodeHead + (n.entries*n.size+7)/8 }

// first is the row of an entry.
func (n *treeNode) first(i int) Row {
	at := treeNodeHead*8 + i*n.size
	return Row{n.half(0, at), n.half(2, at+n.width[0]+n.width[1])}
}

// half are the ids of a place and the next one, which begin at a bit.
func (n *treeNode) half(place, at int) uint64 {
	a := n.least[place] + low(field(n.p, at), n.width[place])
	b := n.least[place+1] + low(field(n.p, at+n.width[place]), n.width[place+1])
	return a<<32 | b
}

// behind reports whether an entry begins behind a row.
func (n *treeNode) behind(i int, r Row) bool {
	at := treeNodeHead*8 + i*n.size
	if hi := n.half(0, at); hi != r.Hi {
		return hi > r.Hi
	}
	return n.half(2, at+n.width[0]+n.width[1]) > r.Lo
}

// block is the place of an entry's block. It may be anywhere if the node is
// damaged.
func (n *treeNode) block(i int) block {
	at := treeNodeHead*8 + i*n.size + n.width[0] + n.width[1] + n.width[2] + n.width[3]
	length := n.least[4] + low(field(n.p, at), n.width[4])
	at += n.width[4]
	return block{n.offset + int64(low(field(n.p, at), n.width[5])), int(length)}
}

// search returns the last entry from a place on that does not begin behind a
// row, or that place.
func (n *treeNode) search(r Row, from int) int {
	lo, hi := from, n.entries // entry lo is, or passes for, one that is wanted; hi is not
	for lo+1 < hi {
		mid := int(uint(lo+hi) / 2)
		if n.behind(mid, r) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return lo
}
