package graph

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// unquote lets the exact words of an edge that goes go from a node that stays
// for another reason, unless the node's speaker uses it.
func (r *removal) unquote(node quad.IRI) error {
	if !r.words[node] {
		return nil
	}
	c, id, err := r.claim(node)
	if err != nil {
		return err
	}
	if made, err := r.made(c.Speaker, id); err != nil || made {
		return err
	}
	return r.takeAbout(id, func(q quad.Quad) bool {
		switch q.Predicate {
		case r.names.QuotePredicate(), r.names.StartPredicate(), r.names.EndPredicate():
			return true
		}
		return false
	})
}

// made reports whether a speaker still makes the claim of a node.
func (r *removal) made(speaker quad.Value, node source.ID) (bool, error) {
	return r.remains(func(q quad.Quad) bool { return q.Subject == speaker && !r.describes(q) },
		source.Pattern{source.O: node})
}

// unsay lets the edge of a claim go, which is there because its speaker made
// the claim, if they make it in no other words and nobody else vouches for it
// under the same label.
func (r *removal) unsay(speaker quad.Value, node quad.IRI) error {
	c, id, err := r.claim(node)
	if err != nil || c.Stance != quads.Asserts || c.Speaker != speaker || c.Node(r.names) != node {
		return err
	}
	if made, err := r.made(speaker, id); err != nil || made {
		return err
	}
	label := c.Speaker
	if c.Document != nil {
		label, _ = r.names.Said(c.Speaker, c.Document)
	} else {
		// The exact words of a document of that name.
		c.Speaker, c.Document = nil, label
		if _, other, err := r.claim(c.Node(r.names)); err != nil || other != source.Any {
			return err
		}
	}
	edge := quad.Quad{Subject: c.Subject, Predicate: c.Predicate, Object: c.Object, Label: label}
	held, err := source.Holds(r.ctx, r.src, []quad.Quad{edge})
	if err == nil && held[0] {
		r.take(edge)
	}
	return err
}

// by returns the speaker and the document that a label stands for.
func (r *removal) by(label quad.Value) (quads.Claim, error) {
	iri, ok := label.(quad.IRI)
	if !ok || !r.names.IsSaid(iri) {
		return quads.Claim{Document: label}, nil
	}
	c, known := r.said[label]
	if known {
		return c, nil
	}
	c, _, err := r.claim(iri)
	r.said[label] = c
	return c, err
}

// claim reads the description of a statement node, or of a "speaker, in
// document" node, whose claim has no statement. The id is source.Any for a
// node that is not there.
func (r *removal) claim(node quad.IRI) (quads.Claim, source.ID, error) {
	var c quads.Claim
	id, err := source.IDOf(r.ctx, r.src, node)
	if err != nil || id == source.Any {
		return c, id, err
	}
	err = source.EachQuad(r.ctx, r.src, func(q quad.Quad) error {
		c.Take(q, r.names)
		return nil
	}, source.Pattern{source.S: id})
	return c, id, err
}
