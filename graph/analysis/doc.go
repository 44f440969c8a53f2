// Package analysis answers the questions that analysts ask of who says what
// and of how entities are linked, over a source.Source.
//
// Who says what: Contested, Corroborated, Only, Differ. Origins count, not
// labels (source.Origins).
//
// Links and time: Timeline, Between, and over a Network its Central,
// Components and Communities. A link is what the table in package paths calls
// one, so literals, types, statement nodes and provenance link nothing. In a
// Network two entities are neighbours or not, however many links join them and
// whoever states these; only PageRank follows their direction. An entity
// without a link is in no network.
//
// # Limits
//
// What is held counts against a limit; more is a *SizeError. Every loop looks
// at its context, sorts included, so a cancelled question ends within
// milliseconds and leaves nothing running. The measures are computed here
// rather than by gonum, whose functions know no context: tests compare them.
//
// # Order
//
// Nodes are numbered in the order of their terms, sums are made in that order,
// no step draws at random: the same graph gives the same answer, over every
// store.
//
// The package knows ids and terms; the notation, rows and evidence as it is
// shown are graph/query's.
package analysis
