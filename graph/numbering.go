package graph

import "quipu/graph/source"

// A numbering numbers ids in the order they are first met, from 0 on, so that
// what is known of them fits into slices.
type numbering struct {
	of  idMap[uint32] // the number and 1 more
	ids []source.ID   // by number
}

// newNumbering returns a numbering for about n ids.
func newNumbering(n int64) *numbering {
	return &numbering{of: newIDMap[uint32](n), ids: make([]source.ID, 0, n)}
}

func (n *numbering) number(id source.ID) uint32 {
	if known := n.of.get(id); known > 0 {
		return known - 1
	}
	n.ids = append(n.ids, id)
	n.of.set(id, uint32(len(n.ids)))
	return uint32(len(n.ids) - 1)
}

// An idMap maps ids to numbers; an id it does not have is 0. The ids of our
// own store are small, so a slice is all it takes; a map holds the rest.
type idMap[N uint8 | uint32] struct {
	small []N
	large map[source.ID]N
}

// newIDMap returns a map for about n ids.
func newIDMap[N uint8 | uint32](n int64) idMap[N] {
	return idMap[N]{small: make([]N, n+n/4+1024), large: map[source.ID]N{}}
}

func (m *idMap[N]) get(id source.ID) N {
	if id < source.ID(len(m.small)) {
		return m.small[id]
	}
	return m.large[id]
}

func (m *idMap[N]) set(id source.ID, n N) {
	if id < source.ID(len(m.small)) {
		m.small[id] = n
		return
	}
	m.large[id] = n
}

// each calls f with the ids that have a number, until f returns false.
func (m *idMap[N]) each(f func(id source.ID, n N) bool) {
	for id, n := range m.small {
		if n != 0 && !f(source.ID(id), n) {
			return
		}
	}
	for id, n := range m.large {
		if n != 0 && !f(id, n) {
			return
		}
	}
}
