package eval

import "quipu/graph/source"

// rowIndex numbers different rows of ids, in the order they come: an open
// hash table over one slice, because a map of keys made into strings costs
// several times as much.
type rowIndex struct {
	width int
	n     int
	ids   []source.ID // of the rows, one after the other
	slots []uint32    // a row's number and one; 0: free
}

// add returns the number of a row, and whether it was there before.
func (x *rowIndex) add(row []source.ID) (number int, known bool) {
	if 2*(x.n+1) > len(x.slots) {
		x.grow()
	}
	at := x.slot(row)
	if n := x.slots[at]; n != 0 {
		return int(n) - 1, true
	}
	x.n++
	x.slots[at] = uint32(x.n)
	x.ids = append(x.ids, row...)
	return x.n - 1, false
}

// find returns the number of a row, -1 where it is not there.
func (x *rowIndex) find(row []source.ID) int {
	if x.n == 0 {
		return -1
	}
	return int(x.slots[x.slot(row)]) - 1
}

// row returns the row with a number.
func (x *rowIndex) row(number int) []source.ID { return x.ids[number*x.width : (number+1)*x.width] }

// slot is where a row is, or belongs.
func (x *rowIndex) slot(row []source.ID) int {
	mask := len(x.slots) - 1
	for at := int(hash(row)) & mask; ; at = (at + 1) & mask {
		n := x.slots[at]
		if n == 0 || equalIDs(x.row(int(n)-1), row) {
			return at
		}
	}
}

func equalIDs(a, b []source.ID) bool {
	for i, id := range a {
		if id != b[i] {
			return false
		}
	}
	return true
}

func (x *rowIndex) grow() {
	old := x.n
	x.slots = make([]uint32, max(64, 2*len(x.slots)))
	for i := range old {
		x.slots[x.slot(x.row(i))] = uint32(i) + 1
	}
}

// hash mixes ids so that the low bits depend on all of them. A graph's ids are
// given by the graph and not by who wrote it, so nobody can make them collide.
func hash(row []source.ID) uint64 {
	h := uint64(len(row))
	for _, id := range row {
		h = (h ^ uint64(id)) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	return h
}
