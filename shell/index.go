package shell

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// maxIndexed is how many quads are read for completion. Beyond it the names
// of a graph are offered in part: an answer to Tab may not take seconds.
const maxIndexed = 1_000_000

// index holds the names of a graph for completion: of each place the shown
// forms, the most used first.
type index [atSource + 1][]entry

type entry struct {
	shown  string // as it is written in the notation
	folded string // lower case, without an opening quote
}

// newIndex reads the names of the graph's newest state.
func (s *session) newIndex(ctx context.Context) (*index, error) {
	src, err := s.graph.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	var counts [atSource + 1]map[source.ID]int
	for i := range counts {
		counts[i] = map[source.ID]int{}
	}
	read := 0
	err = source.Each(ctx, src, func(m source.Match) bool {
		counts[atEntity][m.Quad[source.S]]++
		counts[atEntity][m.Quad[source.O]]++
		counts[atPredicate][m.Quad[source.P]]++
		if m.Quad[source.L] != source.Unlabelled {
			counts[atSource][m.Quad[source.L]]++
		}
		read++
		return read < maxIndexed
	}, source.Pattern{})
	if err != nil {
		return nil, err
	}
	var x index
	for at, c := range counts {
		if x[at], err = s.entries(ctx, src, c); err != nil {
			return nil, err
		}
	}
	return &x, nil
}

// entries looks up the terms that have a name one could type.
func (s *session) entries(ctx context.Context, src source.Source, counts map[source.ID]int) ([]entry, error) {
	ids := make([]source.ID, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b source.ID) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	terms := make([]quad.Value, len(ids))
	if err := src.Terms(ctx, ids, terms); err != nil {
		return nil, err
	}
	var out []entry
	for _, v := range terms {
		iri, ok := v.(quad.IRI)
		if !ok || s.names.IsStatementNode(iri) || s.names.IsSaid(iri) {
			continue
		}
		shown := s.term(v)
		out = append(out, entry{shown, strings.ToLower(strings.TrimPrefix(shown, "'"))})
	}
	return out, nil
}

// match returns the names of a place that begin with a prefix, most used
// first, without regard to case; then those in which another word does.
func (x *index) match(at place, prefix string) []string {
	prefix = strings.ToLower(strings.TrimPrefix(prefix, "'"))
	var first, second []string
	for _, e := range x[at] {
		switch {
		case strings.HasPrefix(e.folded, prefix):
			first = append(first, e.shown)
		case prefix != "" && strings.Contains(e.folded, " "+prefix):
			second = append(second, e.shown)
		}
	}
	if len(first) > 0 {
		return first
	}
	return second
}
