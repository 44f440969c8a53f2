package eval

import (
	"cmp"
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
	op := &leapfrog{run: c.run, width: len(n.Vars), levels: make([]leapLevel, len(n.Vars))}
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

// open reads the patterns, unless one has no quads.
func (l *leapfrog) open() error {
	l.search = &leapSearch{leapfrog: l, depth: -1}
	sizes := make(map[*leapPart]int64, len(l.parts))
	for _, p := range l.parts {
		for _, id := range p.pattern {
			if id&local != 0 {
				return nil // a term that no quad has
			}
		}
		var err error
		if sizes[p], _, err = l.run.src.Count(l.run.ctx, p.pattern); err != nil {
			return err
		}
	}
	least := slices.MinFunc(l.parts, func(a, b *leapPart) int { return cmp.Compare(sizes[a], sizes[b]) })
	if sizes[least] == 0 {
		return nil
	}
	read := make([]adjacencyOf, len(l.parts))
	for i, p := range l.parts {
		read[i] = p.adjacencyOf
	}
	rels, err := l.run.adjacencies(read...)
	if err != nil {
		return err
	}
	for i, p := range l.parts {
		if p.rel = rels[i]; len(p.rel.keys) == 0 {
			return nil
		}
		if p.second >= 0 && len(l.levels[p.second].lists) > 1 {
			p.rel.mark()
		}
	}
	l.search = l.newSearch()
	l.search.enter()
	return nil
}

func (l *leapfrog) next() (*batch, error) {
	if l.search == nil {
		if err := l.open(); err != nil {
			return nil, err
		}
	}
	s := l.search
	out := l.run.newBatch(l.width)
	for !out.full() {
		more, err := s.advance()
		if err != nil {
			return nil, err
		}
		if !more {
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

func (l *leapfrog) close() {}
