package graph

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Whole completes a removal, so that no part of a claim is left behind. Of the
// quads given, and besides them, go
//
//   - the descriptions of statement nodes and of "speaker, in document" nodes
//     that nothing else refers to any longer;
//   - the exact words of an edge, with their statement node if it is that
//     edge's alone;
//   - the edge of a claim that nobody makes any longer: with
//     X → says → [A → p → B] @ D the edge A → p → B, said by X in D.
//
// The description of a node that is still referred to stays, though it be
// among the quads given. Where nothing but descriptions is given, exactly that
// is meant, and it is returned as it is.
//
// That edge cannot be told from the same one written down on its own, under
// the same label: it goes as well.
func (g *Graph) Whole(ctx context.Context, src source.Source, doomed []quad.Quad) ([]quad.Quad, error) {
	r := &removal{
		ctx: ctx, src: src, names: g.names,
		gone: make(map[quad.Quad]bool, len(doomed)), said: map[quad.Value]quads.Claim{},
		asked: map[quad.IRI]bool{}, words: map[quad.IRI]bool{},
	}
	for _, q := range doomed {
		if r.describes(q) {
			r.look(q.Subject)
		} else {
			r.take(q)
		}
	}
	if len(r.list) == 0 {
		return doomed, nil
	}
	for done := 0; done < len(r.list) || len(r.nodes) > 0; {
		edges := r.list[done:]
		done = len(r.list)
		if err := r.follow(edges); err != nil {
			return nil, err
		}
		if err := r.sweep(); err != nil {
			return nil, err
		}
	}
	return r.list, nil
}

// A removal is what goes, and what has to be looked at because of it.
type removal struct {
	ctx   context.Context
	src   source.Source
	names *quads.Names

	gone  map[quad.Quad]bool
	list  []quad.Quad                // gone, in order
	nodes []quad.IRI                 // that may have lost their last use
	asked map[quad.IRI]bool          // nodes, as a set
	words map[quad.IRI]bool          // nodes that may have the exact words of an edge that goes
	said  map[quad.Value]quads.Claim // who speaks where, by label
}

// take lets a quad go and remembers the nodes that it used.
func (r *removal) take(q quad.Quad) {
	if r.gone[q] {
		return
	}
	r.gone[q] = true
	r.list = append(r.list, q)
	r.look(q.Object)
	r.look(q.Label)
	if !r.describes(q) {
		r.look(q.Subject)
	}
}

// look puts a term, if it is a node, on the list of those to look at.
func (r *removal) look(v quad.Value) {
	iri, ok := v.(quad.IRI)
	if ok && !r.asked[iri] && (r.names.IsStatementNode(iri) || r.names.IsSaid(iri)) {
		r.asked[iri] = true
		r.nodes = append(r.nodes, iri)
	}
}

// describes reports whether a quad is part of what makes a node: anything else
// that is said about one is a use of it.
func (r *removal) describes(q quad.Quad) bool {
	iri, ok := q.Subject.(quad.IRI)
	if !ok {
		return false
	}
	switch q.Predicate {
	case quads.WasAttributedTo, quads.WasDerivedFrom:
		return r.names.IsStatementNode(iri) || r.names.IsSaid(iri)
	case quads.Type:
		return q.Object == quads.Statement && r.names.IsStatementNode(iri)
	case quads.Subject, quads.Predicate, quads.Object, r.names.StancePredicate(),
		r.names.QuotePredicate(), r.names.StartPredicate(), r.names.EndPredicate():
		return r.names.IsStatementNode(iri)
	}
	return false
}

// follow looks at what stood by the edges that go: the node of their exact
// words, and the edges of the claims that they made.
func (r *removal) follow(edges []quad.Quad) error {
	for _, q := range edges {
		if r.describes(q) {
			continue
		}
		by, err := r.by(q.Label)
		if err != nil {
			return err
		}
		by.Subject, by.Predicate, by.Object, by.Stance = q.Subject, q.Predicate, q.Object, quads.Asserts
		spoken := by.Node(r.names)
		r.words[spoken] = true
		r.look(spoken)
		if node, ok := q.Object.(quad.IRI); ok && r.names.IsStatementNode(node) {
			if err := r.unsay(q.Subject, node); err != nil {
				return err
			}
		}
	}
	return nil
}

// sweep lets the descriptions of nodes go that nothing uses any longer.
func (r *removal) sweep() error {
	nodes := r.nodes
	r.nodes = nil
	terms := make([]quad.Value, len(nodes))
	for i, n := range nodes {
		terms[i] = n
		delete(r.asked, n)
	}
	ids := make([]source.ID, len(nodes))
	if err := r.src.IDs(r.ctx, terms, ids); err != nil {
		return err
	}
	for i, id := range ids {
		if id == source.Any {
			continue
		}
		used, err := r.remains(func(q quad.Quad) bool { return q.Subject != terms[i] || !r.describes(q) },
			source.Pattern{source.O: id}, source.Pattern{source.L: id}, source.Pattern{source.S: id})
		if err != nil {
			return err
		}
		if used {
			err = r.unquote(nodes[i])
		} else {
			err = r.takeAbout(id, func(quad.Quad) bool { return true })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// takeAbout lets what counts of the quads with a subject go.
func (r *removal) takeAbout(subject source.ID, counts func(quad.Quad) bool) error {
	about, err := source.Quads(r.ctx, r.src, source.Pattern{source.S: subject})
	for _, q := range about {
		if counts(q) {
			r.take(q)
		}
	}
	return err
}

// errFound ends a scan that has seen enough.
var errFound = errors.New("found")

// remains reports whether a quad that matches one of the patterns, and counts,
// does not go.
func (r *removal) remains(counts func(quad.Quad) bool, patterns ...source.Pattern) (bool, error) {
	found := false
	// One pattern after the other: the first often settles it.
	for _, p := range patterns {
		err := source.EachQuad(r.ctx, r.src, func(q quad.Quad) error {
			if found = !r.gone[q] && counts(q); found {
				return errFound
			}
			return nil
		}, p)
		if found {
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
	return false, nil
}
