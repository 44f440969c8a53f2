package graph

import (
	"context"

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

func (g *Graph) nameIndex(ctx context.Context, src source.Source) (*nameIndex, error) {
	return g.index.get(src, func() (*nameIndex, error) { return g.buildNameIndex(ctx, src) })
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
	size, err := src.Size(ctx)
	if err != nil {
		return nil, err
	}
	type naming struct{ entity, label uint32 }
	var namings []naming
	met := newNumbering(size.Terms)
	triples := make([]int64, 0, size.Terms)
	count := func(id source.ID) uint32 {
		n := met.number(id)
		if int(n) == len(triples) {
			triples = append(triples, 0)
		}
		triples[n]++
		return n
	}
	err = eachTriple(ctx, src, func(t source.Quad) {
		subject, object := count(t[source.S]), count(t[source.O])
		count(t[source.P])
		if isLabel[t[source.P]] {
			namings = append(namings, naming{subject, object})
		}
	})
	if err != nil {
		return nil, err
	}
	terms := make([]quad.Value, len(met.ids))
	if err := src.Terms(ctx, met.ids, terms); err != nil {
		return nil, err
	}
	index := new(nameIndex)
	named := make([]bool, len(terms)) // literals that are labels
	for _, n := range namings {
		named[n.label] = true
		if text, ok := textOf(terms[n.label]); ok {
			count := termCount{terms[n.entity], triples[n.entity]}
			index.entries = append(index.entries, nameEntry{count, text, fold(text), true})
		}
	}
	for n, term := range terms {
		count := termCount{term, triples[n]}
		if iri, ok := term.(quad.IRI); ok {
			if name, ok := g.names.Name(iri); ok {
				index.entries = append(index.entries, nameEntry{count, name, fold(name), false})
			}
		} else if _, blank := term.(quad.BNode); !blank && !named[n] {
			index.literals = append(index.literals, count)
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
