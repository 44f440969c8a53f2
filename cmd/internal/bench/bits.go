package bench

// Bits is a set of numbers, a bit each.
type Bits []uint64

// Add reports whether the number was not in the set.
func (s *Bits) Add(n uint64) bool {
	i := int(n / 64)
	if i >= len(*s) {
		*s = append(*s, make([]uint64, i+i/4+64-len(*s))...)
	}
	bit := uint64(1) << (n % 64)
	had := (*s)[i]&bit != 0
	(*s)[i] |= bit
	return !had
}
