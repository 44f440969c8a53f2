package eval

import (
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// leapfrog joins patterns variable after variable: for each, the terms that
// all patterns with it agree on, given those before it. On patterns that form
// a cycle this is never more work than the largest answer that relations of
// their sizes can have, where joining two patterns first may be (Veldhuizen,
// Leapfrog Triejoin, 2014). With one variable it is a merge join.
type leapfrog struct {
	run    *run
	width  int
	parts  []*leapPart
	levels []leapLevel
	search *leapSearch // nil before the patterns are read

	compiler *compiler
	node     *algebra.Leapfrog
	nested   operator // in its place, where the patterns are too much to be held
}

// leapPart is a pattern. Its variables are those of two levels, or of one.
type leapPart struct {
	adjacencyOf       // by the variable that comes first
	first, second int // levels; second is -1 where there is one variable
	rel           *adjacency
}

// leapLevel is a variable: the patterns with it.
type leapLevel struct {
	lists []*leapPart // that have it second
	keys  []*leapPart // that have it first
}

func (c *compiler) leapfrog(n *algebra.Leapfrog) (relation, error) {
	op := &leapfrog{run: c.run, width: len(n.Vars), levels: make([]leapLevel, len(n.Vars)), compiler: c, node: n}
	out := relation{op: op, cols: slices.Clone(n.Vars), bound: algebra.Bound(n)}
	for _, node := range n.Parts {
		part, err := c.leapPart(out, node.(*algebra.Pattern))
		if err != nil {
			return out, err
		}
		op.parts = append(op.parts, part)
		op.levels[part.first].keys = append(op.levels[part.first].keys, part)
		if part.second >= 0 {
			op.levels[part.second].lists = append(op.levels[part.second].lists, part)
		}
	}
	return out, nil
}

func (c *compiler) leapPart(out relation, n *algebra.Pattern) (*leapPart, error) {
	spec, err := c.label(n.Label)
	if err != nil {
		return nil, err
	}
	ids, err := c.run.intern([]quad.Value{n.S.Value, n.P.Value, n.O.Value})
	if err != nil {
		return nil, err
	}
	part := &leapPart{adjacencyOf: adjacencyOf{pattern: source.Pattern{ids[0], ids[1], ids[2]}, spec: spec}}
	s, o := out.col(n.S.Var), out.col(n.O.Var)
	switch {
	case n.O.Var == "":
		part.place, part.first, part.second = source.S, s, -1
	case n.S.Var == "":
		part.place, part.first, part.second = source.O, o, -1
	case s < o:
		part.place, part.first, part.second = source.S, s, o
	default:
		part.place, part.first, part.second = source.O, o, s
	}
	return part, nil
}

// open reads the patterns, unless one has no quads, or they do not fit.
func (l *leapfrog) open() error {
	l.search = &leapSearch{leapfrog: l, depth: -1}
	rows := 0
	for _, p := range l.parts {
		for _, id := range p.pattern {
			if id&local != 0 {
				return nil // a term that no quad has
			}
		}
		n, _, err := l.run.src.Count(l.run.ctx, p.pattern)
		if n == 0 || err != nil {
			return err
		}
		rows += int(n) / perRow
	}
	if !l.run.fits(rows) {
		return l.nest()
	}
	read := make([]adjacencyOf, len(l.parts))
	for i, p := range l.parts {
		read[i] = p.adjacencyOf
	}
	rels, err := l.run.adjacencies(read...)
	if err != nil {
		return err
	}
	l.search = l.newSearch()
	for i, p := range l.parts {
		p.rel = rels[i]
		if len(p.rel.keys) == 0 {
			l.search.depth = -1
		}
		if p.second >= 0 && len(l.levels[p.second].lists) > 1 {
			l.run.mark(p.adjacencyOf)
		}
	}
	if l.search.depth < 0 {
		l.done()
		return nil
	}
	l.search.enter()
	return nil
}

// nest makes one pattern run over the other.
func (l *leapfrog) nest() error {
	rel, err := l.compiler.join(l.compiler.unit(), &algebra.Join{Parts: l.node.Parts})
	l.nested = l.compiler.project(rel, l.node.Vars).op
	return err
}

// done gives the patterns back.
func (l *leapfrog) done() {
	for _, p := range l.parts {
		if p.rel != nil {
			l.run.give(p.adjacencyOf)
			p.rel = nil
		}
	}
}

func (l *leapfrog) next() (*batch, error) {
	if l.search == nil {
		if err := l.open(); err != nil {
			return nil, err
		}
	}
	if l.nested != nil {
		return l.nested.next()
	}
	s := l.search
	out := l.run.newBatch(l.width)
	for !out.full() {
		more, err := s.advance()
		if err != nil {
			return nil, err
		}
		if !more {
			l.done()
			break
		}
		for s.at[s.depth] < len(s.terms[s.depth]) && !out.full() {
			s.take()
			out.add(s.row, l.proof(s.row))
		}
	}
	if out.n == 0 {
		return nil, l.run.ctx.Err()
	}
	l.run.work.Rows += int64(out.n)
	return out, nil
}

// proof is the evidence of a row.
func (l *leapfrog) proof(row []source.ID) *proof {
	if !l.run.o.Why {
		return nil
	}
	var why *proof
	for _, p := range l.parts {
		triple := [3]source.ID(p.pattern[:3])
		triple[p.place] = row[p.first]
		if p.second >= 0 {
			triple[source.S+source.O-p.place] = row[p.second]
		}
		why = both(why, &proof{triple: triple, spec: p.spec})
	}
	return why
}

func (l *leapfrog) close() {
	if l.nested != nil {
		l.nested.close()
	}
}
