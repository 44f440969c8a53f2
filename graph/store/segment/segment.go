package segment

import "fmt"

// A Sink takes bytes at the end of a file or of memory. A place is taken
// first and filled afterwards, because checksums take in where bytes lie. It is
// safe for concurrent use; offsets count from the start of Bytes.Data.
type Sink interface {
	// Reserve takes the next n bytes.
	Reserve(n int) (offset int64, err error)
	// WriteAt fills reserved bytes. See io.WriterAt.
	WriteAt(p []byte, offset int64) (int, error)
}

// Bytes are where segments lie. Owner, if not nil, is kept reachable as long
// as the segment is: a mapping is given back when nobody can reach its owner.
type Bytes struct {
	Data  []byte
	Owner any
}

// Ref says where a segment is and which one it must be.
type Ref struct {
	ID     uint64 // random; part of every checksum in the segment
	Offset int64  // of its root record
	Length int64  // of its root record
}

// Kind is one of a segment's two sets of quads.
type Kind int

// The quads that a segment adds to what lies below it, and those it removes.
const (
	Added Kind = iota
	Removed
)

// Meta is what the root says beside the places of the parts.
type Meta struct {
	// Quads and Triples are what the segment adds to the numbers of what lies
	// below it; they may be negative.
	Quads, Triples int64
	// Dead are the terms, of this segment's dictionary or of one below it,
	// that no quad has any more; sorted.
	Dead []ID
}

// DamagedError says that bytes are not what was written.
type DamagedError struct {
	Offset int64 // where in Bytes.Data
	What   string
}

// Error says where and what.
func (e *DamagedError) Error() string {
	return fmt.Sprintf("at byte %d: %s", e.Offset, e.What)
}
