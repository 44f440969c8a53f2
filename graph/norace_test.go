//go:build !race

package graph

// Bolt (the one that is no longer kept; bbolt is another) turns pointers into
// others in ways that the pointer checks of a run with the race detector end the
// process for. Our side of a backend is the same for all of them.
func init() { backends = append(backends, backend{"bolt", true}) }
