package match

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// settled are the pairs about which somebody said something.
type settled struct {
	parent map[source.ID]source.ID // of what is the same: sets, as trees
	apart  map[[2]source.ID]bool   // of what is different, the lower first
}

// readSettled reads which names are said to mean one thing, or two.
func readSettled(ctx context.Context, src source.Source, names *quads.Names) (*settled, error) {
	terms := []quad.Value{quads.SameAs, quads.DifferentFrom, quads.Predicate, quads.Subject, quads.Object, names.StancePredicate(), quad.String(quads.Denies)}
	ids := make([]source.ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	same, different := ids[0], ids[1]
	s := &settled{parent: make(map[source.ID]source.ID), apart: make(map[[2]source.ID]bool)}
	read := func(predicate source.ID, f func(a, b source.ID)) error {
		if predicate == source.Any {
			return nil
		}
		return source.Each(ctx, src, func(m source.Match) bool {
			f(m.Quad[source.S], m.Quad[source.O])
			return true
		}, source.Pattern{source.P: predicate})
	}
	if err := read(same, s.join); err != nil {
		return nil, err
	}
	if err := read(different, s.part); err != nil {
		return nil, err
	}
	return s, s.readDenied(ctx, src, ids)
}

// readDenied reads what is said not to be the same.
func (s *settled) readDenied(ctx context.Context, src source.Source, ids []source.ID) error {
	same, predicate, subject, object, stance, denies := ids[0], ids[2], ids[3], ids[4], ids[5], ids[6]
	if same == source.Any || predicate == source.Any || stance == source.Any || denies == source.Any {
		return nil
	}
	var patterns []source.Pattern
	err := source.Each(ctx, src, func(m source.Match) bool {
		patterns = append(patterns, source.Pattern{source.S: m.Quad[source.S]})
		return true
	}, source.Pattern{source.P: predicate, source.O: same})
	if err != nil || len(patterns) == 0 {
		return err
	}
	ends := make([][2]source.ID, len(patterns))
	denied := make([]bool, len(patterns))
	err = source.Each(ctx, src, func(m source.Match) bool {
		switch m.Quad[source.P] {
		case subject:
			ends[m.Pattern][0] = m.Quad[source.O]
		case object:
			ends[m.Pattern][1] = m.Quad[source.O]
		case stance:
			denied[m.Pattern] = denied[m.Pattern] || m.Quad[source.O] == denies
		}
		return true
	}, patterns...)
	for i, e := range ends {
		if denied[i] {
			s.part(e[0], e[1])
		}
	}
	return err
}

func (s *settled) join(a, b source.ID) { s.parent[s.root(a)] = s.root(b) }

func (s *settled) part(a, b source.ID) { s.apart[[2]source.ID{min(a, b), max(a, b)}] = true }

func (s *settled) root(id source.ID) source.ID {
	for {
		up, ok := s.parent[id]
		if !ok || up == id {
			return id
		}
		if over, ok := s.parent[up]; ok {
			s.parent[id] = over // a shorter way for the next
		}
		id = up
	}
}

// about reports whether two are known to be one, or two.
func (s *settled) about(a, b source.ID) bool {
	return s.apart[[2]source.ID{min(a, b), max(a, b)}] || s.root(a) == s.root(b)
}
