package query

import (
	"slices"

	"quipu/graph/algebra"
	"quipu/quads/arrow"
)

// splitHaving takes out the conditions on what select names: they hold for
// the rows that select makes, not for the solutions of the patterns.
func splitHaving(sel *arrow.Select, items []arrow.Item) (rest []arrow.Item, having []*arrow.Where) {
	names := named(sel)
	for _, item := range items {
		if w, ok := item.(*arrow.Where); ok && mentions(w.Cond, names) {
			having = append(having, w)
			continue
		}
		rest = append(rest, item)
	}
	return rest, having
}

// named returns what select calls its expressions.
func named(sel *arrow.Select) []string {
	if sel == nil {
		return nil
	}
	var names []string
	for _, c := range sel.Columns {
		switch call, ok := c.Expr.(*arrow.Call); {
		case c.As != "":
			names = append(names, c.As)
		case ok:
			names = append(names, call.Func)
		}
	}
	return names
}

// arrange puts the clauses around a block's patterns, in SPARQL's order:
// group and compute, keep, sort, project, drop repeated rows, cut.
func (l *lowerer) arrange(c *clauses, node algebra.Node, having []*arrow.Where) error {
	s := &selection{lowerer: l, bound: algebra.Vars(node)}
	if err := s.columns(c.sel); err != nil {
		return err
	}
	var keys []algebra.Key
	if c.order != nil {
		var err error
		if keys, err = s.keys(c.order, c.sel); err != nil {
			return err
		}
	}
	node = s.compute(node)
	for _, w := range having {
		l.at = w.Pos
		cond, err := l.expr(w.Cond)
		if err != nil {
			return err
		}
		node = &algebra.Filter{In: node, Cond: cond}
	}
	if len(keys) > 0 {
		node = &algebra.Order{In: node, Keys: keys, Ties: l.vars}
	}
	node = &algebra.Project{In: node, Vars: l.vars}
	if c.sel != nil && c.sel.Distinct {
		node = &algebra.Distinct{In: node}
	}
	if c.limit != nil || c.offset != nil {
		slice := &algebra.Slice{In: node, Limit: -1}
		if c.limit != nil {
			slice.Limit = c.limit.N
		}
		if c.offset != nil {
			slice.Offset = c.offset.N
		}
		node = slice
	}
	l.node = node
	return nil
}

// selection collects what select and order by compute.
type selection struct {
	*lowerer
	bound   []string // by the patterns
	grouped bool
	by      []string            // plain variables, where there is an aggregate
	before  []extension         // computed before grouping
	aggs    []algebra.Aggregate // computed by grouping
	after   []extension         // computed from aggregates
}

type extension struct {
	name string
	expr algebra.Expr
}

// columns reads select; without it the visible variables are shown.
func (s *selection) columns(sel *arrow.Select) error {
	if sel == nil {
		return nil
	}
	s.grouped = slices.ContainsFunc(sel.Columns, func(c arrow.Column) bool { return isAggregate(c.Expr) })
	s.vars = nil
	for _, c := range sel.Columns {
		s.at = c.Pos
		name, err := s.column(c)
		if err != nil {
			return err
		}
		if slices.Contains(s.vars, name) {
			return s.failf("give one another name with 'as'", "select names ?%s twice", name)
		}
		s.vars = append(s.vars, name)
	}
	if s.kind == Walks && (len(s.vars) != 1 || s.grouped) {
		s.kind = Table
	}
	return nil
}

func (s *selection) column(c arrow.Column) (string, error) {
	if t, ok := c.Expr.(*arrow.TermExpr); ok && c.As == "" {
		if v, ok := t.Term.(arrow.Var); ok {
			if !slices.Contains(s.bound, v.Name) {
				return "", s.failf("select what a pattern binds", "?%s is selected and nothing binds it", v.Name)
			}
			if s.grouped {
				s.by = append(s.by, v.Name)
			}
			return v.Name, nil
		}
	}
	name := c.As
	if call, ok := c.Expr.(*arrow.Call); ok && name == "" {
		name = call.Func
	}
	if name == "" {
		return "", s.failf("as in: count(?x) as ?n", "a selected expression has no name")
	}
	if slices.Contains(s.bound, name) {
		return "", s.failf("give it another name with 'as'", "?%s is already bound by a pattern", name)
	}
	return name, s.define(name, c.Expr)
}

