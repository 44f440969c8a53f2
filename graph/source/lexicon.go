package source

import "context"

// Lexicon is a Source that knows its terms in the order of their forms: their
// canonical N-Quads, so that all literals, all IRIs that begin alike, and all
// literals with one text are neighbours.
type Lexicon interface {
	Source
	// Forms calls f with the form of each term that begins with a prefix, in
	// byte order, until f returns false. A form is good until f returns. That
	// of a term which RDF does not have begins with NoForm.
	Forms(ctx context.Context, prefix []byte, f func(id ID, form []byte) bool) error
}

// NoForm begins the forms of terms that RDF does not have, such as an empty
// IRI. The rest of such a form is the source's own affair: Terms has the term.
const NoForm = 0xff
