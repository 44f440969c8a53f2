package graph

import "quipu/graph/source"

// A numbering numbers ids in the order they are first met, from 0 on, so that
// what is known of them fits into slices.
type numbering struct {
	of  idMap       // the number and 1 more
	ids []source.ID // by number
}

// newNumbering returns a numbering for about n ids.
func newNumbering(n int64) *numbering {
	return &numbering{of: newIDMap(n), ids: make([]source.ID, 0, n)}
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
type idMap struct {
	small []uint32
	large map[source.ID]uint32
}

// newIDMap returns a map for about n ids.
func newIDMap(n int64) idMap {
	return idMap{small: make([]uint32, 2*n+1024), large: map[source.ID]uint32{}}
}

func (m *idMap) get(id source.ID) uint32 {
	if id < source.ID(len(m.small)) {
		return m.small[id]
	}
	return m.large[id]
}

func (m *idMap) set(id source.ID, n uint32) {
	if id < source.ID(len(m.small)) {
		m.small[id] = n
		return
	}
	m.large[id] = n
}
