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
	// How many of the parts that are left, and what is above, need a variable.
	wanted := map[string]int{}
	for _, v := range needed {
		wanted[v]++
	}
	for _, part := range n.Parts {
		for _, v := range algebra.Vars(part) {
			wanted[v]++
		}
	}
	out := &algebra.Join{}
	var live []string // what out binds
	for i, part := range n.Parts {
		vars := algebra.Vars(part)
		for _, v := range vars {
			wanted[v]--
		}
		if i == 0 {
			part = thin(part, wantedOf(vars, wanted))
		}
		out.Parts = append(out.Parts, part)
		for _, v := range vars {
			if !slices.Contains(live, v) {
				live = append(live, v)
			}
		}
		kept := wantedOf(live, wanted)
		if i < len(n.Parts)-1 && len(kept) < len(live) {
			out = &algebra.Join{Parts: []algebra.Node{&algebra.Thin{In: single(out), Vars: kept}}}
		}
		live = kept
	}
	return out
}

// wantedOf returns those of some variables that are wanted.
func wantedOf(vars []string, wanted map[string]int) []string {
	return slices.DeleteFunc(slices.Clone(vars), func(v string) bool { return wanted[v] == 0 })
}
