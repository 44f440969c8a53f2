package analysis

import (
	"context"
	"slices"
	"time"

	"quipu/graph/sorting"
	"quipu/graph/source"
)

// crowds count what was said, by when it was said and by whom.
type crowds struct {
	all    *crowd
	single map[source.ID]*crowd // by origin: what has no other
}

// newCrowds returns crowds that nobody is in yet and these can be added to.
func newCrowds(ctx context.Context, list []*said) (*crowds, error) {
	c := &crowds{single: make(map[source.ID]*crowd)}
	by := make(map[source.ID][]*said)
	for _, one := range list {
		if len(one.origins) == 1 {
			by[one.origins[0]] = append(by[one.origins[0]], one)
		}
	}
	var err error
	for origin, some := range by {
		if c.single[origin], err = newCrowd(ctx, some); err != nil {
			return nil, err
		}
	}
	c.all, err = newCrowd(ctx, list)
	return c, err
}

func (c *crowds) add(one *said) {
	switch len(one.origins) {
	case 0:
		return
	case 1:
		c.single[one.origins[0]].add(one.when)
	}
	c.all.add(one.when)
}

// against counts those that are independent of one: all, and those of them
// that are not certainly of another time.
func (c *crowds) against(one *said) (all, meanwhile int) {
	if len(one.origins) == 0 {
		return 0, 0
	}
	all, meanwhile = c.all.count(one.when)
	if own := c.single[one.origins[0]]; len(one.origins) == 1 && own != nil {
		n, m := own.count(one.when)
		all, meanwhile = all-n, meanwhile-m
	}
	return all, meanwhile
}

// crowd counts spans.
type crowd struct {
	n            int
	begins, ends *tally // of those that are known
}

func newCrowd(ctx context.Context, list []*said) (*crowd, error) {
	var begins, ends []time.Time
	for _, one := range list {
		if one.when.known() {
			begins, ends = append(begins, one.when.from), append(ends, one.when.to)
		}
	}
	var c crowd
	var err error
	if c.begins, err = newTally(ctx, begins); err != nil {
		return nil, err
	}
	c.ends, err = newTally(ctx, ends)
	return &c, err
}

func (c *crowd) add(s span) {
	c.n++
	if s.known() {
		c.begins.add(s.from)
		c.ends.add(s.to)
	}
}

// count counts all spans, and those that do not end before another begins nor
// begin behind its end; what is unknown may be at any time.
func (c *crowd) count(s span) (all, meanwhile int) {
	if !s.known() {
		return c.n, c.n
	}
	before := c.ends.upTo(s.from)
	behind := c.begins.n - c.begins.upTo(s.to.Add(-1))
	return c.n, c.n - before - behind
}

// tally counts times, in any order, and those up to one: a Fenwick tree.
type tally struct {
	times []time.Time // that may be added, ascending
	sums  []int
	n     int
}

// newTally uses times up.
func newTally(ctx context.Context, times []time.Time) (*tally, error) {
	times, err := sorting.Stable(ctx, times, time.Time.Compare)
	times = slices.CompactFunc(times, time.Time.Equal)
	return &tally{times: times, sums: make([]int, len(times)+1)}, err
}

func (t *tally) add(at time.Time) {
	t.n++
	for i := t.place(at); i < len(t.sums); i += i & -i {
		t.sums[i]++
	}
}

func (t *tally) upTo(at time.Time) int {
	n := 0
	for i := t.place(at); i > 0; i -= i & -i {
		n += t.sums[i]
	}
	return n
}

// place counts the times up to one.
func (t *tally) place(at time.Time) int {
	i, found := slices.BinarySearchFunc(t.times, at, time.Time.Compare)
	if found {
		i++
	}
	return i
}
