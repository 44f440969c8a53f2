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
// store.
//
// # Work
//
// Two breadth-first searches, one from each end, meet in the middle; the
// smaller frontier grows. For each length a depth-first enumeration then
// follows only edges from which the far end can still be reached in exactly
// the hops that are left, and stops one path behind the limit. Questions to
// the Source go out in batches. Result.Work counts what was done.
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
