package eval

import (
	"fmt"
	"maps"
	"slices"

	"quipu/graph/algebra"
)

// compiler turns nodes into operators.
type compiler struct {
	run    *run
	names  int // hidden variables invented
	labels map[string]*labelSpec
}

func (c *compiler) unit() relation {
	return relation{op: &unit{run: c.run}, bound: map[string]bool{}}
}

// build joins the rows of in with the solutions of n. Where in can bind n's
// variables without changing what n means, n's operators run over in's rows;
// else n runs by itself, once, and is hashed.
func (c *compiler) build(in relation, n algebra.Node) (relation, error) {
	if _, first := in.op.(*unit); !first && !seesOnlyItself(in, n) {
		right, err := c.onto(c.unit(), n)
		if err != nil {
			return right, err
		}
		return c.hashJoin(in, right), nil
	}
	switch n := n.(type) {
	case *algebra.Pattern:
		return c.pattern(in, n)
	case *algebra.PathPattern:
		return c.path(in, n)
	case *algebra.Join:
		return c.join(in, n)
	case *algebra.Union:
		return c.union(in, n)
	case *algebra.Leapfrog:
		return c.leapfrog(n)
	case *algebra.Optional:
		return c.optional(in, n)
	case *algebra.Not:
		return c.not(in, n)
	case *algebra.Minus:
		return c.minus(in, n)
	case *algebra.Values:
		return c.values(in, n)
	case *algebra.Walk:
		return c.walk(in, n)
	}
	below := algebra.Children(n)
	if len(below) != 1 {
		return in, badTree("no such operator: %T", n)
	}
	rel, err := c.onto(in, below[0])
	if err != nil {
		return rel, err
	}
	switch n := n.(type) {
	case *algebra.Filter:
		return c.filter(rel, n.Cond)
	case *algebra.Extend:
		return c.extend(rel, n)
	case *algebra.Project:
		return c.project(rel, append(slices.Clone(in.cols), n.Vars...)), nil
	case *algebra.Group:
		return c.group(rel, n)
	case *algebra.Distinct:
		return c.distinct(rel, n), nil
	case *algebra.Thin:
		return c.thin(rel, n), nil
	case *algebra.Order:
		return c.order(rel, n)
	case *algebra.Slice:
		rel.op = &slice{in: rel.op, run: c.run, skip: n.Offset, left: n.Limit}
		return rel, nil
	default:
		return rel, badTree("no such operator: %T", n)
	}
}

// seesOnlyItself reports whether n means the same over the rows of in as by
// itself and then joined with them. SPARQL evaluates a group by itself: what
// it tests must not depend on variables that only in binds.
func seesOnlyItself(in relation, n algebra.Node) bool {
	inner := func(bound map[string]bool, names []string) bool {
		for _, v := range names {
			if in.col(v) >= 0 && !bound[v] {
				return false
			}
		}
		return true
	}
	switch n := n.(type) {
	case *algebra.Filter:
		return inner(algebra.Bound(n.In), algebra.ExprVars(n.Cond))
	case *algebra.Extend:
		return in.col(n.Var) < 0 && inner(algebra.Bound(n.In), algebra.ExprVars(n.Expr))
	case *algebra.Optional:
		return inner(algebra.Bound(n.Left), rightVars(n.Right))
	case *algebra.Not:
		return inner(algebra.Bound(n.Left), rightVars(n.Right))
	case *algebra.Minus:
		return inner(algebra.Bound(n.Left), algebra.Vars(n.Right))
	case *algebra.Project:
		bound := map[string]bool{}
		for _, v := range n.Vars {
			bound[v] = true
		}
		return inner(bound, algebra.Vars(n.In))
	case *algebra.Leapfrog, *algebra.Values, *algebra.Walk, *algebra.Group, *algebra.Distinct, *algebra.Thin, *algebra.Order, *algebra.Slice:
		return false
	default:
		return true
	}
}

// rightVars returns the variables that the right side of an Optional or a Not
// looks at.
func rightVars(n algebra.Node) []string {
	conds, n := conditions(n)
	names := algebra.Vars(n)
	for _, cond := range conds {
		names = append(names, algebra.ExprVars(cond)...)
	}
	return names
}

// conditions takes the filters off the top of a node.
func conditions(n algebra.Node) ([]algebra.Expr, algebra.Node) {
	var conds []algebra.Expr
	for {
		f, ok := n.(*algebra.Filter)
		if !ok {
			return conds, n
		}
		conds = append(conds, f.Cond)
		n = f.In
	}
}

func (c *compiler) join(in relation, n *algebra.Join) (relation, error) {
	for _, p := range n.Parts {
		var err error
		if in, err = c.onto(in, p); err != nil {
			return in, err
		}
	}
	return in, nil
}

// boundBy returns the columns bound after joining with n.
func boundBy(in relation, n algebra.Node) map[string]bool {
	out := maps.Clone(in.bound)
	maps.Copy(out, algebra.Bound(n))
	return out
}

// fresh invents a hidden variable that no language can write.
func (c *compiler) fresh() string {
	c.names++
	return fmt.Sprintf("_:%d", c.names)
}
