// Package quads is what a relationship is: names and their IRIs, literals and
// their values, sources, claims and stances, and the shape of formats that
// read and write them.
//
// # Terms
//
// A relationship is a quad of Cayley's package quad: subject, predicate,
// object, and as label the source that says so. Its terms are of five kinds:
// quad.IRI, quad.BNode, quad.String, quad.LangString and quad.TypedString
// with a full datatype IRI. Cayley's native values are turned into these by
// FromCayley, and back by ToCayley, at the border to a Cayley store and
// nowhere else.
//
// # Names
//
// People write names; RDF wants IRIs. Names maps one to the other, exactly in
// both directions:
//
//	names, _ := quads.NewNames("")
//	names.IRI("Crocus City Hall attack") // urn:quipu:Crocus_City_Hall_attack
//	names.IRI("and/or")                  // urn:quipu:and%2For
//	names.IRI("type")                    // rdf:type
//	names.Name("urn:quipu:and%2For")     // "and/or", true
//	names.Name("urn:quipu:and/or")       // "", false: no name is written so
//
// What a user typed is brought to normal form first, by Normal.
//
// # Literals
//
// A literal keeps its spelling and is compared by its value. Bare reads what
// is written without quotes (130, 2024-03-22, 2015~, >130); Compare and Order
// know numbers exactly, dates as stretches of time, and imprecise values as
// intervals:
//
//	Compare(GT, ~130, 100)               // holds: about 130 is 117 to 143
//	Compare(GT, ~130, 120)               // does not: it is not certain
//	Compare(GE, ~130, 120)               // holds, imprecisely: it is possible
//
// # Claims
//
// What somebody says in a document is labelled with the node that Said
// gives. What is denied, doubted, feared, planned or warned of is no quad of
// its own but a Claim: a statement node that describes the quad without
// asserting it. The table of verbs behind StanceOf tells which is which:
//
//	stance, _ := quads.StanceOf("denied")    // Denies
//	c := quads.Claim{Subject: a, Predicate: p, Object: b, Speaker: s, Stance: stance, Document: d}
//	c.Quads(names)                           // its description, labelled d
//
// # Limits
//
// Dates have years of at most nine digits and seconds to the nanosecond;
// xsd:time, durations and the recurring g-types are compared only for
// equality of their spelling, as are all datatypes not named here. IRIs are
// held against N-Quads' grammar, not resolved.
//
// # Neighbours
//
// The package knows neither graph nor shell nor any notation. Quads/rdf and
// quads/arrow read and write what is described here; the table of all formats
// is in package graph, which resolves names against what a graph holds.
package quads
