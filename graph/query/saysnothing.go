package query

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// maxSources is how many sources a note lists.
const maxSources = 3

// speaks notes of a source behind @ that nothing stands under and nothing
// leads to: the answer would be silent. Often the name is that of a paper, and
// its articles are the sources.
func (l *lowerer) speaks(who quad.Value) error {
	silent, known, err := l.silent(who)
	if err != nil || !silent {
		return err
	}
	var sources []string
	iri, _ := who.(quad.IRI)
	name, named := l.names.Name(iri)
	if named && !l.rebased {
		if sources, err = l.in.graph.SourcesBeginning(l.ctx, l.in.src, name, maxSources); err != nil {
			return err
		}
		if len(sources) == 0 && !known {
			return nil // a note says so already
		}
	}
	note := quads.Printable(arrow.Format(who, l.names)) + " says nothing here"
	for i, s := range sources {
		sources[i] = quads.Printable(arrow.Format(l.names.IRI(s), l.names))
	}
	if len(sources) > 0 {
		note += "; sources that begin so: " + strings.Join(sources, ", ")
	}
	if !slices.Contains(l.notes, note) {
		l.notes = append(l.notes, note)
	}
	return nil
}

// silent reports whether nothing stands under a source or leads to it, and
// whether it is known at all.
func (l *lowerer) silent(who quad.Value) (silent, known bool, err error) {
	terms := []quad.Value{who, quads.WasAttributedTo, quads.WasDerivedFrom, quads.WasQuotedFrom}
	ids := make([]source.ID, len(terms))
	src := unwatched(l.in.src)
	if err := src.IDs(l.ctx, terms, ids); err != nil || ids[0] == source.Any {
		return true, false, err
	}
	patterns := []source.Pattern{{source.L: ids[0]}}
	for _, p := range ids[1:] {
		if p != source.Any {
			patterns = append(patterns, source.Pattern{source.P: p, source.O: ids[0]})
		}
	}
	for _, p := range patterns {
		if n, _, err := src.Count(l.ctx, p); err != nil || n > 0 {
			return false, true, err
		}
	}
	return true, true, nil
}
