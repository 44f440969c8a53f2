package shell

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// maxIndexed is how many quads are read for completion: an answer to Tab may
// not take seconds. See newLargeIndex for graphs with more.
const maxIndexed = readAtOnce

// maxNear is how many quads are read for what stands near by.
const maxNear = 200_000

// index holds the names of a graph for completion: of each place the shown
// forms, the most used first.
type index struct {
	names [atSource + 1][]entry
	large bool // the entities are not among them
}

type entry struct {
	id       source.ID
	shown    string // as it is written in the notation
	folded   string // lower case, without an opening quote
	plumbing bool   // offered only to who begins to type it
}

// plumbing reports whether an IRI is one by which sources and statement nodes
// are described, which few people type.
func (s *session) plumbing(v quad.Value) bool {
	iri, ok := v.(quad.IRI)
	if !ok || iri == quads.Type {
		return false
	}
	for _, namespace := range []string{quads.RDF, quads.PROV, quads.DCTerms, s.names.Base() + "st/"} {
		if strings.HasPrefix(string(iri), namespace) {
			return true
		}
	}
	return false
}

// newIndex reads the names of the graph's newest state.
func (s *session) newIndex(ctx context.Context) (*index, error) {
	src, err := s.graph.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	size, err := src.Size(ctx)
	if err != nil {
		return nil, err
	}
	if size.Quads > maxIndexed {
		return s.newLargeIndex(ctx, src)
	}
	counts, err := s.countNames(ctx, src)
	if err != nil {
		return nil, err
	}
	var x index
	for at, c := range counts {
		if x.names[at], err = s.entries(ctx, src, c); err != nil {
			return nil, err
		}
	}
	return &x, nil
}

// usage is how often terms stand in a place.
type usage map[source.ID]int

// countNames counts how often terms stand in each place. What stands in the
// description of a source or of a statement node is offered, but counts for
// nothing; what a node says counts as if it were stated.
func (s *session) countNames(ctx context.Context, src source.Source) ([atSource + 1]usage, error) {
	counts := [...]usage{{}, {}, {}}
	predicates := map[source.ID]quad.Value{} // those that are plumbing; others are nil
	var failed error
	err := source.Each(ctx, src, func(m source.Match) bool {
		subject, p, object := m.Quad[source.S], m.Quad[source.P], m.Quad[source.O]
		plumbing, known := predicates[p]
		if !known {
			if plumbing, failed = source.TermOf(ctx, src, p); failed != nil {
				return false
			}
			if !s.plumbing(plumbing) {
				plumbing = nil
			}
			predicates[p] = plumbing
		}
		switch plumbing {
		case nil:
			counts[atEntity][subject]++
			counts[atEntity][object]++
			counts[atPredicate][p]++
		case quads.Predicate:
			counts[atPredicate][object]++
		case quads.Subject, quads.Object:
			counts[atEntity][object]++
		default:
			counts[atEntity][subject] += 0
			counts[atEntity][object] += 0
			counts[atPredicate][p]++
		}
		if plumbing == quads.WasAttributedTo { // a speaker: @ asks for what one says, wherever
			counts[atSource][object]++
		}
		if m.Quad[source.L] != source.Unlabelled {
			counts[atSource][m.Quad[source.L]]++
		}
		return true
	}, source.Pattern{})
	return counts, errors.Join(err, failed)
}

// entries looks up the terms that have a name one could type.
func (s *session) entries(ctx context.Context, src source.Source, counts usage) ([]entry, error) {
	ids := counts.ids()
	terms := make([]quad.Value, len(ids))
	if err := src.Terms(ctx, ids, terms); err != nil {
		return nil, err
	}
	var out []entry
	for i, v := range terms {
		iri, ok := v.(quad.IRI)
		if !ok || s.names.IsNode(iri) {
			continue
		}
		shown := s.term(v)
		out = append(out, entry{ids[i], shown, strings.ToLower(strings.TrimPrefix(shown, "'")), s.plumbing(v)})
	}
	return out, nil
}

// ids returns the terms, the most used first.
func (u usage) ids() []source.ID {
	return slices.SortedFunc(maps.Keys(u), func(a, b source.ID) int {
		return cmp.Or(cmp.Compare(u[b], u[a]), cmp.Compare(a, b))
	})
}

// near returns what the graph has in a place, given what stands before it:
// the predicates of a subject, the objects of a predicate; most used first.
func (s *session) near(ctx context.Context, sp spot) ([]source.ID, error) {
	known, from, to := sp.subject, source.S, source.P
	if sp.at == atEntity {
		known, from, to = sp.predicate, source.P, source.O
	}
	if sp.back { // A ← p ← B is B → p → A
		if from == source.S {
			from = source.O
		}
		if to == source.O {
			to = source.S
		}
	}
	if known == "" || sp.at == atSource {
		return nil, nil
	}
	t, err := arrow.ParseTerm(known, s.names)
	if err != nil {
		return nil, err
	}
	v, err := s.entity(t)
	if err != nil {
		return nil, err
	}
	src, err := s.graph.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	id, err := source.IDOf(ctx, src, v)
	if err != nil || id == source.Any {
		return nil, err
	}
	counts, read := usage{}, 0
	var p source.Pattern
	p[from] = id
	err = source.Each(ctx, src, func(m source.Match) bool {
		counts[m.Quad[to]]++
		read++
		return read < maxNear
	}, p)
	return counts.ids(), err
}

// match returns the names of a place that begin with a prefix, without regard
// to case. What is near comes first, then the most used, then plumbing if it
// is asked for.
func (x *index) match(at place, prefix string, near []source.ID) []string {
	prefix = strings.ToLower(strings.TrimPrefix(prefix, "'"))
	rank := map[source.ID]int{}
	for i, id := range near {
		rank[id] = i - len(near)
	}
	var found []entry
	for _, e := range x.names[at] {
		switch {
		case e.plumbing && prefix == "":
		case strings.HasPrefix(e.folded, prefix):
			found = append(found, e)
		}
	}
	slices.SortStableFunc(found, func(a, b entry) int {
		if a.plumbing != b.plumbing {
			if b.plumbing {
				return -1
			}
			return 1
		}
		return cmp.Compare(rank[a.id], rank[b.id])
	})
	shown := make([]string, len(found))
	for i, e := range found {
		shown[i] = e.shown
	}
	return shown
}
