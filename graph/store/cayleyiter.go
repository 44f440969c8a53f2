package store

import (
	"context"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

// quadShape is Cayley's plan of iterating over the quads of a pattern. What it
// sees is decided when it starts.
type quadShape struct {
	qs        *QuadStore
	numbering *numbering // of the pattern's ids; nil where it has none
	pattern   source.Pattern
}

// open returns the state of now and the pattern as it has it.
func (s *quadShape) open() (st *state, p source.Pattern, ok bool, err error) {
	if st, err = s.qs.state(); err != nil {
		return nil, p, false, err
	}
	defer st.guard(faultsPanic(), &err)
	for place, id := range s.pattern {
		if id == source.Any {
			continue
		}
		now, err := st.translate(s.numbering, segment.ID(id))
		if err != nil || now == segment.Any {
			return st, p, false, err
		}
		p[place] = source.ID(now)
	}
	return st, p, true, nil
}

// Iterate implements iterator.Shape.
func (s *quadShape) Iterate() iterator.Scanner {
	st, p, ok, err := s.open()
	if err != nil {
		return iterator.NewError(err)
	}
	c := &quadScanner{state: st, rows: rowMerge{state: st}}
	if ok {
		c.err = c.start(p)
	}
	return c
}

// Lookup implements iterator.Shape.
func (s *quadShape) Lookup() iterator.Index {
	st, p, ok, err := s.open()
	if err != nil {
		return iterator.NewError(err)
	}
	return &quadIndex{state: st, pattern: p, none: !ok}
}

// Stats implements iterator.Shape.
func (s *quadShape) Stats(ctx context.Context) (iterator.Costs, error) {
	st, p, ok, err := s.open()
	if err != nil || !ok {
		return costs(refs.Size{Exact: true}), err
	}
	n, exact, err := st.Count(ctx, p)
	return costs(refs.Size{Value: n, Exact: exact}), err
}

// costs are the same to go on by one and to look one up: a look-up is a
// binary search, but a search that begins anew costs Cayley's planner far more
// than it counts for.
func costs(size refs.Size) iterator.Costs {
	return iterator.Costs{NextCost: 1, ContainsCost: 1, Size: size}
}

// Optimize implements iterator.Shape.
func (s *quadShape) Optimize(context.Context) (iterator.Shape, bool) { return s, false }

// SubIterators implements iterator.Shape.
func (s *quadShape) SubIterators() []iterator.Shape { return nil }

// String implements iterator.Shape.
func (s *quadShape) String() string { return "QuipuQuads" }

// leaf has what scanners and indexes without anything beneath have in common.
type leaf struct {
	result refs.Ref
	err    error
}

// Result implements iterator.Base.
func (l *leaf) Result() refs.Ref { return l.result }

// Err implements iterator.Base.
func (l *leaf) Err() error { return l.err }

// TagResults implements iterator.Base.
func (l *leaf) TagResults(map[string]refs.Ref) {}

// NextPath implements iterator.Base.
func (l *leaf) NextPath(context.Context) bool { return false }

// Close implements iterator.Base.
func (l *leaf) Close() error { return nil }

// String implements iterator.Base.
func (l *leaf) String() string { return "Quipu" }

// quadScanner yields the quads of a pattern, those of a subject from the last
// to the first. No order is promised; but of Cayley's recursive iterator one
// half leaves the tags of one result on another when what leads back into a
// loop comes before what leads on (recursiveContains.Contains), and the terms
// that a loop leads back to are the older ones.
type quadScanner struct {
	leaf
	state *state
	perm  int
	rows  rowMerge
	batch []row
	// backwards are the rows of a subject, all of them.
	backwards []row
}

// start goes to the rows of a pattern.
func (s *quadScanner) start(p source.Pattern) (err error) {
	defer s.state.guard(faultsPanic(), &err)
	perm, first, last, ok := prefix(p)
	if !ok {
		return nil
	}
	s.perm = perm
	if err := s.rows.open(perm, first, last); err != nil || p[source.S] == source.Any {
		return err
	}
	for {
		rows, err := s.rows.next(scanBatch)
		if err != nil || len(rows) == 0 {
			return err
		}
		s.backwards = append(s.backwards, rows...)
	}
}

// scanBatch is how many rows are taken at once.
const scanBatch = 256

// Next implements iterator.Scanner.
func (s *quadScanner) Next(ctx context.Context) bool {
	s.result = nil
	if s.err == nil {
		s.err = ctx.Err()
	}
	if s.err != nil {
		return false
	}
	var r row
	if n := len(s.backwards); n > 0 {
		r, s.backwards = s.backwards[n-1], s.backwards[:n-1]
	} else {
		if len(s.batch) == 0 {
			s.fill()
		}
		if len(s.batch) == 0 {
			return false
		}
		r, s.batch = s.batch[0], s.batch[1:]
	}
	s.result = quadRef{s.state.numbering, segment.Permute(r.Quad(s.perm), spol)}
	return true
}

func (s *quadScanner) fill() {
	defer s.state.guard(faultsPanic(), &s.err)
	s.batch, s.err = s.rows.next(scanBatch)
}

// quadIndex looks quads of a pattern up.
type quadIndex struct {
	leaf
	state   *state
	pattern source.Pattern
	none    bool // no quad can match
}

// Contains implements iterator.Index.
func (x *quadIndex) Contains(ctx context.Context, r refs.Ref) bool {
	x.result, x.err = nil, ctx.Err()
	ref, ok := r.(quadRef)
	if !ok || x.none || x.err != nil {
		return false
	}
	var has bool
	if has, x.err = x.has(ref); !has {
		return false
	}
	x.result = r
	return true
}

func (x *quadIndex) has(ref quadRef) (has bool, err error) {
	defer x.state.guard(faultsPanic(), &err)
	at, ok, err := x.state.rowOf(ref)
	if err != nil || !ok {
		return false, err
	}
	var q source.Quad
	for i, id := range at.IDs() {
		q[i] = source.ID(id)
	}
	if !x.pattern.Matches(q) {
		return false, nil
	}
	return x.state.has(at)
}

// nodeShape is Cayley's plan of iterating over all terms.
type nodeShape struct{ qs *QuadStore }

// Iterate implements iterator.Shape.
func (s *nodeShape) Iterate() iterator.Scanner {
	state, err := s.qs.state()
	if err != nil {
		return iterator.NewError(err)
	}
	return &nodeScanner{state: state, next: uint64(segment.FirstTerm)}
}

// Lookup implements iterator.Shape.
func (s *nodeShape) Lookup() iterator.Index {
	state, err := s.qs.state()
	if err != nil {
		return iterator.NewError(err)
	}
	return &nodeIndex{state: state}
}

// Stats implements iterator.Shape.
func (s *nodeShape) Stats(ctx context.Context) (iterator.Costs, error) {
	stats, err := s.qs.Stats(ctx, true)
	return costs(stats.Nodes), err
}

// Optimize implements iterator.Shape.
func (s *nodeShape) Optimize(context.Context) (iterator.Shape, bool) { return s, false }

// SubIterators implements iterator.Shape.
func (s *nodeShape) SubIterators() []iterator.Shape { return nil }

// String implements iterator.Shape.
func (s *nodeShape) String() string { return "QuipuNodes" }

// nodeScanner yields the terms that some quad has.
type nodeScanner struct {
	leaf
	state *state
	next  uint64
	dead  int // how many dead terms are behind
}

// Next implements iterator.Scanner.
func (s *nodeScanner) Next(ctx context.Context) bool {
	s.result = nil
	if s.err == nil {
		s.err = ctx.Err()
	}
	for s.err == nil && s.next < s.state.end() {
		id := segment.ID(s.next)
		s.next++
		if s.dead < len(s.state.dead) && s.state.dead[s.dead] == id {
			s.dead++
			continue
		}
		s.result = nodeRef{s.state.numbering, id}
		return true
	}
	return false
}

// nodeIndex looks terms up.
type nodeIndex struct {
	leaf
	state *state
}

// Contains implements iterator.Index.
func (x *nodeIndex) Contains(ctx context.Context, r refs.Ref) bool {
	x.result, x.err = nil, ctx.Err()
	ref, ok := r.(nodeRef)
	if !ok || x.err != nil {
		return false
	}
	var id segment.ID
	if id, x.err = x.translate(ref); x.err != nil || id < segment.FirstTerm || uint64(id) >= x.state.end() || x.state.isDead(id) {
		return false
	}
	x.result = r
	return true
}

func (x *nodeIndex) translate(ref nodeRef) (id segment.ID, err error) {
	defer x.state.guard(faultsPanic(), &err)
	return x.state.translate(ref.numbering, ref.id)
}
