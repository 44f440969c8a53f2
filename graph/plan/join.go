package plan

import (
	"maps"
	"slices"

	"quipu/graph/algebra"
)

// join puts the parts of a join in order and each condition behind the first
// parts that bind its variables.
func (p *planner) join(n *algebra.Join, conds []algebra.Expr) algebra.Node {
	parts, more := flatten(n)
	parts, conds = p.order(p.leapfrogs(parts)), append(more, conds...)
	if len(parts) == 0 {
		return filter(n, conds)
	}
	done := &algebra.Join{}
	bound := map[string]bool{}
	for i, part := range parts {
		maps.Copy(bound, algebra.Bound(part))
		ready, later := sortOut(conds, func(v string) bool { return bound[v] })
		if i == len(parts)-1 {
			ready, later = conds, nil
		}
		conds = later
		if i == 0 {
			done.Parts = []algebra.Node{p.rewrite(part, ready)}
			continue
		}
		done.Parts = append(done.Parts, p.rewrite(part, nil))
		if len(ready) > 0 {
			done = &algebra.Join{Parts: []algebra.Node{filter(done, ready)}}
		}
	}
	return single(done)
}

// single unwraps a join of one part.
func single(n *algebra.Join) algebra.Node {
	if len(n.Parts) == 1 {
		return n.Parts[0]
	}
	return n
}

// flatten returns the parts of a join and of the joins among them, and the
// conditions on a part that mean the same on the whole: those whose variables
// the part surely binds.
func flatten(n algebra.Node) (parts []algebra.Node, conds []algebra.Expr) {
	switch n := n.(type) {
	case *algebra.Join:
		for _, part := range n.Parts {
			p, c := flatten(part)
			parts, conds = append(parts, p...), append(conds, c...)
		}
		return parts, conds
	case *algebra.Filter:
		if within(algebra.ExprVars(n.Cond), algebra.Bound(n.In)) {
			parts, conds = flatten(n.In)
			return parts, append(conds, split(n.Cond)...)
		}
	}
	return []algebra.Node{n}, nil
}

// order chooses, one after the other, the part that is expected to give least,
// of those that share a variable with what is chosen: a part that shares none
// multiplies. Of equals the first stays first.
func (p *planner) order(parts []algebra.Node) []algebra.Node {
	left := slices.Clone(parts)
	var out []algebra.Node
	known, bound := map[string]bool{}, map[string]bool{}
	for len(left) > 0 {
		best, bestLinked, bestSize := 0, false, 0.0
		for i, part := range left {
			vars := algebra.Vars(part)
			linked := len(vars) == 0 || len(out) == 0 || slices.ContainsFunc(vars, func(v string) bool { return known[v] })
			size := p.size(part, bound)
			if _, first := part.(*algebra.Leapfrog); first {
				size = 0 // behind others it would have to be held
			}
			if i == 0 || linked && !bestLinked || linked == bestLinked && size < bestSize {
				best, bestLinked, bestSize = i, linked, size
			}
		}
		part := left[best]
		left = slices.Delete(left, best, best+1)
		out = append(out, part)
		for _, v := range algebra.Vars(part) {
			known[v] = true
		}
		maps.Copy(bound, algebra.Bound(part))
	}
	return out
}
