// Package segment keeps terms and quads in immutable, checksummed bytes.
//
// A segment is a dictionary, which gives ids to terms, and up to two sets of
// quads (those it adds and those it removes), each sorted in six permutations.
// It is written once, front to back, to a Sink, and read where it lies: in a
// mapped file or in memory. Opening one reads its root alone.
//
// A term is kept as its form: its canonical N-Quads bytes (or any other bytes
// that the caller uses for a term).
package segment
