package view

import (
	"math/bits"

	"quipu/graph/source"
)

// sieve tells quickly of most ids that they are not among some: of those that
// are it never does.
type sieve struct {
	bits  []uint64
	shift int
}

// newSieve returns a sieve for about so many ids.
func newSieve(ids int) sieve {
	width := max(6, bits.Len(uint(ids))+4) // 16 bits an id or more
	return sieve{make([]uint64, 1<<(width-6)), 64 - width}
}

func (s sieve) at(id source.ID) (word int, bit uint64) {
	h := uint64(id) * 0x9e3779b97f4a7c15 >> s.shift // the golden ratio spreads ids that are neighbours
	return int(h >> 6), 1 << (h & 63)
}

func (s sieve) add(id source.ID) {
	word, bit := s.at(id)
	s.bits[word] |= bit
}

func (s sieve) mayHave(id source.ID) bool {
	word, bit := s.at(id)
	return s.bits[word]&bit != 0
}
