package eval

import (
	"math/bits"
	"slices"

	"quipu/graph/source"
)

// related returns those of the rows, all of which bind both ends, whose ends
// the path relates.
func (r *reach) related(rows []int, spec *labelSpec) ([]int, error) {
	known := map[ends]bool{}
	var open []ends
	for _, i := range rows {
		s, o, _ := r.ends(r.batch.row(i))
		e := ends{s, o}
		if _, ok := known[e]; ok {
			continue
		}
		known[e] = false
		if s != o || !r.finder.nullable {
			open = append(open, e)
			continue
		}
		usable, err := r.finder.usable([]source.ID{s}, spec, r.s.col >= 0 && r.o.col >= 0)
		if err != nil {
			return nil, err
		}
		known[e] = len(usable) > 0
	}
	if err := r.finder.relate(open, known, spec); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(rows), func(i int) bool {
		s, o, _ := r.ends(r.batch.row(i))
		return !known[ends{s, o}]
	}), nil
}

// relate finds which pairs the path relates. It searches from both sides of a
// pair at once where that takes no more searches than from one side, and the
// path has no number of steps to count.
func (f *finder) relate(pairs []ends, known map[ends]bool, spec *labelSpec) error {
	var circles []ends // which have no two sides
	if f.path.max < 0 && f.path.min <= 1 {
		var twoSided []ends
		for _, e := range pairs {
			if e.from == e.to {
				circles = append(circles, e)
			} else {
				twoSided = append(twoSided, e)
			}
		}
		starts, ends := sides(twoSided)
		if words(len(twoSided)) <= words(min(len(starts), len(ends))) {
			for part := range slices.Chunk(twoSided, maxStarts) {
				if err := f.meet(part, known, spec); err != nil {
					return err
				}
			}
			pairs = circles
		}
	}
	return f.relateFromOneSide(pairs, known, spec)
}

// words is how many searches some starts take.
func words(n int) int { return (n + maxStarts - 1) / maxStarts }

// sides returns the distinct starts and ends of pairs, in order.
func sides(pairs []ends) (starts, ends []source.ID) {
	for _, e := range pairs {
		starts, ends = append(starts, e.from), append(ends, e.to)
	}
	slices.Sort(starts)
	slices.Sort(ends)
	return slices.Compact(starts), slices.Compact(ends)
}

// relateFromOneSide searches from the side with fewer terms until all that is
// asked is found.
func (f *finder) relateFromOneSide(pairs []ends, known map[ends]bool, spec *labelSpec) error {
	starts, ends := sides(pairs)
	backward := len(ends) < len(starts)
	if backward {
		starts = ends
	}
	asked := map[source.ID][]source.ID{} // of a start: the other sides
	for _, e := range pairs {
		if backward {
			asked[e.to] = append(asked[e.to], e.from)
		} else {
			asked[e.from] = append(asked[e.from], e.to)
		}
	}
	for part := range slices.Chunk(starts, maxStarts) {
		if err := f.reachAll(part, asked, known, spec, backward); err != nil {
			return err
		}
	}
	return nil
}

// reachAll searches from some starts until it has reached what is asked of
// each.
func (f *finder) reachAll(starts []source.ID, asked map[source.ID][]source.ID, known map[ends]bool, spec *labelSpec, backward bool) error {
	var wanted nodeTable
	missing := 0
	for i, start := range starts {
		for _, id := range asked[start] {
			wanted.add(id, 1<<i)
			missing++
		}
	}
	s := f.search(f.path, startNodes(starts), spec, backward)
	defer s.drop()
	for missing > 0 {
		found, err := s.next()
		if len(found) == 0 || err != nil {
			return err
		}
		for _, n := range found {
			for hit := n.starts & wanted.get(n.id); hit != 0; hit &= hit - 1 {
				e := ends{starts[bits.TrailingZeros64(hit)], n.id}
				if backward {
					e = ends{e.to, e.from}
				}
				known[e] = true
				missing--
			}
		}
	}
	return nil
}

// meet searches from both sides of pairs, of different terms each, a step at a
// time on the side where the next one is cheaper, until the sides meet or one
// of them has nowhere to go.
func (f *finder) meet(pairs []ends, known map[ends]bool, spec *labelSpec) error {
	var starts, finish []source.ID
	for _, e := range pairs {
		starts, finish = append(starts, e.from), append(finish, e.to)
	}
	any := &pathIDs{repeat: f.path.repeat, max: -1}
	onward, back := f.search(any, startNodes(starts), spec, false), f.search(any, startNodes(finish), spec, true)
	defer onward.drop()
	defer back.drop()
	if _, err := onward.next(); err != nil { // the starts themselves
		return err
	}
	if _, err := back.next(); err != nil {
		return err
	}
	for {
		open := anyStart(onward.at) & anyStart(back.at)
		if open == 0 {
			return f.run.ctx.Err()
		}
		onward.at, back.at = ofStarts(onward.at, open), ofStarts(back.at, open)
		side, other := onward, back
		if cheaper, err := f.cheaper(back, onward); err != nil {
			return err
		} else if cheaper {
			side, other = back, onward
		}
		found, err := side.next()
		if err != nil {
			return err
		}
		var met uint64
		for _, n := range found {
			met |= n.starts & other.seen.seen.get(n.id)
		}
		side.at, other.at = ofStarts(side.at, ^met), ofStarts(other.at, ^met)
		for ; met != 0; met &= met - 1 {
			known[pairs[bits.TrailingZeros64(met)]] = true
		}
	}
}

// ofStarts keeps some starts, and the nodes that have one of them.
func ofStarts(nodes []node, starts uint64) []node {
	out := nodes[:0]
	for _, n := range nodes {
		if n.starts &= starts; n.starts != 0 {
			out = append(out, n)
		}
	}
	return out
}

// cheaper reports whether a search's next step is cheaper than another's: by
// the number of quads that its nodes have, or how many they are.
func (f *finder) cheaper(a, b *search) (bool, error) {
	if len(a.at) > sampled*len(b.at) || len(b.at) > sampled*len(a.at) {
		return len(a.at) < len(b.at), nil
	}
	x, err := f.cost(a)
	if err != nil {
		return false, err
	}
	y, err := f.cost(b)
	return x < y, err
}

// cost guesses how many quads a search's next step reads.
func (f *finder) cost(s *search) (int64, error) {
	label, _ := s.spec.ask()
	sum := int64(len(s.at))
	for _, l := range firstLinks(s.path, s.backward) {
		n, err := f.quadsOf(source.Pattern{source.P: l.link.only, source.L: label}, s.at, l.near())
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}
