package graph

import (
	"context"
	"reflect"
	"sync"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// nameIndex is what searching needs to know of one state: its terms, and the
// texts that name entities, folded.
type nameIndex struct {
	entries  []nameEntry
	literals []termCount // literals that name nothing
}

type termCount struct {
	term    quad.Value
	triples int64
}

// nameEntry is an entity under its name or one of its labels.
type nameEntry struct {
	termCount
	text, folded string
	label        bool
}

// nameIndexCache keeps the index of the state that was asked for last.
type nameIndexCache struct {
	mu    sync.Mutex
	of    source.Source
	index *nameIndex
}

func (g *Graph) nameIndex(ctx context.Context, src source.Source) (*nameIndex, error) {
	c := &g.index
	c.mu.Lock()
	defer c.mu.Unlock()
	known := reflect.TypeOf(src).Comparable()
	if known && c.index != nil && c.of == src {
		return c.index, nil
	}
	index, err := g.buildNameIndex(ctx, src)
	if err == nil && known {
		c.of, c.index = src, index
	}
	return index, err
}

// buildNameIndex reads the whole source once.
func (g *Graph) buildNameIndex(ctx context.Context, src source.Source) (*nameIndex, error) {
	properties := make([]source.ID, len(labelProperties))
	if err := src.IDs(ctx, labelProperties, properties); err != nil {
		return nil, err
	}
	isLabel := map[source.ID]bool{}
	for _, p := range properties {
		isLabel[p] = p != source.Any
	}
	type naming struct{ entity, label source.ID }
	var namings []naming
	triples := map[source.ID]int64{}
	named := map[source.ID]bool{} // literals that are labels
	err := eachTriple(ctx, src, func(t source.Quad) {
		triples[t[source.S]]++
		triples[t[source.P]]++
		triples[t[source.O]]++
		if isLabel[t[source.P]] {
			namings = append(namings, naming{t[source.S], t[source.O]})
			named[t[source.O]] = true
		}
	})
	if err != nil {
		return nil, err
	}
	terms, err := termsOf(ctx, src, triples)
	if err != nil {
		return nil, err
	}
	index := new(nameIndex)
	for id, term := range terms {
		count := termCount{term, triples[id]}
		if iri, ok := term.(quad.IRI); ok {
			if name, ok := g.names.Name(iri); ok {
				index.entries = append(index.entries, nameEntry{count, name, fold(name), false})
			}
		} else if _, blank := term.(quad.BNode); !blank && !named[id] {
			index.literals = append(index.literals, count)
		}
	}
	for _, n := range namings {
		if text, ok := textOf(terms[n.label]); ok {
			count := termCount{terms[n.entity], triples[n.entity]}
			index.entries = append(index.entries, nameEntry{count, text, fold(text), true})
		}
	}
	return index, nil
}

// eachTriple calls f once for each triple, whatever its labels.
func eachTriple(ctx context.Context, src source.Source, f func(source.Quad)) error {
	var last source.Quad
	return source.Each(ctx, src, func(m source.Match) bool {
		triple := m.Quad
		triple[source.L] = source.Any
		if triple != last {
			f(triple)
			last = triple
		}
		return true
	}, source.Pattern{})
}

// termsOf looks up the terms of the keys of a map.
func termsOf[T any](ctx context.Context, src source.Source, of map[source.ID]T) (map[source.ID]quad.Value, error) {
	ids := make([]source.ID, 0, len(of))
	for id := range of {
		ids = append(ids, id)
	}
	values := make([]quad.Value, len(ids))
	if err := src.Terms(ctx, ids, values); err != nil {
		return nil, err
	}
	terms := make(map[source.ID]quad.Value, len(ids))
	for i, id := range ids {
		terms[id] = values[i]
	}
	return terms, nil
}

// textOf returns the text of a literal.
func textOf(v quad.Value) (string, bool) {
	switch v := v.(type) {
	case quad.String:
		return string(v), true
	case quad.LangString:
		return string(v.Value), true
	case quad.TypedString:
		return string(v.Value), true
	}
	return "", false
}
