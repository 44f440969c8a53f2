package store

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// state is one committed version of the graph. It never changes, so readers
// need no locks. The quads are base without removed, with added: two small
// runs that are folded into the base when they have grown.
type state struct {
	dict                 *dict
	terms                []quad.Value // by id
	dead                 []uint32     // terms that no quad has any more, sorted
	base, removed, added *run
	size                 source.Size
	stamp                stamp // of the file it was read from or written to
}

var _ source.Source = (*state)(nil)

func emptyState(d *dict) *state {
	none := newRun(nil)
	return &state{dict: d, terms: d.terms, base: none, removed: none, added: none}
}

// find returns the id of a term that some quad has, else anyID.
func (s *state) find(v quad.Value) uint32 {
	id := s.dict.find(v, s.terms)
	if id == anyID || s.isDead(id) {
		return anyID
	}
	return id
}

func (s *state) isDead(id uint32) bool {
	_, dead := slices.BinarySearch(s.dead, id)
	return dead
}

// IDs implements source.Source.
func (s *state) IDs(ctx context.Context, terms []quad.Value, out []source.ID) error {
	for i, v := range terms {
		out[i] = source.ID(s.find(v))
	}
	return ctx.Err()
}

// Terms implements source.Source.
func (s *state) Terms(ctx context.Context, ids []source.ID, out []quad.Value) error {
	for i, id := range ids {
		out[i] = nil
		if id < source.ID(len(s.terms)) {
			out[i] = s.terms[id]
		}
	}
	return ctx.Err()
}

// Count implements source.Source; it is always exact and takes time in the
// logarithm of the graph's size.
func (s *state) Count(ctx context.Context, p source.Pattern) (int64, bool, error) {
	perm, first, last, ok := prefix(p)
	if !ok {
		return 0, true, ctx.Err()
	}
	return s.count(perm, first, last), true, ctx.Err()
}

func (s *state) count(perm int, first, last row) int64 {
	n := len(between(s.base.rows(perm), first, last))
	if s.added.len() > 0 {
		n += len(between(s.added.rows(perm), first, last))
	}
	if s.removed.len() > 0 {
		n -= len(between(s.removed.rows(perm), first, last))
	}
	return int64(n)
}

// Size implements source.Source.
func (s *state) Size(ctx context.Context) (source.Size, error) { return s.size, ctx.Err() }

// Close implements source.Source. A state holds nothing that needs closing.
func (s *state) Close() error { return nil }

// has reports whether the state has a quad.
func (s *state) has(r row) bool {
	return contains(s.added.rows(spol), r) ||
		contains(s.base.rows(spol), r) && !contains(s.removed.rows(spol), r)
}

// hasTriple reports whether the state has a triple, under any label.
func (s *state) hasTriple(r row) bool {
	first, last := tripleOf(r)
	return s.count(spol, first, last) > 0
}

// tripleOf returns the bounds of the rows, in spol, of r's triple.
func tripleOf(r row) (first, last row) {
	return row{r.hi, r.lo &^ 0xffffffff}, row{r.hi, r.lo | 0xffffffff}
}

// prefix returns the permutation that serves a pattern and the bounds of the
// matching rows in it; ok is false where an id is none that a state can have.
func prefix(p source.Pattern) (perm int, first, last row, ok bool) {
	perm = permutationOf[p.Bound()]
	var low, high [4]uint32
	for i, place := range permutations[perm] {
		switch id := p[place]; {
		case id == source.Any:
			high[i] = 1<<32 - 1
		case id > maxTerms:
			return 0, row{}, row{}, false
		default:
			low[i], high[i] = uint32(id), uint32(id)
		}
	}
	return perm, pack(low[0], low[1], low[2], low[3]), pack(high[0], high[1], high[2], high[3]), true
}
