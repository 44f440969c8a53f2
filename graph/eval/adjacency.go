package eval

import (
	"context"
	"math/bits"
	"slices"
	"sync"

	"quipu/graph/source"
)

// adjacency is a pattern's triples held in memory, by the terms of one of its
// free places: for each key, ascending, the terms of the other place,
// ascending. A triple is there once, whatever its labels.
type adjacency struct {
	keys  []source.ID
	start []int // of each key's values, and one more: the end
	vals  []source.ID
	// index is a key's number and one, by its distance from the lowest; nil
	// where the keys lie too far apart, and are searched.
	index []uint32

	// With marks, the values of a hub, a key that has a good part of all
	// there are, are marked too.
	low, high source.ID  // of vals
	hubs      [][]uint64 // of each key; nil: it is none
}

// find returns the number of a key, -1 where it has no values.
func (a *adjacency) find(id source.ID) int {
	if a.index == nil {
		if i, ok := slices.BinarySearch(a.keys, id); ok {
			return i
		}
		return -1
	}
	if d := id - a.keys[0]; d < source.ID(len(a.index)) { // below the lowest it wraps
		return int(a.index[d]) - 1
	}
	return -1
}

// of returns the values of a key.
func (a *adjacency) of(id source.ID) []source.ID {
	if i := a.find(id); i >= 0 {
		return a.vals[a.start[i]:a.start[i+1]]
	}
	return nil
}

// idList is ids, ascending; those of a hub are marked by their distance from
// low.
type idList struct {
	ids   []source.ID
	marks []uint64
	low   source.ID
}

// list returns the values of a key, with marks if it is a hub.
func (a *adjacency) list(id source.ID) idList {
	i := a.find(id)
	if i < 0 {
		return idList{}
	}
	l := idList{ids: a.vals[a.start[i]:a.start[i+1]], low: a.low}
	if a.hubs != nil {
		l.marks = a.hubs[i]
	}
	return l
}

// A key is a hub if it has so many values, and such a part of the terms between
// the lowest and the highest. Marks take no more than so many words a value of
// all keys; where there are too many hubs, the largest have them.
const (
	hubValues = 256
	hubPart   = 2048
	markWords = 8
)

// mark marks the values of hubs, the largest first, in no more words than there
// is room for. It returns how many it took.
func (a *adjacency) mark(room int) (words int) {
	if a.hubs != nil || len(a.keys) == 0 {
		return 0
	}
	a.hubs = make([][]uint64, len(a.keys))
	degree := func(i int) int { return a.start[i+1] - a.start[i] }
	var hubs []int
	for i := range a.keys {
		if n := degree(i); n >= hubValues && source.ID(n) >= (a.high-a.low)/hubPart {
			hubs = append(hubs, i)
		}
	}
	slices.SortStableFunc(hubs, func(i, j int) int { return degree(j) - degree(i) })
	each := int((a.high-a.low)/64 + 1)
	room = min(room, markWords*len(a.vals))
	for _, i := range hubs {
		if words+each > room {
			break
		}
		marks := make([]uint64, each)
		for _, v := range a.vals[a.start[i]:a.start[i+1]] {
			marks[(v-a.low)/64] |= 1 << ((v - a.low) % 64)
		}
		a.hubs[i], words = marks, words+each
	}
	return words
}

// perRow is how many pairs, or words, weigh as much as a row that an operator
// holds; while they are sorted there are twice as many.
const perRow = 2

// adjacencyOf tells what is held: a pattern that binds the predicate and at most
// one of subject and object, by a free place of these.
type adjacencyOf struct {
	pattern source.Pattern
	spec    *labelSpec
	place   int
}

// kept is an adjacency that operators use, and the rows it weighs.
type kept struct {
	*adjacency
	rows, users int
}

// adjacencies reads patterns whole, side by side, unless another operator uses
// them already. Each is given back by give.
func (r *run) adjacencies(patterns ...adjacencyOf) ([]*adjacency, error) {
	if r.adjacent == nil {
		r.adjacent = map[adjacencyOf]*kept{}
	}
	works, errs := make([]Work, len(patterns)), make([]error, len(patterns))
	out := make([]*adjacency, len(patterns))
	var wait sync.WaitGroup
	for i, of := range patterns {
		k := r.adjacent[of]
		if k == nil {
			size, _, err := r.src.Count(r.ctx, of.pattern)
			if err == nil {
				err = r.hold(int(size) / perRow)
			}
			if errs[i] = err; err != nil {
				break
			}
			k = &kept{rows: int(size) / perRow}
			r.adjacent[of] = k
			src := counted{r.src.(counted).Source, &works[i]}
			wait.Go(func() { k.adjacency, errs[i] = of.read(r.ctx, src, int(size)) })
		}
		k.users++
	}
	wait.Wait()
	for i, of := range patterns {
		if errs[i] != nil {
			return nil, errs[i] // the run ends
		}
		r.work.add(works[i])
		out[i] = r.adjacent[of].adjacency
	}
	return out, nil
}

