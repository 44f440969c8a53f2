package analysis

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// objectValue is an object as a value.
type objectValue struct {
	key     quads.Key
	literal bool
}

// valuesOf looks up terms as values.
func valuesOf(ctx context.Context, src source.Source, ids []source.ID) (map[source.ID]objectValue, error) {
	values := make(map[source.ID]objectValue)
	var ask []source.ID
	for _, id := range ids {
		if _, known := values[id]; !known {
			values[id] = objectValue{}
			ask = append(ask, id)
		}
	}
	terms := make([]quad.Value, batchTriples)
	for some := range slices.Chunk(ask, batchTriples) {
		if err := src.Terms(ctx, some, terms[:len(some)]); err != nil {
			return nil, err
		}
		for i, id := range some {
			values[id] = objectValue{key: quads.KeyOf(terms[i]), literal: isLiteral(terms[i])}
		}
	}
	return values, ctx.Err()
}

func isLiteral(v quad.Value) bool {
	switch v.(type) {
	case nil, quad.IRI, quad.BNode:
		return false
	}
	return true
}

// singlePredicates returns the predicates of which the graph says that they
// have one value: type → owl:FunctionalProperty.
func singlePredicates(ctx context.Context, src source.Source) (map[source.ID]bool, error) {
	single := make(map[source.ID]bool)
	ids := make([]source.ID, 2)
	if err := src.IDs(ctx, []quad.Value{quads.Type, quads.Functional}, ids); err != nil || slices.Contains(ids, source.Any) {
		return single, err
	}
	err := source.Each(ctx, src, func(m source.Match) bool {
		single[m.Quad[source.S]] = true
		return true
	}, source.Pattern{source.P: ids[0], source.O: ids[1]})
	return single, err
}
