package bulk

import "context"

// A Run is distinct quads and their terms, sorted: part of what a Loader was
// given. It is an Input of a merge. Ids are FirstTerm and the rank of the
// term's form.
type Run struct {
	terms, rows int
	content
}

// content is where a run lies.
type content interface {
	// termSource gives the terms.
	termSource() termSource
	// permutations gives the rows, in one permutation after the other.
	permutations() permutations
}

// A termSource gives forms in ascending byte order.
type termSource interface {
	// next returns the next form, good until the next call; nil at the end.
	next() ([]byte, error)
	// stays reports whether forms stay good beyond the next call.
	stays() bool
}

// permutations gives rows in one permutation after the other. It belongs to
// one goroutine; the rows of one permutation are good until the next is asked
// for.
type permutations interface {
	rows(ctx context.Context, perm int) (rowSource, error)
	close()
}

// A rowSource gives rows in ascending order.
type rowSource interface {
	// next returns the next rows, good until the next call; none at the end.
	next() ([]row, error)
}
