package plan

import (
	"slices"

	"quipu/graph/algebra"
)

// thinOut looks for answers that name each solution once, whatever made it:
// below them, repeated solutions only cost time.
func (p *planner) thinOut(n algebra.Node) algebra.Node {
	switch n := n.(type) {
	case *algebra.Distinct:
		return &algebra.Distinct{In: p.thinOut(thin(n.In, algebra.Vars(n)))}
	case *algebra.Group:
		if vars, ok := insensitive(n); ok {
			return &algebra.Group{In: p.thinOut(thin(n.In, vars)), By: n.By, Aggs: n.Aggs}
		}
	}
	return algebra.Map(n, p.thinOut)
}

// insensitive returns the variables that a group looks at, if it has the same
// answer when each of their solutions comes once.
func insensitive(n *algebra.Group) (vars []string, ok bool) {
	vars = slices.Clone(n.By)
	for _, a := range n.Aggs {
		if a.Expr == nil || !a.Distinct && a.Func != "min" && a.Func != "max" {
			return nil, false
		}
		vars = append(vars, algebra.ExprVars(a.Expr)...)
	}
	return vars, true
}

// thin returns a node with the same solutions of some variables, though not as
// often: between the parts of a join it drops the variables that are not
// needed any more, and with them the repetitions that they made. So a chain
// becomes a search from set to set, and a star around a hub does not multiply
// its arms.
func thin(n algebra.Node, needed []string) algebra.Node {
	switch n := n.(type) {
	case *algebra.Project:
		return &algebra.Project{In: thin(n.In, n.Vars), Vars: n.Vars}
	case *algebra.Filter:
		return &algebra.Filter{In: thin(n.In, slices.Concat(needed, algebra.ExprVars(n.Cond))), Cond: n.Cond}
	case *algebra.Union:
		return algebra.Map(n, func(c algebra.Node) algebra.Node { return thin(c, needed) })
	case *algebra.Join:
		return thinJoin(n, needed)
	default:
		return n
	}
}

func thinJoin(n *algebra.Join, needed []string) algebra.Node {
	out := &algebra.Join{}
	for i, part := range n.Parts {
		later := needed
		for _, other := range n.Parts[i+1:] {
			later = append(slices.Clone(later), algebra.Vars(other)...)
		}
		if i == 0 {
			part = thin(part, later)
		}
		out.Parts = append(out.Parts, part)
		bound := algebra.Vars(out)
		live := slices.DeleteFunc(slices.Clone(bound), func(v string) bool { return !slices.Contains(later, v) })
		if i < len(n.Parts)-1 && len(live) < len(bound) {
			out = &algebra.Join{Parts: []algebra.Node{&algebra.Thin{In: single(out), Vars: live}}}
		}
	}
	return out
}
