package source

import "context"

// Note says who makes a change and by which command. A transaction takes it
// from the context that it is committed with; a store that keeps a history
// keeps it there.
type Note struct {
	Analyst string
	Command string
	Undoes  uint64 // the number of the commit that this one takes back; 0: none
}

type noteKey struct{}

// WithNote returns a context that carries a note.
func WithNote(ctx context.Context, n Note) context.Context {
	return context.WithValue(ctx, noteKey{}, n)
}

// NoteOf returns the note that a context carries.
func NoteOf(ctx context.Context) Note {
	n, _ := ctx.Value(noteKey{}).(Note)
	return n
}
