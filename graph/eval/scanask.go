package eval

import (
	"cmp"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// open asks for what the next rows that ask anything want: what they have in
// common once, and in ascending order, which a source answers fastest.
func (s *scan) open() (bool, error) {
	label, possible := s.spec.ask()
	for {
		b, err := s.in.next()
		if b == nil || err != nil {
			return false, err
		}
		if !possible {
			continue
		}
		s.batch = b
		if s.collect(label); len(s.patterns) == 0 {
			continue
		}
		if s.byLabel {
			s.splitByLabel()
		}
		if s.cursor, err = s.look(); err != nil {
			return false, err
		}
		s.at, s.n, s.rowAt = 0, 0, 0
		s.last = source.Match{Pattern: -1}
		return true, nil
	}
}

// collect makes the patterns of the batch.
func (s *scan) collect(label source.ID) {
	asks := make([]source.Pattern, 0, s.batch.n)
	rows := make([]int, 0, s.batch.n)
	for i := range s.batch.n {
		if p, ok := s.ask(s.batch.row(i), label); ok {
			asks, rows = append(asks, p), append(rows, i)
		}
	}
	order := func(a, b int) int { return comparePatterns(&asks[a], &asks[b]) }
	at := make([]int, len(asks))
	for i := range at {
		at[i] = i
	}
	if !slices.IsSortedFunc(at, order) {
		slices.SortStableFunc(at, order)
	}
	s.patterns, s.rows, s.from = asks[:0:0], make([]int, 0, len(rows)), nil
	for i, k := range at {
		if i == 0 || asks[k] != asks[at[i-1]] {
			s.patterns, s.from = append(s.patterns, asks[k]), append(s.from, i)
		}
		s.rows = append(s.rows, rows[k])
	}
	s.from = append(s.from, len(s.rows))
}

func comparePatterns(a, b *source.Pattern) int {
	for i := range a {
		if a[i] != b[i] {
			return cmp.Compare(a[i], b[i])
		}
	}
	return 0
}

// ask makes a row's pattern; ok is false where nothing can match.
func (s *scan) ask(row []source.ID, label source.ID) (p source.Pattern, ok bool) {
	for i, pl := range s.places {
		p[i] = pl.id
		if pl.col >= 0 && pl.col < len(row) {
			p[i] = row[pl.col]
		}
		if p[i]&local != 0 {
			return p, false
		}
	}
	if s.places[source.L].col < 0 {
		p[source.L] = label
	}
	return p, true
}

// splitByLabel scans the labels of the set one by one, because with nothing
// else bound the whole graph would be read.
func (s *scan) splitByLabel() {
	s.seen = map[[3]source.ID]bool{}
	rows := s.rows
	s.patterns, s.rows, s.from = nil, nil, nil
	for _, id := range s.spec.list {
		s.patterns = append(s.patterns, source.Pattern{source.L: id})
		s.from = append(s.from, len(s.rows))
		s.rows = append(s.rows, rows...)
	}
	s.from = append(s.from, len(s.rows))
}

// lookups are a scan's questions. A pattern that is asked for a few terms is
// looked up for each; one that is asked for many is cheaper to read whole, once,
// and to hold: which it will be is seen while they come.
type lookups struct {
	asked int64 // patterns so far
	size  int64 // quads of the pattern without the rows' terms; -1: it is not to be held
	known bool  // size is
	held  bool  // the rows are answered from what is held
	of    adjacencyOf
	rel   *adjacency // of it; nil: it is not held yet
}

// A look-up costs as much as reading and sorting so many quads, about.
const lookupCost = 24

// look starts the scan for the patterns.
func (s *scan) look() (source.Cursor, error) {
	s.looked.held = false
	whole, place := s.whole()
	if place < 0 {
		return s.run.src.Scan(s.run.ctx, s.patterns...), nil
	}
	s.looked.asked += int64(len(s.patterns))
	if s.looked.asked < s.run.o.heldAfter {
		return s.run.src.Scan(s.run.ctx, s.patterns...), nil
	}
	if !s.looked.known {
		n, _, err := s.run.src.Count(s.run.ctx, whole)
		if err != nil {
			return nil, err
		}
		s.looked.known, s.looked.size = true, n
		if n/perRow > int64(s.run.o.MaxHeld-s.run.held)/2 {
			s.looked.size = -1
		}
	}
	if s.looked.size < 0 || s.looked.asked*lookupCost < s.looked.size {
		return s.run.src.Scan(s.run.ctx, s.patterns...), nil
	}
	if s.looked.rel == nil || s.looked.of.place != place {
		s.drop()
		of := adjacencyOf{whole, s.spec, place}
		rels, err := s.run.adjacencies(of)
		if err != nil {
			return nil, err
		}
		s.looked.of, s.looked.rel = of, rels[0]
		s.run.spares = append(s.run.spares, s)
	}
	s.looked.held = true
	return &heldCursor{run: s.run, rel: s.looked.rel, place: place, patterns: s.patterns}, nil
}

// spare implements the interface: from now on terms are looked up.
func (s *scan) spare() {
	s.drop()
	s.looked.size = -1
}

// drop gives back what is held.
func (s *scan) drop() {
	if s.looked.rel != nil {
		s.run.give(s.looked.of)
		s.looked.rel = nil
	}
}

// tally counts the solutions that are left, without making rows of them.
func (s *scan) tally() (n int64, known bool, err error) {
	for i, p := range s.places {
		for _, other := range s.places[:i] {
			if p.col >= 0 && p.col == other.col {
				return 0, false, nil // a variable in two places
			}
		}
	}
	for {
		if s.cursor == nil {
			more, err := s.open()
			if err != nil || !more {
				return n, err == nil, err
			}
		}
		if held, ok := s.cursor.(*heldCursor); ok && s.at == s.n {
			n += held.count(s.from)
			s.cursor = nil
			continue
		}
		for ; s.at < s.n; s.at++ {
			if m := s.buf[s.at]; s.accepts(m) {
				n += int64(s.from[m.Pattern+1] - s.from[m.Pattern])
			}
		}
		if err := s.read(); err != nil {
			return n, false, err
		}
	}
}

// whole returns the pattern without the rows' terms and the place that these
// are looked up in; -1 where it is not one to be held.
func (s *scan) whole() (p source.Pattern, place int) {
	place = -1
	if s.spec.eachQuad() || s.spec.kind == algebra.BindLabel || len(s.except) > 0 || s.byLabel || s.places[source.P].id == source.Any {
		return p, -1
	}
	p = source.Pattern{s.places[source.S].id, s.places[source.P].id, s.places[source.O].id}
	p[source.L] = s.patterns[0][source.L]
	first := &s.patterns[0]
	switch {
	case p[source.O] == source.Any && first[source.O] != source.Any:
		place = source.O // in this order it is read
	case p[source.S] == source.Any && first[source.S] != source.Any:
		place = source.S
	}
	for i := range s.patterns {
		if place >= 0 && s.patterns[i][place] == source.Any {
			return p, -1 // a row that does not bind it
		}
	}
	return p, place
}

// heldCursor answers patterns from what a run holds of them.
type heldCursor struct {
	run      *run
	rel      *adjacency
	place    int // that the patterns bind
	patterns []source.Pattern

	at   int         // the pattern that is next
	vals []source.ID // of the one before it, that are left
}

// count counts the matches that are left, each as often as rows ask for it.
func (c *heldCursor) count(from []int) (n int64) {
	for ; c.at < len(c.patterns); c.at++ {
		n += int64(len(c.valuesOf(&c.patterns[c.at]))) * int64(from[c.at+1]-from[c.at])
	}
	return n
}

// valuesOf returns the terms in the other place of a pattern's matches.
func (c *heldCursor) valuesOf(p *source.Pattern) []source.ID {
	vals := c.rel.of(p[c.place])
	if want := p[source.S+source.O-c.place]; want != source.Any {
		i, ok := slices.BinarySearch(vals, want)
		if !ok {
			return nil
		}
		return vals[i : i+1]
	}
	return vals
}

// Next implements source.Cursor. The matches have no label: theirs fits.
func (c *heldCursor) Next(buf []source.Match) (n int, err error) {
	if err := c.run.ctx.Err(); err != nil {
		return 0, err
	}
	other := source.S + source.O - c.place
	for n < len(buf) {
		if len(c.vals) == 0 {
			if c.at == len(c.patterns) {
				break
			}
			c.vals = c.valuesOf(&c.patterns[c.at])
			c.at++
			continue
		}
		m := source.Match{Quad: source.Quad(c.patterns[c.at-1]), Pattern: c.at - 1}
		m.Quad[other] = c.vals[0]
		buf[n] = m
		n, c.vals = n+1, c.vals[1:]
	}
	return n, nil
}

// Close implements source.Cursor.
func (c *heldCursor) Close() error { return nil }
