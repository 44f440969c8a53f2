package graph

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// labelProperties are the properties whose values name an entity.
var labelProperties = []quad.Value{
	quads.Label, quads.PrefLabel, quads.AltLabel, quads.SchName, quads.FOAFName,
}

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
	properties := make([]source.ID, len(labelProperties))
	if err := src.IDs(ctx, labelProperties, properties); err != nil {
		return nil, err
	}
	texts, err := g.literalsOf(ctx, src, properties, label)
	if err != nil {
		return nil, err
	}
	var patterns []source.Pattern
	for _, p := range properties {
		for _, o := range texts {
			if p != source.Any {
				patterns = append(patterns, source.Pattern{source.P: p, source.O: o})
			}
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
// those with a language, which only the values of the properties tell.
func (g *Graph) literalsOf(ctx context.Context, src source.Source, properties []source.ID, text string) ([]source.ID, error) {
	var literals []source.ID
	plain, err := source.IDOf(ctx, src, quad.String(text))
	if err != nil {
		return nil, err
	}
	if plain != source.Any {
		literals = append(literals, plain)
	}
	languages, err := g.languages.get(src, func() ([]string, error) { return languagesOf(ctx, src, properties) })
	if err != nil {
		return nil, err
	}
	tagged := make([]quad.Value, len(languages))
	for i, l := range languages {
		tagged[i] = quad.LangString{Value: quad.String(text), Lang: l}
	}
	ids := make([]source.ID, len(tagged))
	if err := src.IDs(ctx, tagged, ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id != source.Any {
			literals = append(literals, id)
		}
	}
	return literals, nil
}

// languagesOf returns the language tags that the values of some properties
// have.
func languagesOf(ctx context.Context, src source.Source, properties []source.ID) ([]string, error) {
	var patterns []source.Pattern
	for _, p := range properties {
		if p != source.Any {
			patterns = append(patterns, source.Pattern{source.P: p})
		}
	}
	if len(patterns) == 0 {
		return nil, nil
	}
	var tags []string
	err := source.EachQuad(ctx, src, func(q quad.Quad) error {
		if l, ok := q.Object.(quad.LangString); ok && !slices.Contains(tags, l.Lang) {
			tags = append(tags, l.Lang)
		}
		return nil
	}, patterns...)
	return tags, err
}
