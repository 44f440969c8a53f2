package store

import (
	"context"

	"github.com/cayleygraph/cayley/graph/iterator"
	"github.com/cayleygraph/cayley/graph/refs"

	"quipu/graph/source"
)

// quadShape is Cayley's plan of iterating over the quads of a pattern. What it
// sees is decided when it starts.
type quadShape struct {
	qs      *QuadStore
	pattern source.Pattern
}

// Iterate implements iterator.Shape.
func (s *quadShape) Iterate() iterator.Scanner {
	state, err := s.qs.state()
	if err != nil {
		return iterator.NewError(err)
	}
	c := &quadScanner{cursor: cursor{state: state}, backwards: s.pattern[source.S] != source.Any}
	c.cursor.open(s.pattern)
	return c
}

// Lookup implements iterator.Shape.
func (s *quadShape) Lookup() iterator.Index {
	state, err := s.qs.state()
	if err != nil {
		return iterator.NewError(err)
	}
	return &quadIndex{state: state, pattern: s.pattern}
}

// Stats implements iterator.Shape.
func (s *quadShape) Stats(ctx context.Context) (iterator.Costs, error) {
	size, err := s.qs.count(ctx, s.pattern)
	return costs(size), err
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
	cursor    cursor
	backwards bool
}

// Next implements iterator.Scanner.
func (s *quadScanner) Next(ctx context.Context) bool {
	s.result = nil
	if s.err == nil {
		s.err = ctx.Err()
	}
	if s.err != nil {
		return false
	}
	pop := s.cursor.pop
	if s.backwards {
		pop = s.cursor.popLast
	}
	r, ok := pop()
	if !ok {
		return false
	}
	var q [4]uint32
	for i, id := range r.ids() {
		q[s.cursor.order[i]] = id
	}
	s.result = quadRef(permuted(q, spol))
	return true
}

// quadIndex looks quads of a pattern up.
type quadIndex struct {
	leaf
	state   *state
	pattern source.Pattern
}

// Contains implements iterator.Index.
func (x *quadIndex) Contains(ctx context.Context, r refs.Ref) bool {
	x.result, x.err = nil, ctx.Err()
	ref, ok := r.(quadRef)
	if !ok || x.err != nil {
		return false
	}
	var q source.Quad
	for i, id := range row(ref).ids() {
		q[i] = source.ID(id)
	}
	if !x.pattern.Matches(q) || !x.state.has(row(ref)) {
		return false
	}
	x.result = r
	return true
}

// nodeShape is Cayley's plan of iterating over all terms.
type nodeShape struct{ qs *QuadStore }

// Iterate implements iterator.Shape.
func (s *nodeShape) Iterate() iterator.Scanner {
	state, err := s.qs.state()
	if err != nil {
		return iterator.NewError(err)
	}
	return &nodeScanner{state: state, next: firstTerm}
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
	next  int
	dead  int // how many dead terms are behind
}

// Next implements iterator.Scanner.
func (s *nodeScanner) Next(ctx context.Context) bool {
	s.result = nil
	if s.err == nil {
		s.err = ctx.Err()
	}
	for s.err == nil && s.next < len(s.state.terms) {
		id := uint32(s.next)
		s.next++
		if s.dead < len(s.state.dead) && s.state.dead[s.dead] == id {
			s.dead++
			continue
		}
		s.result = nodeRef(id)
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
	id, ok := r.(nodeRef)
	if !ok || x.err != nil || id < firstTerm || int(id) >= len(x.state.terms) || x.state.isDead(uint32(id)) {
		return false
	}
	x.result = r
	return true
}
