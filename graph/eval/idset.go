package eval

import (
	"slices"

	"quipu/graph/source"
)

// idSet is a set that keeps the order of adding.
type idSet struct {
	seen map[source.ID]bool
	list []source.ID
}

func (s *idSet) add(ids ...source.ID) {
	if s.seen == nil {
		s.seen = map[source.ID]bool{}
	}
	for _, id := range ids {
		if !s.seen[id] {
			s.seen[id] = true
			s.list = append(s.list, id)
		}
	}
}

func (s *idSet) sorted() []source.ID {
	slices.Sort(s.list)
	return s.list
}