// give gives an adjacency back.
func (r *run) give(of adjacencyOf) {
	k := r.adjacent[of]
	if k.users--; k.users == 0 {
		delete(r.adjacent, of)
		r.release(k.rows)
	}
}

// mark marks the hubs of an adjacency, as far as there is room.
func (r *run) mark(of adjacencyOf) {
	k := r.adjacent[of]
	rows := k.mark((r.o.MaxHeld-r.held)/2*perRow) / perRow
	k.rows += rows
	r.held += rows
}

// read reads it from a source that has so many quads of the pattern.
func (of adjacencyOf) read(ctx context.Context, src source.Source, size int) (*adjacency, error) {
	keys, vals, err := of.pairs(ctx, src, size)
	if err != nil {
		return nil, err
	}
	if of.place == source.S && of.pattern[source.O] == source.Any { // they came by object
		if keys, vals, err = sortPairs(ctx, keys, vals); err != nil {
			return nil, err
		}
	}
	return newAdjacency(ctx, keys, vals)
}

// pairs reads the triples of a pattern: those that differ only in their label
// are neighbours, and come once.
func (of adjacencyOf) pairs(ctx context.Context, src source.Source, size int) (keys, vals []source.ID, err error) {
	label, possible := of.spec.ask()
	if !possible {
		return nil, nil, nil
	}
	p, other := of.pattern, source.S+source.O-of.place
	p[source.L] = label
	keys, vals = make([]source.ID, 0, size), make([]source.ID, 0, size)
	cursor := src.Scan(ctx, p)
	defer cursor.Close()
	buf := make([]source.Match, batchRows)
	for {
		n, err := cursor.Next(buf)
		if n == 0 || err != nil {
			return keys, vals, err
		}
		for i := range buf[:n] {
			q := &buf[i].Quad
			if !of.spec.fits(q[source.L]) {
				continue
			}
			k, v := q[of.place], q[other]
			if last := len(keys) - 1; last >= 0 && keys[last] == k && vals[last] == v {
				continue
			}
			keys, vals = append(keys, k), append(vals, v)
		}
	}
}

// newAdjacency makes an adjacency of sorted pairs.
func newAdjacency(ctx context.Context, keys, vals []source.ID) (*adjacency, error) {
	a := &adjacency{vals: vals}
	if len(keys) == 0 {
		a.start = []int{0}
		return a, ctx.Err()
	}
	a.low, a.high = vals[0], vals[0]
	for i, v := range vals {
		if i%look == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		a.low, a.high = min(a.low, v), max(a.high, v)
		if i == 0 || keys[i] != keys[i-1] {
			a.keys, a.start = append(a.keys, keys[i]), append(a.start, i)
		}
	}
	a.start = append(a.start, len(keys))
	// Four bytes a term between the lowest and the highest key are well spent
	// where they are not many times the keys themselves.
	last := len(a.keys) - 1
	if spread := a.keys[last] - a.keys[0]; spread < source.ID(16*last+batchRows) {
		a.index = make([]uint32, spread+1)
		for i, k := range a.keys {
			a.index[k-a.keys[0]] = uint32(i) + 1
		}
	}
	return a, nil
}

// look is how many pairs are handled between two looks at the context.
const look = 1 << 16

// sortPairs sorts pairs by their keys and leaves those of one key in their
// order: a radix sort, the lowest digit first.
func sortPairs(ctx context.Context, keys, vals []source.ID) (k, v []source.ID, err error) {
	var all source.ID
	for _, k := range keys {
		all |= k
	}
	keys2, vals2 := make([]source.ID, len(keys)), make([]source.ID, len(vals))
	for shift := 0; shift < bits.Len64(uint64(all)); shift += digitBits {
		var at buckets
		for _, k := range keys {
			at[digitOf(k, shift)]++
		}
		at.begin()
		for i, k := range keys {
			if i%look == 0 && ctx.Err() != nil {
				return nil, nil, ctx.Err()
			}
			d := digitOf(k, shift)
			keys2[at[d]], vals2[at[d]] = k, vals[i]
			at[d]++
		}
		keys, keys2, vals, vals2 = keys2, keys, vals2, vals
	}
	return keys, vals, nil
}
