package query

import (
	"context"

	"quipu/graph"
	"quipu/graph/eval"
	"quipu/graph/plan"
)

// Explain returns the plan of a query: the tree that would run, each node
// with how many solutions are expected of it.
func Explain(ctx context.Context, g *graph.Graph, text string, o Options) (string, error) {
	src, err := g.View(ctx)
	if err != nil {
		return "", err
	}
	defer src.Close()
	q, err := lower(ctx, g, src, text, o)
	if err != nil {
		return "", err
	}
	counts := eval.Counts{Source: src}
	node, err := plan.Optimize(ctx, q.node, counts)
	if err != nil {
		return "", err
	}
	plan, err := plan.Explain(ctx, node, counts)
	return plan + "\n", err
}
