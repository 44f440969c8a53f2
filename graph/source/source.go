// Package source is the leaf that the store, evaluation and path search share:
// ids of terms, a fixed state of a graph that can be counted and scanned,
// transactions, and what the label of a query stands for.
package source

import (
	"context"

	"github.com/cayleygraph/quad"
)

// ID stands for a term within one Source. IDs are dense enough to sort by,
// stable while the Source is open, and below 1<<63: the top bit is free for
// those who must tell ids of their own apart. Nothing else follows from their
// values.
type ID uint64

// The two ids that stand for no term.
const (
	// Any matches anything in a Pattern; as a result it is an unbound value
	// or a term that the Source does not hold.
	Any ID = 0
	// Unlabelled is the label of quads without one.
	Unlabelled ID = 1
)

// Quad is subject, predicate, object, label.
type Quad [4]ID

// The places of a Quad.
const (
	S = iota
	P
	O
	L
)

// Pattern is a Quad with Any in the free places.
type Pattern Quad

// Match is a quad and the number of the pattern it matched, in one Scan.
type Match struct {
	Quad
	Pattern int
}

// Source is one committed state of a graph: what a statement sees. It is safe
// for concurrent use. Questions are asked in batches, so that a Source may be
// far away.
type Source interface {
	// IDs writes the id of each term to out, Any for a term that no quad of
	// the source has.
	IDs(ctx context.Context, terms []quad.Value, out []ID) error
	// Terms writes the term of each id to out, nil for Any and Unlabelled.
	Terms(ctx context.Context, ids []ID, out []quad.Value) error
	// Count returns how many quads match; exact is false for an estimate.
	Count(ctx context.Context, p Pattern) (n int64, exact bool, err error)
	// Scan returns the quads that match any of the patterns, pattern after
	// pattern, those of one in the order that OrderOf(pattern) tells.
	Scan(ctx context.Context, patterns ...Pattern) Cursor
	// Size returns the number of quads, of distinct triples, and of terms.
	Size(ctx context.Context) (Size, error)
	// Close gives the state up; the Source is not used afterwards.
	Close() error
}

// Size counts what a source holds.
type Size struct {
	Quads, Triples, Terms int64
}

// Cursor moves over the matches of a scan.
type Cursor interface {
	// Next fills buf, which is not empty, from the front and returns how many
	// it wrote; 0 with a nil error is the end. It looks at the scan's context.
	Next(buf []Match) (int, error)
	Close() error
}

// Store is a graph that changes: it hands out states and takes transactions.
type Store interface {
	// View returns the newest committed state.
	View(ctx context.Context) (Source, error)
	// Begin starts a transaction. One runs at a time; a second waits until
	// the context ends.
	Begin(ctx context.Context) (Tx, error)
	Close() error
}

// Tx is all or nothing. Quads are checked as they are given.
type Tx interface {
	Add(q quad.Quad) error
	// Has reports whether q is in the state the transaction began on, with
	// the transaction's own changes so far.
	Has(q quad.Quad) (bool, error)
	Remove(q quad.Quad) error
	// Commit makes the changes durable and visible and says what they were.
	Commit(ctx context.Context) (Result, error)
	// Rollback drops the transaction; after Commit it does nothing.
	Rollback()
}

// Result is what a transaction came to. Added and Removed compare the state
// after it with the one before; Existed and Missing count the calls of Add
// and Remove that made no difference. Commit is its number in the history, 0
// where the store keeps none or nothing changed.
type Result struct {
	Added, Existed, Removed, Missing int64
	Commit                           uint64
}
