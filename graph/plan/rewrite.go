package plan

import (
	"slices"

	"quipu/graph/algebra"
)

// rewrite returns n with conditions on its solutions, each as far down as it
// means the same, and with its joins in order.
func (p *planner) rewrite(n algebra.Node, conds []algebra.Expr) algebra.Node {
	switch n := n.(type) {
	case *algebra.Filter:
		return p.rewrite(n.In, append(split(n.Cond), conds...))
	case *algebra.Join:
		return p.join(n, conds)
	case *algebra.Union:
		return algebra.Map(n, func(c algebra.Node) algebra.Node { return p.rewrite(c, conds) })
	case *algebra.Optional:
		bound, right := algebra.Bound(n.Left), algebra.Vars(n.Right)
		below, above := sortOut(conds, func(v string) bool { return bound[v] || !slices.Contains(right, v) })
		return filter(&algebra.Optional{Left: p.rewrite(n.Left, below), Right: p.right(n.Left, n.Right)}, above)
	case *algebra.Not:
		return &algebra.Not{Left: p.rewrite(n.Left, conds), Right: p.right(n.Left, n.Right)}
	case *algebra.Minus:
		return &algebra.Minus{Left: p.rewrite(n.Left, conds), Right: p.rewrite(n.Right, nil)}
	case *algebra.Extend:
		below, above := sortOut(conds, func(v string) bool { return v != n.Var })
		return filter(&algebra.Extend{In: p.rewrite(n.In, below), Var: n.Var, Expr: n.Expr}, above)
	case *algebra.Project:
		below, above := sortOut(conds, func(v string) bool { return slices.Contains(n.Vars, v) })
		return filter(&algebra.Project{In: p.rewrite(n.In, below), Vars: n.Vars}, above)
	case *algebra.Distinct:
		below, above := sortOut(conds, func(v string) bool { return !algebra.Hidden(v) })
		return filter(&algebra.Distinct{In: p.rewrite(n.In, below)}, above)
	case *algebra.Order:
		if n.Top > 0 {
			return filter(&algebra.Order{In: p.rewrite(n.In, nil), Keys: n.Keys, Ties: n.Ties, Top: n.Top}, conds)
		}
		return &algebra.Order{In: p.rewrite(n.In, conds), Keys: n.Keys, Ties: n.Ties, Top: n.Top}
	case *algebra.Group:
		// Without By there is a solution even over nothing.
		below, above := sortOut(conds, func(v string) bool { return slices.Contains(n.By, v) })
		if len(n.By) == 0 {
			below, above = nil, conds
		}
		return filter(&algebra.Group{In: p.rewrite(n.In, below), By: n.By, Aggs: n.Aggs}, above)
	default:
		// Slice and Walk take a number of what is below: nothing moves there.
		n = algebra.Map(n, func(c algebra.Node) algebra.Node { return p.rewrite(c, nil) })
		return filter(n, conds)
	}
}

// right rewrites the right side of an Optional or a Not. A condition at its
// top sees the left side too: it stays there unless it needs only the right.
func (p *planner) right(left, n algebra.Node) algebra.Node {
	p.given = append(p.given, left)
	defer func() { p.given = p.given[:len(p.given)-1] }()
	var conds []algebra.Expr
	for {
		f, ok := n.(*algebra.Filter)
		if !ok {
			break
		}
		conds = append(split(f.Cond), conds...)
		n = f.In
	}
	bound := algebra.Bound(n)
	below, above := sortOut(conds, func(v string) bool { return bound[v] })
	n = p.rewrite(n, below)
	for f, ok := n.(*algebra.Filter); ok; f, ok = f.In.(*algebra.Filter) {
		if !within(algebra.ExprVars(f.Cond), algebra.Bound(f.In)) {
			// This condition was not at the top: it must not see the left side.
			n = &algebra.Join{Parts: []algebra.Node{n}}
			break
		}
	}
	return filter(n, above)
}

// split takes a conjunction apart.
func split(e algebra.Expr) []algebra.Expr {
	call, ok := e.(algebra.Call)
	if !ok || call.Func != "and" {
		return []algebra.Expr{e}
	}
	var out []algebra.Expr
	for _, a := range call.Args {
		out = append(out, split(a)...)
	}
	return out
}

// filter puts conditions on top of a node.
func filter(n algebra.Node, conds []algebra.Expr) algebra.Node {
	switch len(conds) {
	case 0:
		return n
	case 1:
		return &algebra.Filter{In: n, Cond: conds[0]}
	default:
		return &algebra.Filter{In: n, Cond: algebra.Call{Func: "and", Args: conds}}
	}
}

// sortOut separates the conditions whose variables are all fine.
func sortOut(conds []algebra.Expr, fine func(string) bool) (below, above []algebra.Expr) {
	for _, c := range conds {
		if slices.ContainsFunc(algebra.ExprVars(c), func(v string) bool { return !fine(v) }) {
			above = append(above, c)
		} else {
			below = append(below, c)
		}
	}
	return below, above
}

func within(names []string, set map[string]bool) bool {
	return !slices.ContainsFunc(names, func(v string) bool { return !set[v] })
}
