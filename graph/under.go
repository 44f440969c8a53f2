package graph

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Under returns the quads under a source: those labelled with the source
// itself, and those labelled with a node "speaker, in document" whose document
// is the source. Statement nodes and the description of the source are
// labelled with it, so they are among them. What the source, as a speaker,
// says in other documents is not: it is those documents'.
func (g *Graph) Under(ctx context.Context, src source.Source, label quad.Value) ([]quad.Quad, error) {
	return g.under(ctx, src, []quad.Value{label})
}

func (g *Graph) under(ctx context.Context, src source.Source, sources []quad.Value) ([]quad.Quad, error) {
	labels, err := g.labelsUnder(ctx, src, sources)
	if err != nil || len(labels) == 0 {
		return nil, err // no pattern is not the pattern of everything
	}
	patterns := make([]source.Pattern, len(labels))
	for i, l := range labels {
		patterns[i] = source.Pattern{source.L: l}
	}
	return source.Quads(ctx, src, patterns...)
}

// labelsUnder returns the ids of some sources and of the said/ nodes that are
// derived from them, each once.
func (g *Graph) labelsUnder(ctx context.Context, src source.Source, sources []quad.Value) ([]source.ID, error) {
	ids := make([]source.ID, len(sources)+1)
	if err := src.IDs(ctx, append(sources[:len(sources):len(sources)], quads.WasDerivedFrom), ids); err != nil {
		return nil, err
	}
	derived := ids[len(sources)]
	seen := map[source.ID]bool{source.Any: true}
	var labels []source.ID
	var patterns []source.Pattern
	for _, id := range ids[:len(sources)] {
		if !seen[id] {
			seen[id] = true
			labels = append(labels, id)
			patterns = append(patterns, source.Pattern{source.P: derived, source.O: id})
		}
	}
	if derived == source.Any {
		return labels, nil
	}
	var nodes []source.ID
	err := source.Each(ctx, src, func(m source.Match) bool {
		if s := m.Quad[source.S]; !seen[s] {
			seen[s] = true
			nodes = append(nodes, s)
		}
		return true
	}, patterns...)
	if err != nil {
		return nil, err
	}
	terms := make([]quad.Value, len(nodes))
	if err := src.Terms(ctx, nodes, terms); err != nil {
		return nil, err
	}
	for i, v := range terms {
		if iri, ok := v.(quad.IRI); ok && g.names.IsSaid(iri) {
			labels = append(labels, nodes[i])
		}
	}
	return labels, nil
}

// replace removes the quads under the sources that the inputs declare and
// adds those of the inputs. It returns how many there were.
func (g *Graph) replace(ctx context.Context, tx source.Tx, in *inputReader) (int64, error) {
	var read []quad.Quad
	err := in.each(ctx, func(q quad.Quad) error {
		read = append(read, q)
		return nil
	})
	if err != nil {
		return 0, err
	}
	declared := make([]quad.Value, 0, len(in.declared))
	for label := range in.declared {
		declared = append(declared, label)
	}
	old, err := g.underNow(ctx, declared)
	if err != nil {
		return 0, err
	}
	for _, q := range old {
		if err := tx.Remove(q); err != nil {
			return 0, err
		}
	}
	for _, q := range read {
		if err := tx.Add(q); err != nil {
			return 0, err
		}
	}
	return int64(len(old)), nil
}

// underNow returns the quads under some sources, in the state that the
// transaction which the caller holds began on.
func (g *Graph) underNow(ctx context.Context, sources []quad.Value) ([]quad.Quad, error) {
	src, err := g.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	return g.under(ctx, src, sources)
}
