package plan

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

// Counts tells how many quads there are.
type Counts interface {
	// Count returns about how many quads have these terms as subject,
	// predicate, object and label; nil is any.
	Count(ctx context.Context, terms [4]quad.Value) (int64, error)
}

// Optimize returns a tree with the same solutions. Its variables are the shown
// ones of n, in n's order. Without counts (nil) constants decide. Errors are
// those of the counts.
func Optimize(ctx context.Context, n algebra.Node, counts Counts) (algebra.Node, error) {
	return Trace(ctx, n, counts, func(string, algebra.Node) {})
}

// Trace is Optimize that shows the tree after each of its rewritings.
func Trace(ctx context.Context, n algebra.Node, counts Counts, after func(rewriting string, n algebra.Node)) (algebra.Node, error) {
	p := &planner{estimator: newEstimator(ctx, counts), shown: algebra.Shown(n)}
	for _, pass := range passes {
		n = pass.run(p, n)
		if !p.alive() {
			return nil, p.err
		}
		after(pass.name, n)
	}
	return n, nil
}

// planner is the state of one Optimize.
type planner struct {
	*estimator
	shown []string // of the whole tree
	names int
	given []algebra.Node // whose solutions what is rewritten runs over
}

// alive reports whether to go on: a large query takes a while to plan.
func (p *planner) alive() bool {
	if p.err == nil {
		p.err = p.ctx.Err()
	}
	return p.err == nil
}

// ties gives every Order its columns in the order they have before joins are
// put in another: the columns that are shown above it first.
func ties(n algebra.Node, shown []string) algebra.Node {
	switch m := n.(type) {
	case *algebra.Project:
		shown = m.Vars
	case *algebra.Slice, *algebra.Distinct:
	case *algebra.Order:
		names := slices.Clone(m.Ties)
		for _, v := range slices.Concat(shown, algebra.Shown(m.In)) {
			if !slices.Contains(names, v) && !algebra.Hidden(v) && slices.Contains(algebra.Vars(m.In), v) {
				names = append(names, v)
			}
		}
		return &algebra.Order{In: ties(m.In, nil), Keys: m.Keys, Ties: names, Top: m.Top}
	default:
		shown = nil
	}
	return algebra.Map(n, func(c algebra.Node) algebra.Node { return ties(c, shown) })
}

// expand replaces property paths by the joins and unions that they stand for.
func (p *planner) expand(n algebra.Node) algebra.Node {
	if path, ok := n.(*algebra.PathPattern); ok {
		return algebra.Expand(path, p.fresh)
	}
	return algebra.Map(n, p.expand)
}

// fresh invents a hidden variable that no language can write.
func (p *planner) fresh() string {
	p.names++
	return fmt.Sprintf("_/%d", p.names)
}
