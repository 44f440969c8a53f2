package source

import "context"

// Ordered is a Source that may know its quads in the order of their lines: as
// LC_ALL=C sort sorts canonical N-Quads. An export then needs no sort.
type Ordered interface {
	Source
	// Ordered returns a cursor over all quads in that order, each line once; ok
	// is false where this state cannot tell it, or has terms that are none in
	// RDF.
	Ordered(ctx context.Context) (c FormCursor, ok bool, err error)
}

// Forms are the canonical N-Quads forms of a quad's terms: subject, predicate,
// object, label. That of no label is empty.
type Forms [4][]byte

// FormCursor moves over quads as forms.
type FormCursor interface {
	// Next fills buf, which is not empty, from the front and returns how many
	// it wrote; 0 with a nil error is the end. The forms stay good until Close,
	// and are not to be changed. It looks at the context.
	Next(buf []Forms) (int, error)
	Close() error
}
