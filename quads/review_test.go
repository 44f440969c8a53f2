package quads

import (
	"testing"

	"github.com/cayleygraph/quad"
)

// A decision's node is told from all others, and is another for another claim,
// kind, analyst or time.
func TestReviewNode(t *testing.T) {
	n := testNames
	about, ada, when := n.IRI("claim"), n.IRI("ada"), Literal("2024-03-27T10:00:00Z", XSDTime)
	seen := map[quad.IRI]bool{}
	for _, node := range []quad.IRI{
		n.Review(about, "accepted", ada, when),
		n.Review(n.IRI("other"), "accepted", ada, when),
		n.Review(about, "rejected", ada, when),
		n.Review(about, "accepted", n.IRI("bob"), when),
		n.Review(about, "accepted", ada, Literal("2024-03-27T10:00:01Z", XSDTime)),
	} {
		if _, named := n.Name(node); named || seen[node] || !n.IsReview(node) || !n.IsNode(node) || n.IsStatementNode(node) {
			t.Errorf("%s: a name %v, seen %v", node, named, seen[node])
		}
		seen[node] = true
	}
	for _, iri := range []quad.IRI{n.DecisionPredicate(), n.WithdrawnPredicate(), n.WithinPredicate(), n.IRI("review"), Used} {
		if n.IsNode(iri) {
			t.Errorf("%s is taken for a node", iri)
		}
	}
}
