package store

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

// state is one committed version of the graph. It never changes, so readers
// need no locks.
//
// It is made of layers: segments, the oldest first, and on top of them an
// overlay in memory, of the commits since the last fold. What a layer adds is
// in no state below it, what it removes is in the state below; so the numbers
// of quads of all layers can be added up, and of what several layers say of a
// quad, the sum says whether it is there.
type state struct {
	segments       []*segment.Segment
	dict           *dict        // of the overlay
	terms          []quad.Value // of dict, as of this state
	added, removed *run         // of the overlay
	dead           []segment.ID // terms that no quad has any more, sorted
	size           source.Size
	commit         uint64     // the number of the last one; 0 before the first
	onlyTerms      bool       // the segments have terms for the overlay, but their quads do not count
	past           *pastTerms // of a state of the past, in place of dead; else nil
	numbering      *numbering
	merges         *sync.Pool        // of *rowMerge
	damage         func(error) error // makes the user's error of a segment's
}

// numbering is a giving of ids: as long as two states have the same one, an id
// means the same term in both. Only a rewriting of all segments changes it.
type numbering struct {
	latest atomic.Pointer[state] // the newest that has it
}

var _ source.Source = (*state)(nil)

// newState returns the state of some segments, without an overlay.
func newState(segments []*segment.Segment, damage func(error) error) *state {
	s := &state{segments: segments, added: newRun(nil), removed: newRun(nil), damage: damage}
	s.merges = newMerges(s)
	first := uint64(segment.FirstTerm)
	for _, g := range segments {
		m := g.Meta()
		s.size.Quads += m.Quads
		s.size.Triples += m.Triples
		s.dead = m.Dead // the topmost segment's are those of all
		first = uint64(g.Dict().First()) + uint64(g.Dict().Len())
	}
	s.dict = newDict(segment.ID(min(first, uint64(segment.MaxTerm)+1)))
	s.size.Terms = int64(first) - int64(segment.FirstTerm) - int64(len(s.dead))
	return s
}

// end returns the id behind that of the last term.
func (s *state) end() uint64 { return uint64(s.dict.first) + uint64(len(s.terms)) }

// quadSegments are the segments whose quads the state has.
func (s *state) quadSegments() []*segment.Segment {
	if s.onlyTerms {
		return nil
	}
	return s.segments
}

// Count implements source.Source; it is always exact and takes time in the
// logarithm of the graph's size.
func (s *state) Count(ctx context.Context, p source.Pattern) (n int64, exact bool, err error) {
	defer s.guard(faultsPanic(), &err)
	if perm, first, last, ok := prefix(p); ok {
		n, err = s.count(perm, first, last)
	}
	if err == nil {
		err = ctx.Err()
	}
	return n, true, err
}

func (s *state) count(perm int, first, last row) (int64, error) {
	var n int64
	for _, g := range s.quadSegments() {
		plus, err := g.Tree(segment.Added, perm).Count(first, last)
		if err != nil {
			return 0, err
		}
		n += plus
		if removed := g.Tree(segment.Removed, perm); removed.Len() > 0 {
			minus, err := removed.Count(first, last)
			if err != nil {
				return 0, err
			}
			n -= minus
		}
	}
	if s.added.len() > 0 {
		n += int64(len(between(s.added.rows(perm), first, last)))
	}
	if s.removed.len() > 0 {
		n -= int64(len(between(s.removed.rows(perm), first, last)))
	}
	return n, nil
}

// Size implements source.Source.
func (s *state) Size(ctx context.Context) (source.Size, error) {
	size, err := s.size, ctx.Err()
	if err == nil && s.past != nil {
		size.Terms, err = s.past.count(ctx, s)
	}
	return size, err
}

// Close implements source.Source. What a state holds is given back when
// nobody can reach it any more.
func (s *state) Close() error { return nil }

// has reports whether the state has a quad: what the topmost layer that
// mentions it says.
func (s *state) has(r row) (bool, error) {
	if s.size.Quads == 0 {
		return false, nil
	}
	if contains(s.added.rows(spol), r) {
		return true, nil
	}
	if contains(s.removed.rows(spol), r) {
		return false, nil
	}
	return s.segmentsHave(r)
}

// segmentsHave is has without the overlay.
func (s *state) segmentsHave(r row) (bool, error) {
	for i := len(s.quadSegments()) - 1; i >= 0; i-- {
		for _, kind := range [...]segment.Kind{segment.Added, segment.Removed} {
			tree := s.segments[i].Tree(kind, spol)
			if tree.Len() == 0 {
				continue
			}
			if n, err := tree.Count(r, r); err != nil || n > 0 {
				return kind == segment.Added, err
			}
		}
	}
	return false, nil
}

// countTriple returns in how many quads a triple is.
func (s *state) countTriple(r row) (int64, error) {
	if s.size.Quads == 0 {
		return 0, nil
	}
	first, last := tripleOf(r)
	return s.count(spol, first, last)
}

// tripleOf returns the bounds of the rows, in spol, of r's triple.
func tripleOf(r row) (first, last row) {
	return row{Hi: r.Hi, Lo: r.Lo &^ 0xffffffff}, row{Hi: r.Hi, Lo: r.Lo | 0xffffffff}
}

// isUsed reports whether any quad has a term, in any place.
func (s *state) isUsed(id segment.ID) (bool, error) {
	for place := range len(source.Pattern{}) {
		var p source.Pattern
		p[place] = source.ID(id)
		perm, first, last, _ := prefix(p)
		if n, err := s.count(perm, first, last); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

// prefix returns the permutation that serves a pattern and the bounds of the
// matching rows in it; ok is false where an id is none that a state can have.
func prefix(p source.Pattern) (perm int, first, last row, ok bool) {
	perm = permutationOf[p.Bound()]
	var low, high [4]segment.ID
	for i, place := range segment.Permutations[perm] {
		switch id := p[place]; {
		case id == source.Any:
			high[i] = 1<<32 - 1
		case id > source.ID(segment.MaxTerm):
			return 0, row{}, row{}, false
		default:
			low[i], high[i] = segment.ID(id), segment.ID(id)
		}
	}
	return perm, segment.Pack(low[0], low[1], low[2], low[3]), segment.Pack(high[0], high[1], high[2], high[3]), true
}
