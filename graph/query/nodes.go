package query

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Nodes tells what nodes stand for, so that people can read that instead of
// their IRIs. What a statement says may hold a node again, or the same one:
// follow it no deeper than MaxNested.
type Nodes struct {
	Sources    map[quad.Value]Source // of said/ nodes: a speaker in a document
	Statements map[quad.Value]Triple // of statement nodes that are described in full
}

// MaxNested is how many statements stand within one another before the
// innermost is a mere node.
const MaxNested = 4

// source returns what a label stands for.
func (n Nodes) source(label quad.Value) Source {
	if s, ok := n.Sources[label]; ok {
		return s
	}
	return Source{Label: label}
}

// nodeReader looks up what nodes stand for.
type nodeReader struct {
	src   source.Source
	names *quads.Names
}

// describing are the predicates by which nodes are described.
var describing = []quad.Value{quads.WasAttributedTo, quads.WasDerivedFrom, quads.Subject, quads.Predicate, quads.Object}

// ReadNodes looks up the nodes among some terms and, level by level, those in
// what they say: two questions a level.
func ReadNodes(ctx context.Context, src source.Source, names *quads.Names, terms []quad.Value) (Nodes, error) {
	r := nodeReader{src, names}
	found := foundNodes{}
	for range MaxNested {
		var ask []quad.Value
		for _, t := range terms {
			if _, known := found[t]; !known && r.isNode(t) {
				found[t] = &foundNode{}
				ask = append(ask, t)
			}
		}
		if len(ask) == 0 {
			break
		}
		patterns, err := r.patterns(ctx, ask)
		if err != nil {
			return Nodes{}, err
		}
		if len(patterns) > 0 {
			if err := source.EachQuad(ctx, src, found.take, patterns...); err != nil {
				return Nodes{}, err
			}
		}
		terms = terms[:0:0]
		for _, t := range ask {
			terms = append(terms, found[t].says.S, found[t].says.P, found[t].says.O)
		}
	}
	return r.nodes(found), nil
}

func (r nodeReader) isNode(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	return ok && (r.names.IsSaid(iri) || r.names.IsStatementNode(iri))
}

func (r nodeReader) isSaid(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	return ok && r.names.IsSaid(iri)
}

// patterns asks for the descriptions of some nodes.
func (r nodeReader) patterns(ctx context.Context, nodes []quad.Value) ([]source.Pattern, error) {
	terms := append(describing[:len(describing):len(describing)], nodes...)
	ids := make([]source.ID, len(terms))
	if err := r.src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	var out []source.Pattern
	for _, node := range ids[len(describing):] {
		for _, p := range ids[:len(describing)] {
			if node != source.Any && p != source.Any {
				out = append(out, source.Pattern{source.S: node, source.P: p})
			}
		}
	}
	return out, nil
}

// nodes sorts what was found by what the nodes are.
func (r nodeReader) nodes(found foundNodes) Nodes {
	out := Nodes{Sources: make(map[quad.Value]Source), Statements: make(map[quad.Value]Triple)}
	for term, n := range found {
		switch {
		case r.isSaid(term):
			out.Sources[term] = Source{Label: term, Speaker: n.speaker, Document: n.document}
		case !n.several && n.says.S != nil && n.says.P != nil && n.says.O != nil:
			out.Statements[term] = n.says
		}
	}
	return out
}

// foundNodes is what the quads about some nodes say.
type foundNodes map[quad.Value]*foundNode

type foundNode struct {
	speaker, document quad.Value
	says              Triple
	several           bool // two values in one place: nobody said the mixture
}

func (f foundNodes) take(q quad.Quad) error {
	n := f[q.Subject]
	switch q.Predicate {
	case quads.WasAttributedTo:
		n.speaker = first(n.speaker, q.Object)
	case quads.WasDerivedFrom:
		n.document = first(n.document, q.Object)
	case quads.Subject:
		n.say(&n.says.S, q.Object)
	case quads.Predicate:
		n.say(&n.says.P, q.Object)
	case quads.Object:
		n.say(&n.says.O, q.Object)
	}
	return nil
}

// say fills a place of the statement; the same value comes once a label.
func (n *foundNode) say(place *quad.Value, v quad.Value) {
	n.several = n.several || *place != nil && *place != v
	*place = v
}

// first returns the first of two terms in their order; nil is none.
func first(a, b quad.Value) quad.Value {
	if a == nil || quads.Order(b, a) < 0 {
		return b
	}
	return a
}
