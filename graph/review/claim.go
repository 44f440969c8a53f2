package review

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/rdf"
)

// A Claim is a claim in the graph, as its statement node has it.
type Claim struct {
	quads.Claim
	ID         quad.IRI    // its statement node
	Confidence float64     // that it is right, 0 to 1
	Rated      bool        // it has a confidence, so it was taken from a text
	Details    []quad.Quad // what else is said of the node: when, where, …
}

// Read returns the claim of a statement node. The error is a *GoneError where
// the node states nothing.
func Read(ctx context.Context, src source.Source, names *quads.Names, node quad.IRI) (Claim, error) {
	about, err := quadsWith(ctx, src, source.S, node)
	if err != nil {
		return Claim{}, err
	}
	c := claimOf(node, about, names)
	if c.Subject == nil || c.Predicate == nil || c.Object == nil {
		return c, &GoneError{Node: node}
	}
	return c, nil
}

// GoneError says that a claim is not in the graph, or no longer.
type GoneError struct{ Node quad.IRI }

// Error names the claim.
func (e *GoneError) Error() string {
	return fmt.Sprintf("the claim %s is not in the graph any longer", quads.Printable(string(e.Node)))
}

// claimOf reads the description of a node.
func claimOf(node quad.IRI, about []quad.Quad, names *quads.Names) Claim {
	c := Claim{ID: node}
	for _, q := range about {
		if c.Take(q, names) {
			continue
		}
		switch q.Predicate {
		case quads.Type:
		case names.QuotePredicate():
			c.Quote = text(q.Object)
		case names.StartPredicate():
			c.Start = integer(q.Object)
		case names.EndPredicate():
			c.End = integer(q.Object)
		case names.ConfidencePredicate():
			c.Confidence, c.Rated = quads.Number(q.Object)
		default:
			c.Details = append(c.Details, q)
		}
	}
	return c
}

// text returns a literal's text, "" of another term.
func text(v quad.Value) string {
	switch v := v.(type) {
	case quad.String:
		return string(v)
	case quad.LangString:
		return string(v.Value)
	case quad.TypedString:
		return string(v.Value)
	}
	return ""
}

// integer returns an offset; what is none is -1.
func integer(v quad.Value) int {
	n, err := strconv.Atoi(text(v))
	if err != nil {
		return -1
	}
	return n
}

// quadsWith returns the quads that have a term in a place.
func quadsWith(ctx context.Context, src source.Source, place int, term quad.Value) ([]quad.Quad, error) {
	id, err := source.IDOf(ctx, src, term)
	if err != nil || id == source.Any {
		return nil, err
	}
	var p source.Pattern
	p[place] = id
	return source.Quads(ctx, src, p)
}

// edge returns the edge that a claim brings if it is asserted, with the
// description of its label where that is "speaker, in document".
func edge(c quads.Claim, names *quads.Names) (q quad.Quad, about []quad.Quad, ok bool) {
	if c.Stance != quads.Asserts {
		return quad.Quad{}, nil, false
	}
	label := c.Document
	switch {
	case c.Speaker != nil && c.Document != nil:
		label, about = names.Said(c.Speaker, c.Document)
	case c.Speaker != nil:
		label = c.Speaker
	}
	return quad.Quad{Subject: c.Subject, Predicate: c.Predicate, Object: c.Object, Label: label}, about, true
}

// reports reads the edges that report a claim: X → denies → [the claim].
func reports(ctx context.Context, src source.Source, names *quads.Names, node quad.IRI) ([]quad.Quad, error) {
	all, err := quadsWith(ctx, src, source.O, node)
	return slices.DeleteFunc(all, func(q quad.Quad) bool {
		subject, _ := q.Subject.(quad.IRI)
		return q.Predicate == quads.Object || names.IsReview(subject) || names.IsOffer(subject)
	}), err
}

// whole returns all that a claim comes to in the graph: its edge, the
// description of its node, and the edges that report it. The description of
// "speaker, in document" is not among it, for other claims use it.
func whole(ctx context.Context, src source.Source, names *quads.Names, c Claim) ([]quad.Quad, error) {
	all, err := quadsWith(ctx, src, source.S, c.ID)
	if err != nil {
		return nil, err
	}
	if q, _, ok := edge(c.Claim, names); ok {
		held, err := source.Holds(ctx, src, []quad.Quad{q})
		if err != nil {
			return nil, err
		}
		if held[0] {
			all = append(all, q)
		}
	}
	reporting, err := reports(ctx, src, names, c.ID)
	return append(all, reporting...), err
}

// withdrawn writes quads as the text that a decision keeps them as.
func withdrawn(qs []quad.Quad, names *quads.Names) (quad.Value, error) {
	var b []byte
	var err error
	for _, q := range qs {
		if b, err = rdf.AppendQuad(b, q); err != nil {
			return nil, fmt.Errorf("what cannot be kept cannot be withdrawn: %w", err)
		}
	}
	return quads.Literal(string(b), names.WithdrawnType()), nil
}

// restored reads what withdrawn wrote.
func restored(v quad.Value) ([]quad.Quad, error) {
	r := rdf.NewReader(strings.NewReader(text(v)), quads.ReadOptions{File: "withdrawn quads", MaxLine: max(len(text(v)), bytes.MinRead)})
	var out []quad.Quad
	for {
		q, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		out = append(out, q)
	}
}
