package bulk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"
)

// A termSort sorts the forms of an arena. It sorts rows of a key and what the
// form is known by: Hi is eight bytes of the form, Lo its number and place.
//
// Forms share long beginnings: all those that stand for things in one
// namespace do. So what all forms of a group have in common is passed over,
// the next eight bytes are the key, and the groups of equal keys are sorted in
// the same way by what follows.
type termSort struct {
	ctx   context.Context
	arena []byte
}

const (
	// fewTerms is the size of a group that is sorted by comparing forms.
	fewTerms = 16
	// fewKeys is the size of a group whose keys are sorted by comparing them.
	fewKeys = 512
)

func (s *termSort) form(item row) []byte { return formAt(s.arena, uint32(item.Lo)) }

// sort sorts forms that agree in their first depth bytes. scratch is as long
// as items.
func (s *termSort) sort(items, scratch []row, depth int) error {
	if len(items) <= fewTerms {
		slices.SortFunc(items, func(a, b row) int {
			return bytes.Compare(s.form(a)[depth:], s.form(b)[depth:])
		})
		return nil
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	depth += s.common(items, depth)
	for i := range items {
		items[i].Hi = key(s.form(items[i])[depth:])
	}
	if len(items) <= fewKeys {
		slices.SortFunc(items, func(a, b row) int { return cmp.Compare(a.Hi, b.Hi) })
	} else if err := sortKeys(s.ctx, items, scratch); err != nil {
		return err
	}
	for first := 0; first < len(items); {
		end := first + 1
		for end < len(items) && items[end].Hi == items[first].Hi {
			end++
		}
		if end-first > 1 {
			if err := s.sortEqual(items[first:end], scratch[first:end], depth); err != nil {
				return err
			}
		}
		first = end
	}
	return nil
}

// sortEqual sorts forms whose keys at depth are equal. Those that end within
// the key come first, by length: they are the beginning of all others, because
// a key is filled up with the lowest byte.
func (s *termSort) sortEqual(items, scratch []row, depth int) error {
	short := 0
	for i, item := range items {
		if len(s.form(item)) <= depth+8 {
			items[short], items[i] = item, items[short]
			short++
		}
	}
	slices.SortFunc(items[:short], func(a, b row) int {
		return cmp.Compare(len(s.form(a)), len(s.form(b)))
	})
	if short == len(items) {
		return nil
	}
	return s.sort(items[short:], scratch[short:], depth+8)
}

// common is the number of bytes behind depth that all forms agree in.
func (s *termSort) common(items []row, depth int) int {
	shared := s.form(items[0])[depth:]
	for _, item := range items[1:] {
		shared = shared[:sharedLen(shared, s.form(item)[depth:])]
		if len(shared) == 0 {
			break
		}
	}
	return len(shared)
}

// sharedLen is the length of the longest common beginning.
func sharedLen(a, b []byte) int {
	n := min(len(a), len(b))
	i := 0
	for i+8 <= n && binary.LittleEndian.Uint64(a[i:]) == binary.LittleEndian.Uint64(b[i:]) {
		i += 8
	}
	for i < n && a[i] == b[i] {
		i++
	}
	return i
}

// key is the first eight bytes, as a number that compares as they do.
func key(p []byte) uint64 {
	if len(p) >= 8 {
		return binary.BigEndian.Uint64(p)
	}
	var b [8]byte
	copy(b[:], p)
	return binary.BigEndian.Uint64(b[:])
}

// sortKeys sorts items by Hi, a byte at a time from the last, stably.
func sortKeys(ctx context.Context, items, scratch []row) error {
	var counts [8][256]uint32
	for i := range items {
		k := items[i].Hi
		for d := range counts {
			counts[d][byte(k>>(8*d))]++
		}
	}
	from, to := items, scratch[:len(items)]
	for d := range counts {
		if counts[d][byte(items[0].Hi>>(8*d))] == uint32(len(items)) {
			continue // the same everywhere
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		starts := &counts[d]
		sum := uint32(0)
		for i, n := range starts {
			starts[i] = sum
			sum += n
		}
		for i := range from {
			b := byte(from[i].Hi >> (8 * d))
			to[starts[b]] = from[i]
			starts[b]++
		}
		from, to = to, from
	}
	if &from[0] != &items[0] {
		copy(items, from)
	}
	return nil
}
