package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/rdf"
)

// Resolve finds what a name means: the base entity if it occurs in the graph,
// else the entities of other namespaces with exactly that label, in any
// language, in the order of their IRIs. None: an empty slice. The caller
// decides on several.
func (g *Graph) Resolve(ctx context.Context, src source.Source, name string) ([]quad.IRI, error) {
	normal, err := quads.Normal(name)
	if err != nil {
		return nil, fmt.Errorf("'%s' is no name: %w", quads.Printable(name), err)
	}
	entity := g.names.IRI(normal)
	id, err := source.IDOf(ctx, src, entity)
	if err != nil {
		return nil, err
	}
	if id != source.Any {
		return []quad.IRI{entity}, nil
	}
	return g.labelled(ctx, src, normal)
}

// labelled returns the entities of other namespaces that have a label.
func (g *Graph) labelled(ctx context.Context, src source.Source, label string) ([]quad.IRI, error) {
	n, err := newNaming(ctx, src)
	if err != nil || len(n.properties) == 0 {
		return nil, err
	}
	texts, err := literalsOf(ctx, src, label)
	if err != nil {
		return nil, err
	}
	var patterns []source.Pattern
	for _, p := range n.properties {
		for _, o := range texts {
			patterns = append(patterns, source.Pattern{source.P: p, source.O: o})
		}
	}
	if len(patterns) == 0 {
		return nil, nil
	}
	var found []quad.IRI
	err = source.EachQuad(ctx, src, func(q quad.Quad) error {
		iri, ok := q.Subject.(quad.IRI)
		if ok && !strings.HasPrefix(string(iri), g.names.Base()) {
			found = append(found, iri)
		}
		return nil
	}, patterns...)
	slices.Sort(found)
	return slices.Compact(found), err
}

// literalsOf returns the ids of the literals with a text: the plain one, and
// those with a language. Their forms begin alike.
func literalsOf(ctx context.Context, src source.Source, text string) ([]source.ID, error) {
	plain, err := rdf.AppendTerm(nil, quad.String(text))
	if err != nil {
		return nil, nil // no literal of RDF has such a text
	}
	var found, others []source.ID
	tag := string(plain) + "@"
	err = eachForm(ctx, src, string(plain), func(id source.ID, form []byte) bool {
		if len(form) == len(plain) || strings.HasPrefix(string(form), tag) {
			found = append(found, id)
		}
		return true
	})
	if err != nil {
		return nil, err
	}
	err = eachForm(ctx, src, string([]byte{source.NoForm}), func(id source.ID, _ []byte) bool {
		others = append(others, id)
		return true
	})
	if err != nil {
		return nil, err
	}
	terms := make([]quad.Value, len(others))
	if err := src.Terms(ctx, others, terms); err != nil {
		return nil, err
	}
	for i, v := range terms { // as one whose language is written "EN"
		if l, ok := v.(quad.LangString); ok && string(l.Value) == text {
			found = append(found, others[i])
		}
	}
	return found, nil
}
