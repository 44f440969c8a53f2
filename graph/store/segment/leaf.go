package segment

import (
	"encoding/binary"
	"math/bits"
)

// leafRows is how many rows a leaf has, but for the last one of a tree, so
// that a row's rank follows from its leaf and its place there.
const leafRows = 128

// A leaf is a reader of rows that are packed by appendLeaf. A row is kept as
// its level, the first place in which it differs from the row before it, and a
// record: the difference in that place, less one, and what the later places
// have above their minimum in the leaf. Records of one level all have one
// width and lie together, so that a search adds up differences of the level
// that it is at and touches nothing else.
//
//	head      7 bytes, see the constants below
//	minima    of places 1 to 3, in 0, 2, 3 or 4 bytes each
//	levels    one bit a row where two levels occur, two where more do, as bit
//	          planes; row 0 has no level
//	records   of level 0, then 1, 2 and 3, without gaps
//
// The first row is in the index. On the data of the package's benchmarks this
// takes 4.0 (SPOL) to 5.4 (LPOS), on average 4.7 bytes a row, checksums and
// index included. One width for differences and later places together would
// take 5.9, varints 7.3; leaves of 64 rows 4 % more, of 256 rows 2 % less.
type leaf struct {
	p       []byte // of the block, and some bytes behind it
	rows    int
	level   [4]rowSet // the rows of each level
	records [4]int    // where the records of each level begin; as all places in p, in bits
	size    [4]int    // of a record of each level
	diff    [4]int    // width of the differences of each level
	over    [4]int    // width of the numbers over the minimum of each place
	least   [4]uint64 // minimum of each place

	// Where the reader is: at a row, the next records being those of the rows
	// behind it.
	at   int // rows: behind the last one
	row  Row
	next [4]int // next record of each level
}

// Fields of a leaf's head, in bits from its beginning.
const (
	headLevels  = 0  // which levels occur: 4 bits
	headDiff    = 4  // widths of differences: 6 bits a level
	headOver    = 28 // widths over minima: 6 bits each of places 1 to 3
	headMinimum = 46 // sizes of minima: 2 bits each of places 1 to 3
	headSize    = 7  // bytes
)

// minimumSize are the sizes that a minimum can have, in bytes.
var minimumSize = [4]int{0, 2, 3, 4}

// slack is how many bytes behind a packed block are read, without being
// used, so that a field is one 8-byte load. An index node or the root follows.
const slack = 8

// field returns the bits of p at a place, 57 at most, as the low bits.
func field(p []byte, at int) uint64 {
	return binary.LittleEndian.Uint64(p[uint(at)>>3:]) >> (uint(at) & 7)
}

// low keeps the low bits of a number.
func low(x uint64, width int) uint64 { return x & (1<<(uint(width)&63) - 1) }

// open sets the reader to a leaf's first row. The bytes go on for slack behind
// the block.
func (l *leaf) open(p []byte, rows int, first Row) {
	head := binary.LittleEndian.Uint64(p)
	l.p, l.rows = p, rows
	at := headSize * 8
	for i := range 3 {
		size := minimumSize[head>>(headMinimum+2*i)&3] * 8
		l.least[i+1] = low(field(p, at), size)
		at += size
	}
	for i := range 4 {
		l.diff[i] = int(head >> (headDiff + 6*i) & 63)
	}
	for i := range 3 {
		l.over[i+1] = int(head >> (headOver + 6*i) & 63)
	}
	at = l.openLevels(uint(head>>headLevels&15), at)
	l.size[3] = l.diff[3]
	l.size[2] = l.diff[2] + l.over[3]
	l.size[1] = l.diff[1] + l.over[3] + l.over[2]
	l.size[0] = l.diff[0] + l.over[3] + l.over[2] + l.over[1]
	for i := range 4 {
		l.records[i] = at
		at += l.size[i] * l.level[i].len()
	}
	l.next = l.records
	l.at, l.row = 0, first
}

// end is where the records end, in bits.
func (l *leaf) end() int { return l.records[3] + l.size[3]*l.level[3].len() }

// openLevels reads the levels and returns where they end.
func (l *leaf) openLevels(used uint, at int) int {
	all := rowsFrom(1).without(rowsFrom(l.rows))
	l.level = [4]rowSet{}
	a, b := bits.TrailingZeros(used)&3, (bits.Len(used)-1)&3
	switch bits.OnesCount(used) {
	case 0, 1:
		l.level[a] = all
	case 2:
		high := l.plane(at)
		at += (l.rows + 7) &^ 7
		l.level[a], l.level[b] = all.without(high), all.with(high)
	default:
		lo := l.plane(at)
		at += (l.rows + 7) &^ 7
		hi := l.plane(at)
		at += (l.rows + 7) &^ 7
		l.level[0] = all.without(hi).without(lo)
		l.level[1] = all.without(hi).with(lo)
		l.level[2] = all.with(hi).without(lo)
		l.level[3] = all.with(hi).with(lo)
	}
	return at
}

// plane reads a bit of each row.
func (l *leaf) plane(at int) (s rowSet) {
	s[0] = binary.LittleEndian.Uint64(l.p[at>>3:])
	if l.rows > 64 {
		s[1] = binary.LittleEndian.Uint64(l.p[at>>3+8:])
	}
	return s
}

// read appends the rows from the reader's place on that are not behind last,
// and moves behind them.
func (l *leaf) read(rows []Row, last Row) []Row {
	for l.at < l.rows && !last.Less(l.row) {
		rows = append(rows, l.row)
		l.step()
	}
	return rows
}

// step moves to the next row.
func (l *leaf) step() {
	l.at++
	if l.at >= l.rows {
		return
	}
	p, row := l.p, l.row
	word, bit := l.at>>6&1, uint(l.at)&63
	switch {
	case l.level[0][word]>>bit&1 != 0:
		at := l.next[0]
		l.next[0] += l.size[0]
		a := row.Hi>>32 + 1 + low(field(p, at), l.diff[0])
		at += l.diff[0]
		b := l.least[1] + low(field(p, at), l.over[1])
		at += l.over[1]
		c := l.least[2] + low(field(p, at), l.over[2])
		at += l.over[2]
		d := l.least[3] + low(field(p, at), l.over[3])
		l.row = Row{a<<32 | b, c<<32 | d}
	case l.level[1][word]>>bit&1 != 0:
		at := l.next[1]
		l.next[1] += l.size[1]
		b := row.Hi + 1 + low(field(p, at), l.diff[1])
		at += l.diff[1]
		c := l.least[2] + low(field(p, at), l.over[2])
		at += l.over[2]
		d := l.least[3] + low(field(p, at), l.over[3])
		l.row = Row{b, c<<32 | d}
	case l.level[2][word]>>bit&1 != 0:
		at := l.next[2]
		l.next[2] += l.size[2]
		c := row.Lo>>32 + 1 + low(field(p, at), l.diff[2])
		at += l.diff[2]
		d := l.least[3] + low(field(p, at), l.over[3])
		l.row.Lo = c<<32 | d
	default:
		at := l.next[3]
		l.next[3] += l.size[3]
		l.row.Lo += 1 + low(field(p, at), l.diff[3])
	}
}
