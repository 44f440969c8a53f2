package shell

import (
	"context"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/quads/arrow"
	"quipu/shell/render"
)

// term shows a term in the arrow notation.
func (s *session) term(v quad.Value) string { return arrow.Format(v, s.names) }

// show looks up what the nodes among some terms stand for, and returns what
// shows those terms to people: "Speaker, in Document" and [A → p → B] in the
// place of their nodes, and nil as a label that is none. Where the nodes
// cannot be read they are shown as they are.
func (s *session) show(ctx context.Context, terms []quad.Value) func(quad.Value) string {
	nodes := s.nodes(ctx, terms)
	return func(v quad.Value) string {
		if v == nil {
			return "no source"
		}
		return render.Term(v, s.names, nodes)
	}
}

func (s *session) nodes(ctx context.Context, terms []quad.Value) query.Nodes {
	src, err := s.graph.View(ctx)
	if err != nil {
		return query.Nodes{}
	}
	defer src.Close()
	nodes, err := query.ReadNodes(ctx, src, s.graph.Names(), terms)
	if err != nil {
		return query.Nodes{}
	}
	return nodes
}

// under shows who says something: " @ Reuters, BBC", or " without a source".
// Where a speaker's words are among the labels the document they stand in is
// not named again.
func (s *session) under(ctx context.Context, labels []quad.Value) string {
	if len(labels) == 1 && labels[0] == nil {
		return " without a source"
	}
	nodes := s.nodes(ctx, labels)
	var words []string
	for _, l := range labels {
		inside := func(other quad.Value) bool { return l != nil && nodes.Sources[other].Document == l }
		switch {
		case slices.ContainsFunc(labels, inside):
		case l == nil:
			words = append(words, "no source")
		default:
			words = append(words, render.Term(l, s.names, nodes))
		}
	}
	return " @ " + list(words, 5)
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
