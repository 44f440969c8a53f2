package graph

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// EachName calls f with each name of the base namespace that stands in the
// graph, in the order of their IRIs, until f returns false: names of entities,
// of predicates and of sources alike.
func (g *Graph) EachName(ctx context.Context, src source.Source, f func(name string) bool) error {
	return eachName(ctx, src, g.names, "", func(_ source.ID, _ []byte, name func() (string, bool)) bool {
		text, ok := name()
		return !ok || f(text)
	})
}

// EachLabel calls f with each label in the graph, in any language, and what it
// names, property by property, until f returns false. One that several sources
// give comes as often.
func (g *Graph) EachLabel(ctx context.Context, src source.Source, f func(entity quad.Value, label string) bool) error {
	n, err := newNaming(ctx, src)
	if err != nil {
		return err
	}
	for _, p := range n.properties {
		err := source.EachQuad(ctx, src, func(q quad.Quad) error {
			if text, ok := textOf(q.Object); ok && !f(q.Subject, text) {
				return errFound
			}
			return nil
		}, source.Pattern{source.P: p})
		if errors.Is(err, errFound) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
