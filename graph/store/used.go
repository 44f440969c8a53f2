package store

import (
	"context"
	"math/bits"

	"quipu/graph/store/segment"
)

// usedTerms is the set of terms that some quad has, a bit each.
type usedTerms []uint64

func (u usedTerms) has(id uint64) bool { return u[id/64]&(1<<(id%64)) != 0 }

func (u usedTerms) count() (n int64) {
	for _, word := range u {
		n += int64(bits.OnesCount64(word))
	}
	return n
}

// findUsed reads all quads, calls f for the row of each in spol, and returns
// the terms that they have.
func (s *state) findUsed(ctx context.Context, f func(row)) (used usedTerms, err error) {
	defer s.guard(faultsPanic(), &err)
	used = make(usedTerms, s.end()/64+1)
	m := rowMerge{state: s}
	if err := m.openAll(spol); err != nil {
		return nil, err
	}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		rows, err := m.next(1 << 12)
		if err != nil || len(rows) == 0 {
			used[0] &^= 1<<segment.FirstTerm - 1 // no label is no term
			return used, err
		}
		for _, r := range rows {
			for _, id := range r.IDs() {
				if uint64(id) >= s.end() {
					return nil, damaged("a quad has a term that is not there")
				}
				used[id/64] |= 1 << (id % 64)
			}
			f(r)
		}
	}
}
