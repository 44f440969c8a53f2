package rdf

import (
	"io"

	"quipu/quads"
)

// NQuads is the format of RDF 1.1 N-Quads. It is written in canonical form.
var NQuads = quads.Format{
	Name:       "nquads",
	Extensions: []string{".nq", ".nquads"},
	MediaType:  "application/n-quads",
	NewReader: func(r io.Reader, o quads.ReadOptions) quads.Reader {
		return NewReader(r, o)
	},
	NewWriter: func(w io.Writer, _ *quads.Names) quads.Writer {
		return NewWriter(w)
	},
}

// NTriples is the format of RDF 1.1 N-Triples. Its writer refuses quads with
// a label, as it would lose who says so; see DropLabels.
var NTriples = quads.Format{
	Name:       "ntriples",
	Extensions: []string{".nt", ".ntriples"},
	MediaType:  "application/n-triples",
	NewReader: func(r io.Reader, o quads.ReadOptions) quads.Reader {
		return NewTriplesReader(r, o)
	},
	NewWriter: func(w io.Writer, _ *quads.Names) quads.Writer {
		return NewTriplesWriter(w)
	},
}
