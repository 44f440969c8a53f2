package graph

import (
	"cmp"
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Outline is what of a graph is known without reading all of it.
type Outline struct {
	source.Size
	Predicates int64
	// Sources are the labels with their number of quads, most first. A label
	// that is "speaker, in document" counts for the document.
	Sources    []Counted
	Unlabelled int64
}

// Stats describe a graph: sizes, sources, best-linked entities, dates.
type Stats struct {
	Outline
	Entities int64 // subjects and objects that are IRIs or blank nodes, but no said/ or st/ nodes
	// Linked are the five entities with most triples that link entities.
	Linked []Counted
	// FirstDate and LastDate are the literals with the earliest and the
	// latest time, nil where there is none.
	FirstDate, LastDate quad.Value
}

// Counted is a term and a number.
type Counted struct {
	Term  quad.Value
	Count int64
}

// Outline counts predicates and labels by seeks: its work grows with how many
// of them there are.
func (g *Graph) Outline(ctx context.Context, src source.Source) (Outline, error) {
	var o Outline
	var err error
	if o.Size, err = src.Size(ctx); err != nil {
		return o, err
	}
	err = source.Distinct(ctx, src, source.Pattern{}, source.P, func(source.ID, int64) bool {
		o.Predicates++
		return true
	})
	if err != nil {
		return o, err
	}
	var labels []source.ID
	var counts []int64
	err = source.Distinct(ctx, src, source.Pattern{}, source.L, func(id source.ID, n int64) bool {
		if id == source.Unlabelled {
			o.Unlabelled = n
		} else {
			labels, counts = append(labels, id), append(counts, n)
		}
		return true
	})
	if err != nil {
		return o, err
	}
	terms, err := g.documents(ctx, src, labels)
	if err != nil {
		return o, err
	}
	sources := map[quad.Value]int64{}
	for i, term := range terms {
		sources[term] += counts[i]
	}
	o.Sources = ranked(sources)
	return o, nil
}

// documents returns for each label the document that it is derived from, if it
// is a "speaker, in document" node, else its own term.
func (g *Graph) documents(ctx context.Context, src source.Source, labels []source.ID) ([]quad.Value, error) {
	terms := make([]quad.Value, len(labels))
	if err := src.Terms(ctx, labels, terms); err != nil {
		return nil, err
	}
	derived, err := source.IDOf(ctx, src, quads.WasDerivedFrom)
	if err != nil || derived == source.Any {
		return terms, err
	}
	var patterns []source.Pattern
	var said []int
	for i, v := range terms {
		if iri, ok := v.(quad.IRI); ok && g.names.IsSaid(iri) {
			patterns = append(patterns, source.Pattern{source.S: labels[i], source.P: derived})
			said = append(said, i)
		}
	}
	if len(patterns) == 0 {
		return terms, nil
	}
	documents := slices.Clone(labels)
	err = source.Each(ctx, src, func(m source.Match) bool {
		documents[said[m.Pattern]] = m.Quad[source.O]
		return true
	}, patterns...)
	if err != nil {
		return nil, err
	}
	return terms, src.Terms(ctx, documents, terms)
}

// ranked returns the counts of a map, most first, then in term order.
func ranked(counts map[quad.Value]int64) []Counted {
	out := make([]Counted, 0, len(counts))
	for term, n := range counts {
		out = append(out, Counted{term, n})
	}
	slices.SortFunc(out, compareCounted)
	return out
}

func compareCounted(a, b Counted) int {
	if c := cmp.Compare(b.Count, a.Count); c != 0 {
		return c
	}
	return quads.Order(a.Term, b.Term)
}
