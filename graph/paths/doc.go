// Package paths answers how entities are linked: whole loopless paths between
// two sets, shortest first, and the neighbourhood of a set.
//
// A walk goes along links, the edges between entities. What is no link
// (literals, statement nodes, provenance, …) is one table, in links.go, that
// every kind of walk shares; algebra.WalkSpec's ViaAny lifts it. A triple is
// one hop, however many sources state it.
//
// # Order
//
// Paths come by length; those of one length as they are read: by the start,
// then hop after hop by predicate, next entity, and direction (as stored
// first). Terms compare by quads.Order, so the order is the same over every
// store. Weighted paths come by weight, then so.
//
// # Weights
//
// Weights are added exactly, to six decimals; a path's is the sum of:
//
//   - weighted by a predicate: for each hop, the least number that the
//     predicate has for one of the hop's sources, that is a label that fits or
//     what it leads to (a document, a speaker). The source is what stands
//     behind a statement, so it is what can weigh it. A hop without a number
//     is left out (Result.Unweighed); a negative one is a *WeightError.
//   - by rarity: for each entity that the path passes through, the binary
//     logarithm of the number of statements about it. A link through what
//     everybody has to do with says little. The ends weigh nothing.
//
// # Restrictions
//
// An entity is a hub if more statements than WalkSpec.HubLinks have it as
// subject or object, each source's counted: no path passes through it, but one
// may begin or end there. A hop is of a time if the date (dcterms:date) of one
// of its sources may be: imprecise dates are intervals; hops without a dated
// source are left out (Result.Undated). It is uncontested if no statement node
// denies or doubts it, whoever does. One source states a path if it would be
// found with that source alone (@ X).
//
// # Work
//
// Two breadth-first searches, one from each end, meet in the middle; that
// grows which has fewer quads to read, by counts of the store, so that a hub
// is not read where the other side is small; where both edges are small and
// what is behind them is not, the hops between the two are asked for pair by
// pair. For each length from that at which the two have met, a depth-first
// enumeration then follows only edges from which the far end can still be
// reached in exactly the hops that are left, and stops one path behind the
// limit. Entities are told from literals and statement nodes by their ids;
// terms are looked up only to order what goes into the answer. Weighted paths
// are found best first, with Dijkstra's search from the ends as the outlook.
// Questions to the Source go out in batches. Result.Work counts what was done.
//
// # Example
//
//	Russia  → accuses → Ukraine
//	ISIS-K  → claimed → attack
//	Russia  → suffered → attack
//
// Between {ISIS-K} and {Ukraine}, in any direction, there is one path of
// three hops: ISIS-K → claimed → attack ← suffered ← Russia → accuses →
// Ukraine. Directed there is none, and Result.Left says what was left out.
//
// The package knows ids, terms and algebra.WalkSpec; names, labels shown and
// evidence are graph/query's.
package paths
