package paths

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// Reason says why a triple is no link between entities.
type Reason int

// The reasons, in the order they are tried.
const (
	IsLink        Reason = iota // it is a link
	TypeProperty                // rdf:type
	LabelProperty               // a name given as a property
	Identity                    // owl:sameAs, owl:differentFrom: of names, not of things
	Reification                 // rdf:subject, rdf:predicate, rdf:object
	Provenance                  // PROV-O: where it comes from
	LiteralObject               // the object is a literal
	StatementNode               // an end is a statement node
	Description                 // what a source says of itself: title, author, …
)

// rule is one row of the table: a triple is no link if its predicate is one
// of these, or begins with the namespace, or the test holds.
type rule struct {
	reason     Reason
	one, many  string // as the note names it
	predicates []quad.IRI
	namespace  string
	test       func(triple) bool
}

// triple is what a rule's test looks at.
type triple struct {
	subject, object kind
	described       bool // only said by its own subject, a source that describes itself
}

// noLinks is the table of what is no link: the first rule that fits gives
// the reason. Predicates come first, because they can be told without
// looking at the ends.
var noLinks = []rule{
	{reason: TypeProperty, one: "type", many: "types", predicates: []quad.IRI{quads.Type}},
	{reason: LabelProperty, one: "label of an entity", many: "labels of entities", predicates: []quad.IRI{
		quads.Label, quads.PrefLabel, quads.AltLabel, quads.SchName, quads.FOAFName}},
	{reason: Identity, one: "statement that names mean one thing or two", many: "statements that names mean one thing or two",
		predicates: []quad.IRI{quads.SameAs, quads.DifferentFrom}},
	{reason: Reification, predicates: []quad.IRI{
		quads.Subject, quads.Predicate, quads.Object}},
	{reason: Provenance, one: "fact about a source", many: "facts about sources", namespace: quads.PROV},
	{reason: LiteralObject, one: "number, date or text", many: "numbers, dates and texts",
		test: func(t triple) bool { return t.object == literal }},
	{reason: StatementNode, one: "bracketed statement", many: "bracketed statements",
		test: func(t triple) bool { return t.subject == statement || t.object == statement }},
	{reason: Description, one: "fact about a source", many: "facts about sources",
		test: func(t triple) bool { return t.described }},
}

// descriptions are the predicates that tell a source which describes itself
// from an entity that is quoted on itself: Russia → accuses → Ukraine @ Russia
// is a link, and stays one.
var descriptions = []quad.Value{
	quads.Title, quads.Creator, quads.Publisher, quads.Date, quads.Language, quads.URL, quads.Text,
}

// deniedStances are the stances that including denied shows. A statement
// somebody warns of or plans is not asserted either, but calling it denied
// would be untrue.
var deniedStances = []quads.Stance{quads.Denies, quads.Doubts}

// ofPredicate returns the reason that a predicate alone gives.
func ofPredicate(p quad.Value) Reason {
	iri, ok := p.(quad.IRI)
	if !ok {
		return IsLink
	}
	for _, r := range noLinks {
		if r.namespace != "" && strings.HasPrefix(string(iri), r.namespace) {
			return r.reason
		}
		for _, q := range r.predicates {
			if q == iri {
				return r.reason
			}
		}
	}
	return IsLink
}

// ofTriple returns the reason that a triple's ends give.
func ofTriple(t triple) Reason {
	for _, r := range noLinks {
		if r.test != nil && r.test(t) {
			return r.reason
		}
	}
	return IsLink
}

// Denies reports whether a stance, as a statement node carries it, is one
// that including denied shows.
func Denies(stance quad.Value) bool {
	s, ok := stance.(quad.String)
	return ok && slices.Contains(deniedStances, quads.Stance(s))
}

// DeniedStances returns the stances that Denies holds for, as terms.
func DeniedStances() []quad.Value {
	var out []quad.Value
	for _, s := range deniedStances {
		out = append(out, quad.String(s))
	}
	return out
}
