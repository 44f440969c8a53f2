package store

import (
	"bytes"
	"context"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

var _ source.Ranger = (*state)(nil)

// Range implements source.Ranger for the terms of the oldest segment, which
// after a load or a compaction are all.
func (s *state) Range(ctx context.Context, prefix []byte) (r source.Range, err error) {
	defer s.guard(faultsPanic(), &err)
	if len(s.segments) == 0 || !s.segments[0].Dict().Ordered() {
		return r, ctx.Err()
	}
	dict := s.segments[0].Dict()
	first, err := dict.Rank(prefix)
	if err != nil {
		return r, err
	}
	last := dict.Len()
	if next := behind(prefix); next != nil {
		if last, err = dict.Rank(next); err != nil {
			return r, err
		}
	}
	at := func(rank int) source.ID { return source.ID(dict.First() + segment.ID(rank)) }
	return source.Range{First: at(first), Last: at(last), End: at(dict.Len())}, ctx.Err()
}

// behind returns the lowest form that does not begin with a prefix and is not
// below it; nil where there is none.
func behind(prefix []byte) []byte {
	next := bytes.TrimRight(bytes.Clone(prefix), "\xff")
	if len(next) == 0 {
		return nil
	}
	next[len(next)-1]++
	return next
}
