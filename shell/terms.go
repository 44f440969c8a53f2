package shell

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// term shows a term in the arrow notation.
func (s *session) term(v quad.Value) string { return arrow.Format(v, s.names) }

// under shows who says something: " @ Reuters, BBC", or " without a source".
// Where a speaker's words are among the labels the document they stand in is
// not named again.
func (s *session) under(ctx context.Context, labels []quad.Value) string {
	resolved := make([]query.Source, len(labels))
	for i, l := range labels {
		resolved[i] = s.resolveLabel(ctx, l)
	}
	var words []string
	for _, r := range resolved {
		inside := func(other query.Source) bool { return other.Document != nil && other.Document == r.Label }
		if !slices.ContainsFunc(resolved, inside) {
			words = append(words, s.sourceText(r))
		}
	}
	if len(labels) == 1 && labels[0] == nil {
		return " without a source"
	}
	return " @ " + list(words, 5)
}

// resolveLabel finds speaker and document of a said/ node. A label that
// cannot be resolved is its own source.
func (s *session) resolveLabel(ctx context.Context, label quad.Value) query.Source {
	out := query.Source{Label: label}
	iri, ok := label.(quad.IRI)
	if !ok || !s.names.IsSaid(iri) {
		return out
	}
	src, err := s.graph.View(ctx)
	if err != nil {
		return out
	}
	defer src.Close()
	speaker, _ := objectOf(ctx, src, label, quads.WasAttributedTo)
	document, _ := objectOf(ctx, src, label, quads.WasDerivedFrom)
	if speaker != nil && document != nil {
		out.Speaker, out.Document = speaker, document
	}
	return out
}

// objectOf returns an object that a subject has for a predicate, nil for
// none.
func objectOf(ctx context.Context, src source.Source, subject, predicate quad.Value) (quad.Value, error) {
	var ids [2]source.ID
	if err := src.IDs(ctx, []quad.Value{subject, predicate}, ids[:]); err != nil || slices.Contains(ids[:], source.Any) {
		return nil, err
	}
	object := source.Any
	err := source.Each(ctx, src, func(m source.Match) bool {
		object = m.Quad[source.O]
		return false
	}, source.Pattern{source.S: ids[0], source.P: ids[1]})
	if err != nil {
		return nil, err
	}
	return source.TermOf(ctx, src, object)
}

// entity returns what a name, an IRI or a blank node stands for.
func (s *session) entity(t arrow.Term) (quad.Value, error) {
	switch t := t.(type) {
	case arrow.Name:
		return s.names.IRI(t.Text), nil
	case arrow.IRI:
		return t.Value, nil
	}
	return nil, fmt.Errorf("%v is not the name of anything; a name in quotes always is: '…'", t)
}
