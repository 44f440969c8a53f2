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
	given := len(p.given)
	defer func() { p.given = p.given[:given] }()
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
		p.given = append(p.given, parts[i-1])
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
// multiplies. What the join runs over is chosen already. Of equals the first
// stays first.
func (p *planner) order(parts []algebra.Node) []algebra.Node {
	left := make([]*candidate, len(parts))
	by := map[string][]*candidate{} // of each variable, those that have it
	for i, part := range parts {
		c := &candidate{part: part, vars: algebra.Vars(part), stale: true}
		c.linked = len(c.vars) == 0
		left[i] = c
		for _, v := range c.vars {
			by[v] = append(by[v], c)
		}
	}
	var out []algebra.Node
	bound := map[string]bool{}
	begun := len(p.given) > 0
	for _, n := range p.given {
		maps.Copy(bound, algebra.Bound(n))
		for _, v := range algebra.Vars(n) {
			link(by[v])
		}
	}
	for len(left) > 0 && p.alive() {
		best := 0
		for i, c := range left {
			if c.stale {
				c.size, c.stale = p.size(c.part, bound), false
			}
			if _, first := c.part.(*algebra.Leapfrog); first {
				c.size = 0 // behind others it would have to be held
			}
			if b := left[best]; begun && c.linked && !b.linked || (c.linked == b.linked || !begun) && c.size < b.size {
				best = i
			}
		}
		chosen := left[best]
		left = slices.Delete(left, best, best+1)
		out, begun = append(out, chosen.part), true
		for _, v := range chosen.vars {
			link(by[v])
		}
		for v := range algebra.Bound(chosen.part) {
			if !bound[v] {
				bound[v] = true
				for _, c := range by[v] {
					c.stale = true
				}
			}
		}
	}
	return out
}

func link(candidates []*candidate) {
	for _, c := range candidates {
		c.linked = true
	}
}

// candidate is a part of a join that is not in order yet.
type candidate struct {
	part   algebra.Node
	vars   []string
	linked bool // it shares a variable with what is chosen
	size   float64
	stale  bool // size is of fewer bound variables
}