// define computes an expression under a name.
func (s *selection) define(name string, e arrow.Expr) error {
	if !isAggregate(e) {
		x, err := s.expr(e)
		s.before = append(s.before, extension{name, x})
		if s.grouped {
			s.by = append(s.by, name)
		}
		return err
	}
	if call, ok := e.(*arrow.Call); ok && slices.Contains(aggregates, call.Func) {
		return s.aggregate(name, call)
	}
	x, err := s.exprWith(e, s.hiddenAggregate)
	s.after = append(s.after, extension{name, x})
	return err
}

func (s *selection) hiddenAggregate(c *arrow.Call) (algebra.Expr, error) {
	name := s.hide().Var
	return algebra.VarExpr{Name: name}, s.aggregate(name, c)
}

func (s *selection) aggregate(name string, c *arrow.Call) error {
	agg := algebra.Aggregate{Func: c.Func, Distinct: c.Distinct, As: name}
	switch {
	case len(c.Args) > 1 || len(c.Args) == 0 && c.Func != "count":
		return s.failf("as in: sum(?n) as ?total", "%s() takes one argument", c.Func)
	case len(c.Args) == 1:
		x, err := s.expr(c.Args[0])
		if err != nil {
			return err
		}
		for _, v := range algebra.ExprVars(x) {
			if !slices.Contains(s.bound, v) {
				return s.failf("use a variable of a pattern", "%s() takes ?%s and nothing binds it", c.Func, v)
			}
		}
		agg.Expr = x
	}
	s.aggs = append(s.aggs, agg)
	return nil
}

// keys reads order by. A key may be an aggregate, where select has one.
func (s *selection) keys(o *arrow.OrderBy, sel *arrow.Select) ([]algebra.Key, error) {
	var keys []algebra.Key
	for _, k := range o.Keys {
		s.at = k.Pos
		x, err := s.exprWith(k.Expr, func(c *arrow.Call) (algebra.Expr, error) {
			if !s.grouped {
				return nil, s.failf("as in: select ?who, count(?what) as ?n", "order by %s() without an aggregate in select", c.Func)
			}
			return s.hiddenAggregate(c)
		})
		if err != nil {
			return nil, err
		}
		for _, v := range algebra.ExprVars(x) {
			if !s.has(v) {
				return nil, s.failf("sort by a variable of the query", "order by ?%s and nothing binds it", v)
			}
		}
		if sel != nil && sel.Distinct {
			for _, v := range algebra.ExprVars(x) {
				if !slices.Contains(s.vars, v) {
					return nil, s.failf("select it too", "with select distinct, rows cannot be sorted by ?%s, which is not selected", v)
				}
			}
		}
		keys = append(keys, algebra.Key{Expr: x, Desc: k.Desc})
	}
	return keys, nil
}

// has reports whether a variable is there to be sorted by.
func (s *selection) has(name string) bool {
	if slices.Contains(s.vars, name) || algebra.Hidden(name) {
		return true
	}
	if s.grouped {
		return slices.Contains(s.by, name)
	}
	return slices.Contains(s.bound, name)
}

// compute puts what was collected around the patterns.
func (s *selection) compute(node algebra.Node) algebra.Node {
	for _, x := range s.before {
		node = &algebra.Extend{In: node, Var: x.name, Expr: x.expr}
	}
	if s.grouped {
		node = &algebra.Group{In: node, By: s.by, Aggs: s.aggs}
	}
	for _, x := range s.after {
		node = &algebra.Extend{In: node, Var: x.name, Expr: x.expr}
	}
	return node
}
