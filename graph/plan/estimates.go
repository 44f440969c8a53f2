package plan

import (
	"context"
	"maps"

	"quipu/graph/algebra"
)

// Estimates tells how many solutions are expected of each node of a plan as
// the evaluator runs it: the parts of a join one after the other, each over
// the solutions of those before it. So what is expected of a part is how many
// there are once it is joined.
type Estimates map[algebra.Node]float64

// Estimate returns what is expected of each node of n. Errors are those of the
// counts.
func Estimate(ctx context.Context, n algebra.Node, counts Counts) (Estimates, error) {
	e := newEstimator(ctx, counts)
	out := Estimates{}
	out.add(e, n, 1, map[string]bool{})
	return out, e.err
}

// add estimates n and what is below it, joined with so many solutions that
// bind these variables.
func (s Estimates) add(e *estimator, n algebra.Node, over float64, bound map[string]bool) {
	s[n] = over * e.size(n, bound)
	switch n := n.(type) {
	case *algebra.Join:
		bound = maps.Clone(bound)
		for _, part := range n.Parts {
			s.add(e, part, over, bound)
			over = s[part]
			maps.Copy(bound, algebra.Bound(part))
		}
		s[n] = over
	case *algebra.Optional:
		s.sides(e, n.Left, n.Right, over, bound)
	case *algebra.Not:
		s.sides(e, n.Left, n.Right, over, bound)
	case *algebra.Minus:
		s.add(e, n.Left, over, bound)
		s.add(e, n.Right, 1, map[string]bool{})
	case *algebra.Union, *algebra.Filter, *algebra.Extend, *algebra.Project, *algebra.Thin:
		for _, c := range algebra.Children(n) {
			s.add(e, c, over, bound)
		}
	default: // what is below runs by itself
		for _, c := range algebra.Children(n) {
			s.add(e, c, 1, map[string]bool{})
		}
	}
}

// sides estimates two nodes of which the right one runs over the left one's
// solutions.
func (s Estimates) sides(e *estimator, left, right algebra.Node, over float64, bound map[string]bool) {
	s.add(e, left, over, bound)
	bound = maps.Clone(bound)
	maps.Copy(bound, algebra.Bound(left))
	s.add(e, right, s[left], bound)
}
