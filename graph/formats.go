package graph

import (
	"quipu/graph/store"
	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/quads/rdf"
)

// Formats is the table of formats: nquads, ntriples, arrows.
func Formats() []quads.Format {
	return []quads.Format{
		rdf.NQuads,
		rdf.NTriples,
		{
			Name:       "arrows",
			Extensions: []string{".arrows"},
			MediaType:  "text/plain; charset=utf-8",
			NewReader:  arrow.NewReader,
			NewWriter:  arrow.NewWriter,
		},
	}
}

// IsFile reports whether a path is the file of a Quipu store: of whatever
// version, damaged or not. Anything else that can be read is an input.
func IsFile(path string) (bool, error) { return store.Is(path) }
