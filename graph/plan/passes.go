package plan

import (
	"slices"

	"quipu/graph/algebra"
)

// pass is one rewriting of a whole tree.
type pass struct {
	name string
	run  func(p *planner, n algebra.Node) algebra.Node
}

// passes are the rewritings in their order.
var passes = []pass{
	{"ties", func(p *planner, n algebra.Node) algebra.Node { return ties(n, p.shown) }},
	{"paths", (*planner).expand},
	{"joins and conditions", func(p *planner, n algebra.Node) algebra.Node { return p.rewrite(n, nil) }},
	{"columns", (*planner).columns},
	{"limits", func(_ *planner, n algebra.Node) algebra.Node { return pushSlices(n) }},
	{"unused columns", func(_ *planner, n algebra.Node) algebra.Node { return prune(n, nil) }},
	{"repetitions", (*planner).thinOut},
}

// columns puts a projection to the shown variables on top, where there is
// none: what rewritings invented is not seen.
func (p *planner) columns(n algebra.Node) algebra.Node {
	if top, ok := n.(*algebra.Project); ok && slices.Equal(top.Vars, p.shown) {
		return n
	}
	return &algebra.Project{In: n, Vars: p.shown}
}
