package eval

import "quipu/graph/source"

// pathEnds are the pairs found for some rows, by the ends that were given.
type pathEnds struct {
	onward, back map[source.ID][]pair
	both         map[ends]pair // of the rows that bind both ends
	all          []pair
}

// asked is what some rows want to know of a path.
type asked struct {
	starts, ends         idSet // of rows that bind one end
	bothStarts, bothEnds idSet // of rows that bind both
	both                 map[ends]bool
	free                 bool // there is a row that binds neither
}

// size is how many ends are searched from.
func (a *asked) size() int {
	return len(a.starts.list) + len(a.ends.list) + min(len(a.bothStarts.list), len(a.bothEnds.list))
}

// The pairs of a search that make the next one smaller, or larger: ends that
// lead far are searched a few at a time, so that a limit is met early and no
// more is held than need be; others many at a time, which asks the source less
// often.
const (
	firstEnds  = 8
	fewPairs   = 1 << 12
	manyPairs  = 1 << 16
	searchStep = 4
)

// search finds the pairs for the next rows of the batch.
func (p *path) search() error {
	spec := p.labels[p.under]
	want := asked{both: map[ends]bool{}}
	for p.until = p.rowAt; p.until < p.batch.n && want.size() < p.most; p.until++ {
		s, o, ok := p.ends(p.batch.row(p.until))
		switch {
		case !ok:
		case s != source.Any && o != source.Any:
			want.bothStarts.add(s)
			want.bothEnds.add(o)
			want.both[ends{s, o}] = true
		case s != source.Any:
			want.starts.add(s)
		case o != source.Any:
			want.ends.add(o)
		default:
			want.free = true
		}
	}
	before := p.found.size()
	if err := p.find(&want, spec); err != nil {
		return err
	}
	switch n := p.found.size() - before; {
	case n > manyPairs:
		p.most = max(1, p.most/searchStep)
	case n < fewPairs:
		p.most = min(searchStep*p.most, batchRows)
	}
	return nil
}

// find replaces what was found by what is wanted now.
func (p *path) find(want *asked, spec *labelSpec) error {
	fromEnd := p.searchFromEnd(len(want.bothStarts.list), len(want.bothEnds.list))
	if fromEnd {
		want.ends.add(want.bothEnds.list...)
	} else {
		want.starts.add(want.bothStarts.list...)
	}
	found := pathEnds{both: make(map[ends]pair, len(want.both))}
	var err error
	if found.onward, err = p.from(want.starts.list, p.found.onward, spec, false); err != nil {
		return err
	}
	if found.back, err = p.from(want.ends.list, p.found.back, spec, true); err != nil {
		return err
	}
	given, from := want.bothStarts.list, found.onward
	if fromEnd {
		given, from = want.bothEnds.list, found.back
	}
	for _, id := range given {
		for _, pr := range from[id] {
			if e := (ends{pr.from, pr.to}); want.both[e] {
				found.both[e] = pr
			}
		}
	}
	if want.free {
		found.all, err = p.everything(spec)
	}
	p.found = found
	return err
}

// from returns the pairs of the given ends; those of ends that the last rows
// gave too are not searched for again.
func (p *path) from(given []source.ID, last map[source.ID][]pair, spec *labelSpec, backward bool) (map[source.ID][]pair, error) {
	end := p.s
	if backward {
		end = p.o
	}
	out := make(map[source.ID][]pair, len(given))
	var search []source.ID
	for _, id := range given {
		if pairs, ok := last[id]; ok {
			out[id] = pairs
		} else {
			search = append(search, id)
		}
	}
	for id, pairs := range last {
		if _, ok := out[id]; !ok {
			p.run.release(len(pairs))
		}
	}
	found, err := p.finder.from(search, spec, backward, end.col >= 0)
	for _, id := range search {
		out[id] = found[id]
	}
	return out, err
}

// forget gives up what was found.
func (p *path) forget() {
	p.run.release(p.found.size())
	p.found = pathEnds{}
}

// searchFromEnd chooses the side for rows that bind both: a constant, else the
// side with fewer terms.
func (p *path) searchFromEnd(starts, ends int) bool {
	if p.s.col < 0 || p.o.col < 0 {
		return p.s.col >= 0
	}
	return ends < starts
}

// everything finds all pairs, once a run.
func (p *path) everything(spec *labelSpec) ([]pair, error) {
	var label source.ID // Any unless the label is a variable
	if p.label >= 0 {
		label = spec.list[0]
	}
	if pairs, ok := p.all[label]; ok {
		return pairs, nil
	}
	starts, err := p.finder.starts(spec)
	if err != nil {
		return nil, err
	}
	pairs, err := p.finder.pairs(starts, spec, false)
	p.all[label] = pairs
	return pairs, err
}

func (e *pathEnds) size() int {
	n := 0
	for _, pairs := range e.onward {
		n += len(pairs)
	}
	for _, pairs := range e.back {
		n += len(pairs)
	}
	return n
}

// pairsOf returns the pairs of a row; they are good until the next call.
func (p *path) pairsOf(row []source.ID) []pair {
	s, o, ok := p.ends(row)
	switch {
	case !ok:
		return nil
	case s == source.Any && o == source.Any:
		return p.found.all
	case s == source.Any:
		return p.found.back[o]
	case o == source.Any:
		return p.found.onward[s]
	}
	pr, ok := p.found.both[ends{s, o}]
	if !ok {
		return nil
	}
	p.one[0] = pr
	return p.one[:]
}
