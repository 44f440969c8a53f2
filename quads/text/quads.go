package text

import (
	"encoding/hex"
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// Quads returns all that a document says: its description, its claims, the
// types of what they are about, and what is offered to a person to decide.
// Everything is labelled with the document, or with the node of "speaker, in
// document". A quad may occur twice.
func (x *Extraction) Quads(names *quads.Names) []quad.Quad {
	out := x.About(names)
	for i := range x.Claims {
		out = append(out, x.Claims[i].Quads(names)...)
	}
	out = append(out, x.TypeQuads(names)...)
	for _, o := range x.Offers {
		out = append(out, o.Quads(names)...)
	}
	return out
}

// About returns the description of the document, labelled with itself: title,
// authors, publisher, date, address, language, text, and the SHA-256 of the
// bytes that it was read from.
func (x *Extraction) About(names *quads.Names) []quad.Quad {
	var out []quad.Quad
	add := func(p quad.IRI, o quad.Value) {
		if o != nil && o != quad.Value(quad.String("")) {
			out = append(out, quad.Quad{Subject: x.Node, Predicate: p, Object: o, Label: x.Node})
		}
	}
	m := &x.Document.Meta
	add(quads.Title, quad.String(m.Title))
	for _, author := range m.Authors {
		add(quads.Creator, quad.String(author))
	}
	add(quads.Publisher, quad.String(m.Publisher))
	if m.Date != "" {
		add(quads.Date, dateOf(m.Date))
	}
	if m.URL != "" && quads.CheckIRI(m.URL) == nil {
		add(quads.URL, quad.IRI(m.URL))
	}
	add(quads.Language, quad.String(m.Language))
	add(names.SHA256Predicate(), quad.String(hex.EncodeToString(x.Document.Original[:])))
	if !x.NoText {
		add(quads.Text, quad.String(x.Document.Text))
	}
	return out
}

// dateOf is a date as the notation would read it: a literal, or the words that
// are none.
func dateOf(date string) quad.Value {
	if v, isBare, err := quads.Bare(date, nil); err == nil && isBare {
		if len(date) == 4 {
			return quads.Literal(date, quads.XSDYear)
		}
		return v
	}
	return quad.String(date)
}

// TypeQuads says of the entities that claims are about what kind of thing they
// are.
func (x *Extraction) TypeQuads(names *quads.Names) []quad.Quad {
	var out []quad.Quad
	for _, t := range x.Types {
		out = append(out, quad.Quad{Subject: t.Entity, Predicate: quads.Type, Object: names.IRI(t.Type), Label: x.Node})
	}
	return out
}

// IsEdge reports whether a claim is an edge of the graph: what is denied,
// doubted, … or told at third hand is not.
func (c *Claim) IsEdge() bool { return c.Stance == quads.Asserts && !c.Indirect }

// Quads returns what a claim comes to, as the arrow notation makes it of
//
//	speaker → denies → [subject → predicate → object]
//	subject → predicate → object @ speaker @ document "quote"
//
// and beside it what a text tells more: offsets, other places of the quote,
// confidence, and the details of its statement node. What is asserted is an
// edge too, labelled with the document or, said by a speaker, with the node of
// "speaker, in document".
func (c *Claim) Quads(names *quads.Names) []quad.Quad {
	out := c.Claim.Quads(names)
	node := c.Node(names)
	of := func(p quad.IRI, v quad.Value) {
		out = append(out, quad.Quad{Subject: node, Predicate: p, Object: v, Label: c.Document})
	}
	for _, s := range c.Also {
		of(names.AlsoPredicate(), quad.String(strconv.Itoa(s.Start)+"-"+strconv.Itoa(s.End)))
	}
	of(names.ConfidencePredicate(), quads.Literal(strconv.FormatFloat(c.Confidence, 'f', 2, 64), quads.XSDDecimal))
	for _, d := range c.Details {
		of(d.Predicate, d.Value)
	}
	out = append(out, c.reporting(node, names)...)
	if !c.IsEdge() {
		return out
	}
	label := c.Document
	if c.Speaker != nil {
		said, about := names.Said(c.Speaker, c.Document)
		label = said
		out = append(out, about...)
	}
	return append(out, quad.Quad{Subject: c.Subject, Predicate: c.Predicate, Object: c.Object, Label: label})
}

// reporting is the edge by which a speaker says a claim. Who reports that is
// its source: the document, or another speaker in it.
func (c *Claim) reporting(node quad.IRI, names *quads.Names) []quad.Quad {
	if c.Reported == "" || c.Speaker == nil || c.Indirect && c.Through == nil {
		return nil
	}
	label := c.Document
	var out []quad.Quad
	if c.Through != nil {
		said, about := names.Said(c.Through, c.Document)
		label, out = said, about
	}
	return append(out, quad.Quad{Subject: c.Speaker, Predicate: c.Reported, Object: node, Label: label})
}
