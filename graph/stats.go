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

// Stats reads the whole graph twice: for its terms, and for its quads.
func (g *Graph) Stats(ctx context.Context, src source.Source) (Stats, error) {
	var s Stats
	var err error
	if s.Size, err = src.Size(ctx); err != nil {
		return s, err
	}
	c, err := g.newStatsCounter(ctx, src)
	if err != nil {
		return s, err
	}
	err = source.Each(ctx, src, func(m source.Match) bool { c.count(m.Quad); return true }, source.Pattern{})
	if err != nil {
		return s, err
	}
	sources := map[quad.Value]int64{}
	for n, count := range c.labels {
		if count > 0 && n != unlabelledNumber {
			label := uint32(n)
			if document, ok := c.documents[label]; ok {
				label = document
			}
			sources[c.terms[label]] += count
		}
	}
	s.Unlabelled = c.labels[unlabelledNumber]
	s.Sources = ranked(sources)
	entities := map[quad.Value]int64{}
	for n, links := range c.links {
		if c.predicates[n] {
			s.Predicates++
		}
		if c.entities[n] {
			s.Entities++
		}
		if links > 0 {
			entities[c.terms[n]] = links
		}
	}
	s.Linked = best(entities, linkedShown)
	first, last := datesOf(c.objects, c.terms)
	s.FirstDate, s.LastDate = first.term, last.term
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
// What it knows of a term stands under the term's number.
type statsCounter struct {
	met   *numbering
	terms []quad.Value
	kinds []termKind

	labels     []int64           // with the number of quads
	documents  map[uint32]uint32 // of said/ nodes
	links      []int64           // of entities
	entities   []bool
	predicates []bool
	objects    []bool
	triple     source.Quad // the last one
}

// unlabelledNumber is the number of no label.
const unlabelledNumber = 0

// A termKind is what a term counts as, wherever it stands.
type termKind struct {
	entity  bool // an IRI or a blank node that stands for something in the world
	node    bool // for a statement, or for "speaker, in document"
	said    bool // for the latter
	naming  bool // a predicate that describes rather than links
	derived bool // prov:wasDerivedFrom
}

// newStatsCounter reads the terms of a source.
func (g *Graph) newStatsCounter(ctx context.Context, src source.Source) (*statsCounter, error) {
	met, _, err := collect(ctx, src)
	if err != nil {
		return nil, err
	}
	n := len(met.ids)
	c := &statsCounter{
		met: met, terms: make([]quad.Value, n), kinds: make([]termKind, n),
		labels: make([]int64, n), documents: map[uint32]uint32{}, links: make([]int64, n),
		entities: make([]bool, n), predicates: make([]bool, n), objects: make([]bool, n),
	}
	if err := src.Terms(ctx, met.ids, c.terms); err != nil {
		return nil, err
	}
	for n, term := range c.terms {
		c.kinds[n] = kindOf(term, g.names)
	}
	return c, nil
}

func kindOf(term quad.Value, names *quads.Names) termKind {
	switch t := term.(type) {
	case quad.IRI:
		said := names.IsSaid(t)
		node := said || names.IsStatementNode(t)
		return termKind{entity: !node, node: node, said: said, naming: isNaming(t), derived: t == quads.WasDerivedFrom}
	case quad.BNode:
		return termKind{entity: true}
	}
	return termKind{}
}

func (c *statsCounter) count(q source.Quad) {
	label := c.met.number(q[source.L])
	c.labels[label]++
	q[source.L] = source.Any
	if q == c.triple {
		return
	}
	c.triple = q
	s, p, o := c.met.number(q[source.S]), c.met.number(q[source.P]), c.met.number(q[source.O])
	c.predicates[p], c.objects[o] = true, true
	if c.kinds[s].node {
		if c.kinds[p].derived && c.kinds[s].said {
			c.documents[s] = o
		}
		return
	}
	linked := c.kinds[o].entity
	c.entities[s] = true
	c.entities[o] = c.entities[o] || linked
	if linked && label != s && !c.kinds[p].naming {
		c.links[s]++
		c.links[o]++
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

type dated struct {
	term quad.Value
	at   time.Time
}

// datesOf returns the terms of some set with the earliest and the latest time.
func datesOf(in []bool, terms []quad.Value) (first, last dated) {
	for n, term := range terms {
		if !in[n] {
			continue
		}
		from, to, ok := quads.Span(term)
		if !ok {
			continue
		}
		if !from.IsZero() && (first.term == nil || from.Before(first.at)) {
			first = dated{term, from}
		}
		if !to.IsZero() && (last.term == nil || to.After(last.at)) {
			last = dated{term, to}
		}
	}
	return first, last
}
