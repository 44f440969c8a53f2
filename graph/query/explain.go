package query

import (
	"context"
	"strings"

	"quipu/graph"
	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/plan"
)

// Explain returns the plan of a query: the tree that would run, each node
// with how many solutions are expected of it. A script has one for each path
// that it asks for.
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
	trees := []algebra.Node{q.node}
	if q.node == nil {
		trees = nil
		for _, p := range q.parts {
			if p.tree != nil {
				trees = append(trees, p.tree)
			}
		}
	}
	counts := eval.Counts{Source: src}
	var out strings.Builder
	for _, tree := range trees {
		node, err := plan.Optimize(ctx, tree, counts)
		if err != nil {
			return "", err
		}
		text, err := plan.Explain(ctx, node, counts)
		if err != nil {
			return "", err
		}
		out.WriteString(text + "\n")
	}
	return out.String(), nil
}
