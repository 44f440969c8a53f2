package segment

import "math/bits"

// A rowSet is a set of rows of a leaf: bit i is row i.
type rowSet [leafRows / 64]uint64

// rowsFrom is the set of a row and all behind it.
func rowsFrom(row int) rowSet {
	if row < 64 {
		return rowSet{^uint64(0) << uint(row), ^uint64(0)}
	}
	return rowSet{0, ^uint64(0) << uint(row-64)}
}

func (s rowSet) with(t rowSet) rowSet    { return rowSet{s[0] & t[0], s[1] & t[1]} }
func (s rowSet) without(t rowSet) rowSet { return rowSet{s[0] &^ t[0], s[1] &^ t[1]} }
func (s rowSet) len() int                { return bits.OnesCount64(s[0]) + bits.OnesCount64(s[1]) }

// first is the lowest row, or leafRows where there is none.
func (s rowSet) first() int {
	if s[0] != 0 {
		return bits.TrailingZeros64(s[0])
	}
	return 64 + bits.TrailingZeros64(s[1])
}

// nth is the row that n rows of the set come before.
func (s rowSet) nth(n int) int {
	word, base := s[0], 0
	if c := bits.OnesCount64(word); n >= c {
		word, base, n = s[1], 64, n-c
	}
	for ; n > 0; n-- {
		word &= word - 1
	}
	return base + bits.TrailingZeros64(word)
}
