package quads

import "github.com/cayleygraph/quad"

// reviewPath begins, behind the base, the nodes of decisions.
const reviewPath = "review/"

// Terms of PROV-O by which a decision is described.
const (
	Activity          = quad.IRI(PROV + "Activity")
	Used              = quad.IRI(PROV + "used")
	Generated         = quad.IRI(PROV + "generated")
	WasAssociatedWith = quad.IRI(PROV + "wasAssociatedWith")
	EndedAtTime       = quad.IRI(PROV + "endedAtTime")
)

// Review returns the node <base>review/… of a decision: a 128-bit hash over
// what it is about, its kind, who took it, and when.
func (n *Names) Review(about quad.Value, kind string, analyst, time quad.Value) quad.IRI {
	return quad.IRI(n.base + reviewPath + termsHash(about, quad.String(kind), analyst, time))
}

// IsReview reports whether an IRI is the node of a decision, as Review makes
// it.
func (n *Names) IsReview(iri quad.IRI) bool { return isHashOf(string(iri), n.base, reviewPath) }

// IsNode reports whether an IRI is a node of the project's own, which stands for
// something said or decided and for nothing in the world: that of a statement,
// of "speaker, in document", of an offer or of a decision.
func (n *Names) IsNode(iri quad.IRI) bool {
	return n.IsStatementNode(iri) || n.IsSaid(iri) || n.IsOffer(iri) || n.IsReview(iri)
}

// DecisionPredicate leads from a decision's node to its kind, a plain string.
func (n *Names) DecisionPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "decision") }

// WithdrawnPredicate leads from a decision's node to the quads that it took
// out of the graph: lines of N-Quads, of WithdrawnType. As text they answer no
// question, and yet nothing is lost.
func (n *Names) WithdrawnPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "withdrawn") }

// WithdrawnType is the datatype of withdrawn quads.
func (n *Names) WithdrawnType() quad.IRI { return quad.IRI(n.base + statementPath + "nquads") }

// WithinPredicate leads from the decision on a name to the document that it
// holds for.
func (n *Names) WithinPredicate() quad.IRI { return quad.IRI(n.base + statementPath + "within") }
