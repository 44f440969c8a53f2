package plan

import (
	"slices"

	"quipu/graph/algebra"
)

// pushSlices moves limits down to where they save work.
func pushSlices(n algebra.Node) algebra.Node {
	if s, ok := n.(*algebra.Slice); ok {
		n = pushSlice(s)
	}
	return algebra.Map(n, pushSlices)
}

func pushSlice(s *algebra.Slice) algebra.Node {
	need := s.Offset + s.Limit // of the node below; negative where unlimited
	if s.Limit < 0 {
		need = -1
	}
	switch in := s.In.(type) {
	case *algebra.Project:
		return &algebra.Project{Vars: in.Vars, In: pushSlice(&algebra.Slice{In: in.In, Offset: s.Offset, Limit: s.Limit})}
	case *algebra.Extend:
		return &algebra.Extend{Var: in.Var, Expr: in.Expr, In: pushSlice(&algebra.Slice{In: in.In, Offset: s.Offset, Limit: s.Limit})}
	case *algebra.Order:
		if need > 0 && (in.Top == 0 || need < in.Top) {
			top := &algebra.Order{In: in.In, Keys: in.Keys, Ties: in.Ties, Top: need}
			return &algebra.Slice{In: top, Offset: s.Offset, Limit: s.Limit}
		}
	case *algebra.Union:
		if need >= 0 {
			cut := algebra.Map(in, func(c algebra.Node) algebra.Node { return atMost(c, need) })
			return &algebra.Slice{In: cut, Offset: s.Offset, Limit: s.Limit}
		}
	}
	return s
}

// atMost limits a node that has no such limit yet.
func atMost(n algebra.Node, limit int) algebra.Node {
	if s, ok := n.(*algebra.Slice); ok && s.Limit >= 0 && s.Limit <= limit {
		return n
	}
	return &algebra.Slice{In: n, Limit: limit}
}

// prune drops columns that nothing above looks at below the operators that
// hold whole rows. needed nil is all.
func prune(n algebra.Node, needed []string) algebra.Node {
	switch n := n.(type) {
	case *algebra.Project:
		if in, ok := n.In.(*algebra.Project); ok && subset(n.Vars, in.Vars) {
			return prune(&algebra.Project{In: in.In, Vars: n.Vars}, nil)
		}
		return &algebra.Project{In: prune(n.In, n.Vars), Vars: n.Vars}
	case *algebra.Slice:
		return &algebra.Slice{In: prune(n.In, needed), Offset: n.Offset, Limit: n.Limit}
	case *algebra.Order:
		if needed != nil {
			needed = append(slices.Clone(needed), n.Ties...)
			for _, k := range n.Keys {
				needed = append(needed, algebra.ExprVars(k.Expr)...)
			}
		}
		return &algebra.Order{In: keep(n.In, needed), Keys: n.Keys, Ties: n.Ties, Top: n.Top}
	case *algebra.Group:
		needed := append([]string{}, n.By...)
		for _, a := range n.Aggs {
			if a.Expr == nil && a.Distinct {
				needed = append(needed, algebra.Shown(n.In)...)
			}
			if a.Expr != nil {
				needed = append(needed, algebra.ExprVars(a.Expr)...)
			}
		}
		return &algebra.Group{In: keep(n.In, needed), By: n.By, Aggs: n.Aggs}
	default:
		return algebra.Map(n, func(c algebra.Node) algebra.Node { return prune(c, nil) })
	}
}

// keep projects a node to the columns that are needed.
func keep(n algebra.Node, needed []string) algebra.Node {
	all := algebra.Vars(n)
	if needed == nil {
		return prune(n, nil)
	}
	vars := slices.DeleteFunc(slices.Clone(all), func(v string) bool { return !slices.Contains(needed, v) })
	if len(vars) == len(all) {
		return prune(n, nil)
	}
	return &algebra.Project{In: prune(n, vars), Vars: vars}
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(v string) bool { return !slices.Contains(b, v) })
}
