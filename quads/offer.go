package quads

import (
	"strconv"

	"github.com/cayleygraph/quad"
)

// offerPath begins, behind the base, the nodes of offers.
const offerPath = "offer/"

// An Offer is a statement that is likely but that nobody makes: a person
// decides whether it becomes one. In a graph it is a node and no edge, so that
// until then nothing follows from it.
type Offer struct {
	Subject    quad.Value
	Predicate  quad.IRI // SameAs, WasDerivedFrom
	Object     quad.Value
	Reason     string     // in words: "initials of Islamic State"
	Confidence float64    // 0 to 1
	Document   quad.Value // that it was found in
}

// Node returns the offer's node, <base>offer/ and a 128-bit hash over subject,
// predicate and object: what several documents suggest is one offer. That one
// name is the same as another is the same offer the other way round.
func (o Offer) Node(n *Names) quad.IRI {
	subject, object := o.ends()
	return quad.IRI(n.base + offerPath + termsHash(subject, o.Predicate, object))
}

// ends returns subject and object, in their order where either could be first.
func (o Offer) ends() (subject, object quad.Value) {
	if o.Predicate == SameAs && Order(o.Object, o.Subject) < 0 {
		return o.Object, o.Subject
	}
	return o.Subject, o.Object
}

// Quads returns the description of the offer's node, all labelled with the
// document: rdf:subject, rdf:predicate, rdf:object, reason and confidence.
func (o Offer) Quads(n *Names) []quad.Quad {
	node := o.Node(n)
	subject, object := o.ends()
	of := func(p quad.IRI, v quad.Value) quad.Quad {
		return quad.Quad{Subject: node, Predicate: p, Object: v, Label: o.Document}
	}
	return []quad.Quad{
		of(Subject, subject), of(Predicate, o.Predicate), of(Object, object),
		of(n.ReasonPredicate(), quad.String(o.Reason)),
		of(n.ConfidencePredicate(), Literal(strconv.FormatFloat(o.Confidence, 'f', 2, 64), XSDDecimal)),
	}
}

// IsOffer reports whether an IRI is the node of an offer, as Offer.Node makes
// it.
func (n *Names) IsOffer(iri quad.IRI) bool { return isHashOf(string(iri), n.base, offerPath) }

// ReasonPredicate leads from an offer's node to its reason, a plain string.
func (n *Names) ReasonPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "reason") }

// ExtractorPredicate leads from a document to the version of what took claims
// out of it, a plain string.
func (n *Names) ExtractorPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "extractor") }

// SketchPredicate leads from a document to the sketch of its text, by which
// texts that repeat one another are found: a plain string.
func (n *Names) SketchPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "sketch") }
