package paths

import (
	"context"

	"quipu/graph/source"
)

// candidate is a triple that via and label let through, and how it would be
// walked.
type candidate struct {
	key
	forward bool // as stored
	own     bool // every label that fits is the subject itself
	denied  bool
	labels  int32 // those that fit, by their number in the reader; only where claims ask for them
	weight  int64
}

// way is a triple and how it would be walked.
type way struct {
	key
	forward bool
}

// reader is what one scan after the other uses again.
type reader struct {
	buf      []source.Match
	found    []candidate
	patterns []source.Pattern
	forward  []bool        // of a pattern: are its triples walked as stored
	labels   [][]source.ID // of candidates; the first are none
	places   map[way]int   // in found, where a triple is read label by label
	ends     []source.ID
	kinds    []kind
}

// ask adds the patterns of the links of a node.
func (l *links) ask(n source.ID, backward bool) {
	onward, against := source.S, source.O
	if backward {
		onward, against = source.O, source.S
	}
	l.askOf(n, &l.via.onward, onward, true)
	l.askOf(n, &l.via.against, against, false)
}

func (l *links) askOf(n source.ID, p *predicates, place int, stored bool) {
	pattern := source.Pattern{}
	pattern[place] = n
	if p.open {
		l.askUnder(pattern, stored)
		return
	}
	for _, id := range p.sorted {
		pattern[source.P] = id
		l.askUnder(pattern, stored)
	}
}

// askUnder adds a pattern, under each label if they are few.
func (l *links) askUnder(p source.Pattern, stored bool) {
	r := &l.reader
	if len(l.bound) == 0 {
		r.patterns, r.forward = append(r.patterns, p), append(r.forward, stored)
	}
	for _, label := range l.bound {
		p[source.L] = label
		r.patterns, r.forward = append(r.patterns, p), append(r.forward, stored)
	}
}

// scan reads the triples at the nodes that may be walked, and hands them on
// chunk by chunk.
func (l *links) scan(ctx context.Context, nodes []source.ID, backward bool, take func([]candidate) error) error {
	r := &l.reader
	r.patterns, r.forward = r.patterns[:0], r.forward[:0]
	for _, n := range nodes {
		l.ask(n, backward)
	}
	return l.read(ctx, take)
}

// read reads the triples of the patterns that were prepared.
func (l *links) read(ctx context.Context, take func([]candidate) error) error {
	r := &l.reader
	r.found, r.labels, r.places = r.found[:0], append(r.labels[:0], nil), nil
	if len(l.bound) > 1 {
		r.places = make(map[way]int)
	}
	if len(r.patterns) == 0 {
		return ctx.Err()
	}
	if r.buf == nil {
		r.buf = make([]source.Match, 512)
	}
	l.work.Scans += len(r.patterns)
	cursor := l.src.Scan(ctx, r.patterns...)
	defer cursor.Close()
	last := -1 // the pattern of the candidate at the end of found
	for {
		n, err := cursor.Next(r.buf)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
		l.work.Quads += n
		for i := range r.buf[:n] {
			last = l.meet(&r.buf[i], last)
		}
		// The last triple may have more labels.
		if n := len(r.found) - 1; n >= chunk && r.places == nil {
			if err := take(r.found[:n]); err != nil {
				return err
			}
			r.found = append(r.found[:0], r.found[n])
		}
	}
	return take(r.found)
}

// meet adds a quad to the candidates; the labels of one triple are
// neighbours. It returns the pattern of the last candidate.
func (l *links) meet(m *source.Match, last int) int {
	q, r := &m.Quad, &l.reader
	if q[source.S] == q[source.O] || !l.labels.fits(q[source.L]) || !l.goes(q[source.P], r.forward[m.Pattern]) {
		return last
	}
	k := key{q[source.S], q[source.P], q[source.O]}
	own := q[source.L] == q[source.S]
	n := len(r.found) - 1
	known := n >= 0 && last == m.Pattern && r.found[n].key == k
	if r.places != nil {
		n, known = r.places[way{k, r.forward[m.Pattern]}]
	}
	if known {
		c := &r.found[n]
		c.own = c.own && own
		if l.claims != nil {
			r.labels[c.labels] = append(r.labels[c.labels], q[source.L])
		}
		return last
	}
	c := candidate{key: k, forward: r.forward[m.Pattern], own: own}
	if l.claims != nil {
		c.labels = int32(len(r.labels))
		r.labels = append(r.labels, []source.ID{q[source.L]})
	}
	if r.places != nil {
		r.places[way{k, c.forward}] = len(r.found)
	}
	r.found = append(r.found, c)
	return m.Pattern
}

// goes reports whether via lets a hop along p go this way.
func (l *links) goes(p source.ID, stored bool) bool {
	if stored {
		return l.via.onward.has(p)
	}
	return l.via.against.has(p)
}
