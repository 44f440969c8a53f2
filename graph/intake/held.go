package intake

import (
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// held is what a store has of a document's last revision, as far as that was
// taken from its text: what a person entered under the same label is not among
// it, for a claim that was taken from a text has a confidence.
type held struct {
	doc      source.ID
	claims   map[quad.IRI]*heldClaim
	nodes    []quad.IRI // of claims, in the order of the store
	offers   []quad.Quad
	text     string
	describe []quad.Quad // the document's own, whose values are ours to replace
}

// heldClaim is a claim in the store with all that it comes to.
type heldClaim struct {
	quads.Claim
	quads []quad.Quad
}

// readHeld reads what the store has of the document, if it has anything.
func (e *entry) readHeld() error {
	ids := make([]source.ID, 3)
	terms := []quad.Value{e.doc.Node, e.names.ConfidencePredicate(), e.names.SHA256Predicate()}
	if err := e.src.IDs(e.ctx, terms, ids); err != nil {
		return err
	}
	doc, confidence, sha := ids[0], ids[1], ids[2]
	if doc == source.Any || sha == source.Any {
		return nil
	}
	n, err := source.CountExactly(e.ctx, e.src, source.Pattern{source.S: doc, source.P: sha, source.L: doc}, 1)
	if err != nil || n == 0 {
		return err
	}
	h := &held{doc: doc, claims: make(map[quad.IRI]*heldClaim)}
	e.held = h
	ours := e.described()
	err = source.EachQuad(e.ctx, e.src, func(q quad.Quad) error {
		if p, _ := q.Predicate.(quad.IRI); slices.Contains(ours, p) {
			h.describe = append(h.describe, q)
		}
		if text, ok := q.Object.(quad.String); ok && q.Predicate == quads.Text {
			h.text = string(text)
		}
		return nil
	}, source.Pattern{source.S: doc, source.L: doc})
	if err != nil || confidence == source.Any {
		return err
	}
	var about, pointing []source.Pattern
	err = source.Each(e.ctx, e.src, func(m source.Match) bool {
		node := m.Quad[source.S]
		about = append(about, source.Pattern{source.S: node, source.L: doc})
		pointing = append(pointing, source.Pattern{source.O: node})
		return true
	}, source.Pattern{source.P: confidence, source.L: doc})
	if err != nil || len(about) == 0 {
		return err
	}
	for _, step := range []func() error{
		func() error { return e.readClaims(about) }, func() error { return e.readReports(pointing) }, e.readEdges,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// readClaims reads the nodes with a confidence: claims, and offers.
func (e *entry) readClaims(about []source.Pattern) error {
	h := e.held
	return source.EachQuad(e.ctx, e.src, func(q quad.Quad) error {
		node, _ := q.Subject.(quad.IRI)
		switch {
		case e.names.IsOffer(node):
			h.offers = append(h.offers, q)
		case e.names.IsStatementNode(node):
			if h.claims[node] == nil {
				h.claims[node] = &heldClaim{}
				h.nodes = append(h.nodes, node)
			}
			h.claims[node].take(q, e.names)
		}
		return nil
	}, about...)
}

// readReports reads the edges by which claims are reported. What other
// statements say of a claim is theirs, and what other sources say is, too.
func (e *entry) readReports(pointing []source.Pattern) error {
	return source.EachQuad(e.ctx, e.src, func(q quad.Quad) error {
		subject, _ := q.Subject.(quad.IRI)
		node, _ := q.Object.(quad.IRI)
		label, _ := q.Label.(quad.IRI)
		if c := e.held.claims[node]; c != nil && !e.names.IsNode(subject) && (label == e.doc.Node || e.names.IsSaid(label)) {
			c.quads = append(c.quads, q)
		}
		return nil
	}, pointing...)
}

// take takes in a quad about the claim's node.
func (c *heldClaim) take(q quad.Quad, names *quads.Names) {
	c.quads = append(c.quads, q)
	c.Take(q, names)
}

// readEdges adds the edges of what is asserted.
func (e *entry) readEdges() error {
	var edges []quad.Quad
	var of []*heldClaim
	for _, node := range e.held.nodes {
		c := e.held.claims[node]
		if c.Stance != quads.Asserts {
			continue
		}
		label := c.Document
		if c.Speaker != nil {
			label, _ = e.names.Said(c.Speaker, c.Document)
		}
		edges = append(edges, quad.Quad{Subject: c.Subject, Predicate: c.Predicate, Object: c.Object, Label: label})
		of = append(of, c)
	}
	there, err := source.Holds(e.ctx, e.src, edges)
	for i, ok := range there {
		if ok {
			of[i].quads = append(of[i].quads, edges[i])
		}
	}
	return err
}
