package eval

import (
	"quipu/graph/algebra"
	"quipu/graph/source"
)

// How many solutions of one pattern have each term in one place, as in "how
// often is each predicate used", the source often knows without reading them.

// tallies calls f with terms, ascending, and how many solutions have them.
type tallies func(f func(id source.ID, n int64) bool) error

// tallies returns the counts that a group by one variable consists of, where
// it is over one pattern by itself and only counts what every solution binds.
func (c *compiler) tallies(in relation, n *algebra.Group) (tallies, error) {
	s, single := alone(in.op)
	pattern := patternOf(n.In)
	if !single || pattern == nil || len(n.By) != 1 {
		return nil, nil
	}
	for _, a := range n.Aggs {
		v, isVar := a.Expr.(algebra.VarExpr)
		if a.Func != "count" || a.Distinct || a.Expr != nil && !(isVar && in.bound[v.Name]) {
			return nil, nil
		}
	}
	place := -1
	for i, v := range [4]string{pattern.S.Var, pattern.P.Var, pattern.O.Var, pattern.Label.Var} {
		if v == n.By[0] {
			place = i
		}
	}
	p, possible := s.pattern()
	if place < 0 || !possible || place == source.L && s.spec.kind != algebra.BindLabel {
		return nil, nil
	}
	if _, ordered := source.OrderBy(p, place); !ordered {
		return nil, nil
	}
	return c.talliesOf(s, p, place)
}

// talliesOf chooses by the pattern's label what the source is asked.
func (c *compiler) talliesOf(s *scan, p source.Pattern, place int) (tallies, error) {
	src := c.run.src.(counted).Source
	skips, canSkip := src.(source.Distincter)
	triples, canCount := src.(source.TripleCounter)
	unlabelled := source.Any // an id that is no solution
	switch {
	case s.spec.kind == algebra.BindLabel && place == source.L:
		unlabelled = source.Unlabelled
	case s.spec.kind == algebra.AnyLabel:
		size, err := src.Size(c.run.ctx)
		if err != nil {
			return nil, err
		}
		if size.Quads == size.Triples {
			break
		}
		if !canCount {
			return nil, nil
		}
		return func(f func(source.ID, int64) bool) error { return triples.Triples(c.run.ctx, p, place, f) }, nil
	case s.spec.kind == algebra.BindLabel || !s.everyLabel(p):
		return nil, nil
	}
	if !canSkip {
		return nil, nil
	}
	return func(f func(source.ID, int64) bool) error {
		return skips.Distinct(c.run.ctx, p, place, func(id source.ID, n int64) bool { return id == unlabelled || f(id, n) })
	}, nil
}

// patternOf returns the pattern that a node shows columns of, nil for another.
func patternOf(n algebra.Node) *algebra.Pattern {
	for {
		p, ok := n.(*algebra.Project)
		if !ok {
			break
		}
		n = p.In
	}
	pattern, _ := n.(*algebra.Pattern)
	return pattern
}

// readTallies makes the groups of counts.
func (g *group) readTallies() error {
	var held error
	err := g.tallies(func(id source.ID, n int64) bool {
		g.run.work.Seeks++
		made := &grouped{key: []source.ID{id}}
		for range g.aggs {
			made.accs = append(made.accs, &counter{n: n})
		}
		g.list = append(g.list, made)
		held = g.run.hold(1)
		return held == nil
	})
	if held != nil {
		return held
	}
	return err
}
