package eval

import (
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// How many solutions of one pattern have each term in one place, as in "how
// often is each predicate used", the source often knows without reading them.

// tallies calls f with terms, ascending, and how many solutions have them.
type tallies func(f func(id source.ID, n int64) bool) error

// tallies returns the counts that a group by one variable consists of, where
// it is over one pattern by itself and only counts what every solution binds;
// nil where it does not.
func (c *compiler) tallies(in relation, n *algebra.Group) tallies {
	s, single := alone(in.op)
	if !single || len(n.By) != 1 || !in.bound[n.By[0]] {
		return nil
	}
	for _, a := range n.Aggs {
		v, isVar := a.Expr.(algebra.VarExpr)
		if a.Func != "count" || a.Distinct || a.Expr != nil && !(isVar && in.bound[v.Name]) {
			return nil
		}
	}
	place := placeOf(n.In, n.By[0])
	p, possible := s.pattern()
	if place < 0 || !possible || place == source.L && s.spec.kind != algebra.BindLabel {
		return nil
	}
	if _, ordered := source.OrderBy(p, place); !ordered {
		return nil
	}
	return c.talliesOf(s, p, place)
}

// talliesOf chooses by the pattern's label what the source is asked.
func (c *compiler) talliesOf(s *scan, p source.Pattern, place int) tallies {
	ctx, src := c.run.ctx, c.run.src.(counted).Source
	skips, canSkip := src.(source.Distincter)
	triples, canCount := src.(source.TripleCounter)
	bound := s.spec.kind == algebra.BindLabel
	switch {
	case !canSkip || s.spec.kind == algebra.AnyLabel && !canCount:
		return nil
	case bound && place == source.L:
		return func(f func(source.ID, int64) bool) error {
			return skips.Distinct(ctx, p, place, func(id source.ID, n int64) bool { return id == source.Unlabelled || f(id, n) })
		}
	case bound || !s.everyLabel(p):
		return nil
	case s.spec.kind != algebra.AnyLabel:
		return func(f func(source.ID, int64) bool) error { return skips.Distinct(ctx, p, place, f) }
	}
	return func(f func(source.ID, int64) bool) error {
		single, err := c.run.single(p)
		if err != nil {
			return err
		}
		if single {
			return skips.Distinct(ctx, p, place, f)
		}
		return triples.Triples(ctx, p, place, f)
	}
}

// single reports whether each triple is known to have one quad, so that quads
// may be counted for triples. Some sources read all they have to learn their
// size: they are not asked where few quads match.
func (r *run) single(p source.Pattern) (bool, error) {
	if n, exact, err := r.src.Count(r.ctx, p); n <= batchRows || err != nil {
		return n == 0 && exact, err
	}
	size, err := r.src.Size(r.ctx)
	return size.Quads == size.Triples, err
}

// placeOf returns the place of a variable in the pattern that a node shows
// columns of; -1 where it has none there.
func placeOf(n algebra.Node, name string) int {
	for {
		p, ok := n.(*algebra.Project)
		if !ok {
			break
		}
		n = p.In
	}
	p, ok := n.(*algebra.Pattern)
	if !ok {
		return -1
	}
	return slices.Index([]string{p.S.Var, p.P.Var, p.O.Var, p.Label.Var}, name)
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
