// Package segment keeps terms and quads in immutable, checksummed bytes.
//
// A segment is a dictionary, which gives ids to terms, and up to two sets of
// quads (those it adds and those it removes), each sorted in six permutations.
// It is written once, front to back, to a Sink, and read where it lies: in a
// mapped file or in memory. Opening one reads its root alone.
//
// The rows of a tree lie in leaves of leafRows rows, which leaf describes; their
// first rows in index nodes behind them (treeNode), and those of the nodes in
// one more node, the top. So a range is found in three steps, and how many rows
// come before it is known from where it is. The root (Writer.Finish) has the
// places of the tops and of the dictionary.
//
// Every block has a checksum, which is looked at when the block is first read.
// What passes it is taken to be what was written: bytes made to deceive can
// make a reader panic, by an index out of range, or give wrong rows, but not
// loop or take memory without bounds. Callers that read what is not their own
// turn such a panic into an error. Verify relies on nothing but the checksums.
//
// A term is kept as its form: its canonical N-Quads bytes (or any other bytes
// that the caller uses for a term).
package segment
