package text

import (
	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// A Claim is a statement found in a text, with where it stands and what else
// is said of it.
type Claim struct {
	quads.Claim            // Quote is the clause's exact words; Start and End are bytes of the document's text
	Reported    quad.IRI   // how its speaker says it: "claims", "denies"; "" where no verb tells
	Indirect    bool       // somebody says that its speaker says so: nobody vouches for it, and it is no edge
	Through     quad.Value // who asserts that its speaker says so, if that is one
	Sentence    Span       // the sentence it stands in
	Also        []Span     // where the same words stand again
	Details     []Detail   // time, place, number and what else: about the statement node
	Confidence  float64    // how likely it is right: 0 to 1, calibrated

	features features
}

// Features are what Confidence is computed from: see FeatureNames.
func (c *Claim) Features() []float64 { return c.features[:] }

// A Span is a range of bytes of a document's text.
type Span struct{ Start, End int }

// A Detail says something about a claim's statement node.
type Detail struct {
	Predicate quad.IRI // when, where, or the preposition as a name
	Value     quad.Value
}
