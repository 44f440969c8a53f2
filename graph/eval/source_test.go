package eval_test

import (
	"context"
	"slices"
	"sync"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// plain is the simplest Source: a list of quads.
type plain struct {
	terms  []quad.Value // by id
	ids    map[quad.Value]source.ID
	quads  []source.Quad
	sorted map[source.Order][]source.Quad // made when it is asked for
	// onScan, if set, is told the number of each call of Next.
	onScan func(calls int)
	calls  int
	mu     *sync.Mutex // of sorted and calls
}

func newPlain(quads []quad.Quad) *plain {
	s := &plain{mu: &sync.Mutex{}, terms: make([]quad.Value, 2), ids: map[quad.Value]source.ID{}, sorted: map[source.Order][]source.Quad{}}
	seen := map[source.Quad]bool{}
	for _, q := range quads {
		sq := source.Quad{s.id(q.Subject), s.id(q.Predicate), s.id(q.Object), source.Unlabelled}
		if q.Label != nil {
			sq[source.L] = s.id(q.Label)
		}
		if !seen[sq] {
			seen[sq] = true
			s.quads = append(s.quads, sq)
		}
	}
	return s
}

func (s *plain) id(v quad.Value) source.ID {
	id, ok := s.ids[v]
	if !ok {
		id = source.ID(len(s.terms))
		s.ids[v] = id
		s.terms = append(s.terms, v)
	}
	return id
}

func (s *plain) IDs(ctx context.Context, terms []quad.Value, out []source.ID) error {
	for i, t := range terms {
		out[i] = s.ids[t]
	}
	return ctx.Err()
}

func (s *plain) Terms(ctx context.Context, ids []source.ID, out []quad.Value) error {
	for i, id := range ids {
		out[i] = s.terms[id]
	}
	return ctx.Err()
}

func (s *plain) Count(_ context.Context, p source.Pattern) (n int64, exact bool, err error) {
	return int64(len(s.match(p))), true, nil
}

// match searches the quads in the pattern's order, in which those that match
// are neighbours.
func (s *plain) match(p source.Pattern) []source.Quad {
	order := source.OrderOf(p)
	all := s.inOrder(order)
	from, _ := slices.BinarySearchFunc(all, source.Quad(p), order.Compare)
	to := from
	for to < len(all) && p.Matches(all[to]) {
		to++
	}
	return all[from:to]
}

func (s *plain) inOrder(order source.Order) []source.Quad {
	s.mu.Lock()
	defer s.mu.Unlock()
	all, ok := s.sorted[order]
	if !ok {
		all = slices.Clone(s.quads)
		slices.SortFunc(all, order.Compare)
		s.sorted[order] = all
	}
	return all
}

func (s *plain) Size(context.Context) (source.Size, error) {
	triples := map[[3]source.ID]bool{}
	for _, q := range s.quads {
		triples[[3]source.ID(q[:3])] = true
	}
	return source.Size{Quads: int64(len(s.quads)), Triples: int64(len(triples)), Terms: int64(len(s.ids))}, nil
}

func (s *plain) Close() error { return nil }

func (s *plain) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	return &plainCursor{ctx: ctx, src: s, patterns: patterns}
}

type plainCursor struct {
	ctx      context.Context
	src      *plain
	patterns []source.Pattern
	at       int // pattern
	left     []source.Quad
	begun    bool
}

func (c *plainCursor) Next(buf []source.Match) (int, error) {
	c.src.scanned()
	n := 0
	for n < len(buf) && c.at < len(c.patterns) {
		if !c.begun {
			c.left, c.begun = c.src.match(c.patterns[c.at]), true
		}
		if len(c.left) == 0 {
			c.at, c.begun = c.at+1, false
			continue
		}
		buf[n] = source.Match{Quad: c.left[0], Pattern: c.at}
		c.left = c.left[1:]
		n++
	}
	return n, c.ctx.Err()
}

func (c *plainCursor) Close() error { return nil }

func (s *plain) scanned() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.onScan != nil {
		s.calls++
		s.onScan(s.calls)
	}
}
