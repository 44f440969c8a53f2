package query

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// sources resolves labels: a said/ node is a speaker in a document, any
// other label is itself the source. Each node is looked up once.
type sources struct {
	src   source.Source
	names *quads.Names
	known map[quad.Value]Source
}

func newSources(src source.Source, names *quads.Names) *sources {
	return &sources{src: src, names: names, known: make(map[quad.Value]Source)}
}

// isSaid reports whether a label stands for a speaker in a document.
func (s *sources) isSaid(label quad.Value) bool {
	iri, ok := label.(quad.IRI)
	return ok && s.names.IsSaid(iri)
}

// of returns what a label was resolved to.
func (s *sources) of(label quad.Value) Source {
	if known, ok := s.known[label]; ok {
		return known
	}
	return Source{Label: label}
}

// learn looks up those labels that are said/ nodes, in one question.
func (s *sources) learn(ctx context.Context, labels []quad.Value) error {
	var ask []quad.Value
	for _, label := range labels {
		if _, known := s.known[label]; !known && s.isSaid(label) {
			s.known[label] = Source{Label: label}
			ask = append(ask, label)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	terms := append([]quad.Value{quads.WasAttributedTo, quads.WasDerivedFrom}, ask...)
	ids := make([]source.ID, len(terms))
	if err := s.src.IDs(ctx, terms, ids); err != nil {
		return err
	}
	speaker, document := ids[0], ids[1]
	var patterns []source.Pattern
	for _, id := range ids[2:] {
		if id != source.Any {
			patterns = append(patterns, source.Pattern{source.S: id})
		}
	}
	if len(patterns) == 0 {
		return nil
	}
	return source.EachQuad(ctx, s.src, func(q quad.Quad) error {
		about := s.known[q.Subject]
		switch q.Predicate {
		case quads.WasAttributedTo:
			about.Speaker = first(about.Speaker, q.Object)
		case quads.WasDerivedFrom:
			about.Document = first(about.Document, q.Object)
		}
		s.known[q.Subject] = about
		return nil
	}, pairs(patterns, speaker, document)...)
}

// pairs returns each pattern with each predicate.
func pairs(patterns []source.Pattern, predicates ...source.ID) []source.Pattern {
	var out []source.Pattern
	for _, p := range patterns {
		for _, id := range predicates {
			if id != source.Any {
				p[source.P] = id
				out = append(out, p)
			}
		}
	}
	return out
}

// first returns the first of two terms in their order; nil is none.
func first(a, b quad.Value) quad.Value {
	if a == nil || quads.Order(b, a) < 0 {
		return b
	}
	return a
}
