package graph

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Stats describe a graph: sizes, sources, best-linked entities, dates.
type Stats struct {
	source.Size
	Entities   int64 // subjects and objects that are IRIs or blank nodes, but no said/ or st/ nodes
	Predicates int64
	// Sources are the labels with their number of quads, most first. A label
	// that is "speaker, in document" counts for the document.
	Sources []Counted
	// Linked are the five entities with most triples that link entities.
	Linked []Counted
	// FirstDate and LastDate are the literals with the earliest and the
	// latest time, nil where there is none.
	FirstDate, LastDate quad.Value
	Unlabelled          int64
}

// Counted is a term and a number.
type Counted struct {
	Term  quad.Value
	Count int64
}

// linkedShown is how many of the best-linked entities Stats has.
const linkedShown = 5

// Stats reads the whole graph once.
func (g *Graph) Stats(ctx context.Context, src source.Source) (Stats, error) {
	var s Stats
	var err error
	if s.Size, err = src.Size(ctx); err != nil {
		return s, err
	}
	c := &statsCounter{names: g.names, labels: map[quad.Value]int64{}, documents: map[quad.Value]quad.Value{},
		entities: map[quad.Value]int64{}, predicates: map[quad.Value]bool{}}
	if err := source.EachQuad(ctx, src, func(q quad.Quad) error { c.count(q); return nil }, source.Pattern{}); err != nil {
		return s, err
	}
	sources := map[quad.Value]int64{}
	for label, n := range c.labels {
		if document, ok := c.documents[label]; ok {
			label = document
		}
		sources[label] += n
	}
	s.Unlabelled = c.unlabelled
	s.Entities = int64(len(c.entities))
	s.Predicates = int64(len(c.predicates))
	s.Sources = ranked(sources)
	s.Linked = best(c.entities, linkedShown)
	s.FirstDate, s.LastDate = c.first.term, c.last.term
	return s, nil
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

// best returns the n highest counts of a map that are not 0, as ranked does.
func best(counts map[quad.Value]int64, n int) []Counted {
	var out []Counted
	for term, count := range counts {
		c := Counted{term, count}
		if count == 0 || len(out) == n && compareCounted(c, out[n-1]) > 0 {
			continue
		}
		i, _ := slices.BinarySearchFunc(out, c, compareCounted)
		out = slices.Insert(out, i, c)
		out = out[:min(n, len(out))]
	}
	return out
}

func compareCounted(a, b Counted) int {
	if c := cmp.Compare(b.Count, a.Count); c != 0 {
		return c
	}
	return quads.Order(a.Term, b.Term)
}

// statsCounter is fed every quad, those of one triple one after the other.
type statsCounter struct {
	names       *quads.Names
	labels      map[quad.Value]int64
	documents   map[quad.Value]quad.Value // of said/ nodes
	entities    map[quad.Value]int64      // with the number of links
	predicates  map[quad.Value]bool
	unlabelled  int64
	first, last dated
	triple      quad.Quad // the last one
}

type dated struct {
	term quad.Value
	at   time.Time
}

func (c *statsCounter) count(q quad.Quad) {
	if q.Label == nil {
		c.unlabelled++
	} else {
		c.labels[q.Label]++
	}
	label := q.Label
	q.Label = nil
	if q == c.triple {
		return
	}
	c.triple = q
	c.predicates[q.Predicate] = true
	c.date(q.Object)
	if c.isNode(q.Subject) {
		if q.Predicate == quads.WasDerivedFrom && c.isSaid(q.Subject) {
			c.documents[q.Subject] = q.Object
		}
		return
	}
	linked := isEntity(q.Object) && !c.isNode(q.Object)
	n := int64(0)
	if linked && label != q.Subject && !isNaming(q.Predicate) {
		n = 1
	}
	c.entities[q.Subject] += n
	if linked {
		c.entities[q.Object] += n
	}
}

// isNaming reports whether a predicate describes rather than links.
func isNaming(p quad.Value) bool {
	switch p {
	case quads.Type, quads.WasDerivedFrom, quads.WasAttributedTo, quads.WasQuotedFrom:
		return true
	}
	return slices.Contains(labelProperties, p)
}

func (c *statsCounter) date(v quad.Value) {
	from, to, ok := quads.Span(v)
	if !ok {
		return
	}
	if !from.IsZero() && (c.first.term == nil || from.Before(c.first.at)) {
		c.first = dated{v, from}
	}
	if !to.IsZero() && (c.last.term == nil || to.After(c.last.at)) {
		c.last = dated{v, to}
	}
}

func isEntity(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode:
		return true
	}
	return false
}

func (c *statsCounter) isSaid(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	return ok && c.names.IsSaid(iri)
}

// isNode reports whether v stands for a statement or for "speaker, in
// document", and for nothing in the world.
func (c *statsCounter) isNode(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	return ok && (c.names.IsSaid(iri) || c.names.IsStatementNode(iri))
}
