// Package store holds a graph in one file, or in memory.
//
// A Store is a source.Store: it hands out states that never change and takes
// one transaction at a time. Readers need no locks, in this process or others;
// a state that somebody still reads stays as it is while others are committed.
//
// A state is made of layers (state.go): segments, which lie in the file, and an
// overlay in memory, which the file's log holds. A small transaction becomes a
// record of the log (commit.go, record.go). An overlay that has grown is folded
// into a segment (fold.go). A large load, and Compact, rewrite everything into
// one segment in a new file (loader.go, rewrite.go). The log is the history as
// well: Commits, Changes and At (history.go, past.go).
//
// Beneath are the packages segment (terms and quads in checked bytes), bulk
// (runs and their merging) and container (the file, and what of it is
// committed). A damaged file gives a *FileError and never a wrong answer:
// blocks have checksums, and what Go's own checks and the system find in the
// mapped file becomes an error too (guard.go).
//
// The package also offers a Store as a Cayley backend, registered as "quipu":
// see QuadStore.
//
//	s, err := store.Open(ctx, "case.quipu", store.Options{})
//	tx, err := s.Begin(ctx)
//	err = tx.Add(quad.MakeIRI("urn:quipu:Russia", "urn:quipu:accuses", "urn:quipu:Ukraine", ""))
//	result, err := tx.Commit(ctx)
//	view, err := s.View(ctx)
//	n, _, err := view.Count(ctx, source.Pattern{}) // 1
package store
