package shell

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// kindSample is how many statements of a predicate are looked at for what
// stands on its two sides.
const kindSample = 1000

// predicate is a line of .schema.
type predicate struct {
	id       source.ID
	term     quad.Value
	count    int64         // triples
	sample   []source.Quad // the first of them
	first    [3]quad.Value // the terms of the first
	from, to []string      // kinds of its subjects and objects, commonest first
}

func (s *session) schemaCommand(ctx context.Context, args string) error {
	src, err := s.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	all, err := s.predicates(ctx, src)
	if err != nil {
		return err
	}
	isA, err := source.IDOf(ctx, src, quads.Type)
	if err != nil {
		return err
	}
	var listed []*predicate
	var terms []quad.Value
	for _, p := range all {
		if !strings.Contains(strings.ToLower(s.term(p.term)), strings.ToLower(args)) {
			continue
		}
		if err := s.kinds(ctx, src, p, isA); err != nil {
			return err
		}
		if err := src.Terms(ctx, p.sample[0][:3], p.first[:]); err != nil {
			return err
		}
		listed = append(listed, p)
		terms = append(terms, p.first[:]...)
	}
	show := s.show(ctx, terms)
	var table columns
	for _, p := range listed {
		table.add(s.term(p.term), fmt.Sprint(p.count), list(p.from, 3)+" → "+list(p.to, 3),
			show(p.first[0])+" → "+show(p.first[1])+" → "+show(p.first[2]))
	}
	table.write(s)
	return nil
}

// predicates counts the triples of each predicate in one pass over the graph,
// the most frequent first, those that describe sources and nodes last.
func (s *session) predicates(ctx context.Context, src source.Source) ([]*predicate, error) {
	byID := map[source.ID]*predicate{}
	var all []*predicate
	var last source.Quad
	err := source.Each(ctx, src, func(m source.Match) bool {
		if m.Quad[source.S] == last[source.S] && m.Quad[source.P] == last[source.P] && m.Quad[source.O] == last[source.O] {
			return true // the same triple under another label: they are neighbours
		}
		last = m.Quad
		p := byID[m.Quad[source.P]]
		if p == nil {
			p = &predicate{id: m.Quad[source.P]}
			byID[p.id] = p
			all = append(all, p)
		}
		p.count++
		if len(p.sample) < kindSample {
			p.sample = append(p.sample, m.Quad)
		}
		return true
	}, source.Pattern{})
	if err != nil {
		return nil, err
	}
	ids := make([]source.ID, len(all))
	for i, p := range all {
		ids[i] = p.id
	}
	terms := make([]quad.Value, len(all))
	if err := src.Terms(ctx, ids, terms); err != nil {
		return nil, err
	}
	for i, p := range all {
		p.term = terms[i]
	}
	slices.SortFunc(all, func(a, b *predicate) int {
		if x, y := s.plumbing(a.term), s.plumbing(b.term); x != y {
			if y {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(quad.ToString(a.term), quad.ToString(b.term)))
	})
	return all, nil
}

// kinds finds what stands on both sides of a predicate: the type of an
// entity, the datatype of a literal. Is a is the predicate of types.
func (s *session) kinds(ctx context.Context, src source.Source, p *predicate, isA source.ID) error {
	side := func(place int) ([]string, error) {
		ids := make([]source.ID, len(p.sample))
		for i, q := range p.sample {
			ids[i] = q[place]
		}
		types, err := typesOf(ctx, src, isA, ids)
		if err != nil {
			return nil, err
		}
		for i, id := range ids {
			if t, ok := types[id]; ok {
				ids[i] = t
			}
		}
		terms := make([]quad.Value, len(ids))
		if err := src.Terms(ctx, ids, terms); err != nil {
			return nil, err
		}
		counts := map[string]int{}
		for i, v := range terms {
			_, typed := types[p.sample[i][place]]
			counts[s.kind(v, typed)]++
		}
		kinds := make([]string, 0, len(counts))
		for k := range counts {
			kinds = append(kinds, k)
		}
		slices.SortFunc(kinds, func(a, b string) int {
			return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
		})
		return kinds, nil
	}
	var err error
	if p.from, err = side(source.S); err != nil {
		return err
	}
	p.to, err = side(source.O)
	return err
}

// typesOf maps each of some terms that have types to one of them.
func typesOf(ctx context.Context, src source.Source, isA source.ID, ids []source.ID) (map[source.ID]source.ID, error) {
	types := map[source.ID]source.ID{}
	if isA == source.Any || len(ids) == 0 {
		return types, nil
	}
	var patterns []source.Pattern
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		patterns = append(patterns, source.Pattern{source.S: id, source.P: isA})
	}
	err := source.Each(ctx, src, func(m source.Match) bool {
		types[m.Quad[source.S]] = m.Quad[source.O]
		return true
	}, patterns...)
	return types, err
}

// kind names what a term is: the type itself where it is one's type.
func (s *session) kind(v quad.Value, isType bool) string {
	switch v := v.(type) {
	case quad.String:
		return "text"
	case quad.LangString:
		return "text@" + quads.Printable(v.Lang)
	case quad.TypedString:
		if v.Type == quads.EDTF {
			return "date"
		}
		shown := strings.TrimPrefix(s.term(v.Type), "xsd:")
		return strings.TrimSuffix(strings.TrimPrefix(shown, "<"+s.names.Base()+"st/"), ">") // our own
	}
	if v == quads.Statement {
		return "statement"
	}
	if isType {
		return s.term(v)
	}
	return "entity"
}
