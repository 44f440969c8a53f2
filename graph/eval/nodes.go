package eval

import (
	"cmp"
	"slices"

	"quipu/graph/source"
)

// A node is a term that a search has reached, and from which of its starts:
// bit i is the search's start i.
type node struct {
	id     source.ID
	starts uint64
}

// nodeTable maps terms to starts. A term that has all of the starts there are
// is a bit in full, where the ids are dense enough for that: with one start
// that is every term, and where searches overlap soon most are. Others are in
// plain by their ids, where they are denser still, or in a hash table with open
// addressing. It takes 64 bytes a term at most.
type nodeTable struct {
	all   uint64   // the starts there are; 0 is not known
	full  []uint64 // a bit a term
	plain []uint64 // starts of the terms below its length that are not full
	slots []node   // of the others; starts 0 is a free slot
	used  int      // of slots
}

const (
	firstSlots = 64
	// A slot may be replaced by so many places in plain, or bits in full.
	plainRoom = 4
	fullRoom  = 64 * plainRoom
)

// get returns the starts of a term, 0 where it has none.
func (t *nodeTable) get(id source.ID) uint64 {
	if word := id / 64; word < source.ID(len(t.full)) {
		if t.full[word]>>(id%64)&1 != 0 {
			return t.all
		}
		// One start: what is not full has none, but where plain reaches
		// further than full did when the term was added.
		if t.all&(t.all-1) == 0 && id >= source.ID(len(t.plain)) {
			return 0
		}
	}
	switch {
	case id < source.ID(len(t.plain)):
		return t.plain[id]
	case t.used == 0:
		return 0
	}
	return t.slots[t.find(id)].starts
}

// add gives a term starts, of which there is one at least, and returns those
// that it did not have; first is true where it had none.
func (t *nodeTable) add(id source.ID, starts uint64) (fresh uint64, first bool) {
	had := t.get(id)
	fresh = starts &^ had
	switch {
	case fresh == 0:
	case had|fresh == t.all && id/64 < source.ID(len(t.full)):
		t.full[id/64] |= 1 << (id % 64)
	case id < source.ID(len(t.plain)):
		t.plain[id] |= fresh
	default:
		t.put(node{id, had | fresh}, had == 0)
	}
	return fresh, had == 0
}

// put puts a node into its slot.
func (t *nodeTable) put(n node, isNew bool) {
	if isNew && 4*(t.used+1) > 3*len(t.slots) {
		t.grow()
		t.add(n.id, n.starts)
		return
	}
	if isNew {
		t.used++
	}
	t.slots[t.find(n.id)] = n
}

// find returns the slot that a term has or would get.
func (t *nodeTable) find(id source.ID) int {
	mask := uint64(len(t.slots) - 1)
	at := uint64(id) * 0x9e3779b97f4a7c15
	for at = (at ^ at>>32) & mask; t.slots[at].starts != 0 && t.slots[at].id != id; at = (at + 1) & mask {
	}
	return int(at)
}

// grow makes room for more terms. The slots of terms that have become full are
// left as they are until then.
func (t *nodeTable) grow() {
	slots := t.slots
	size := max(firstSlots, 2*len(slots))
	var top source.ID
	for _, n := range slots {
		top = max(top, n.id)
	}
	if t.all != 0 && len(slots) > 0 && top/fullRoom < source.ID(size) && top/64 >= source.ID(len(t.full)) {
		t.full = longer(t.full, top/64)
	}
	if len(slots) > 0 && top/plainRoom < source.ID(size) {
		t.plain = longer(t.plain, top)
	}
	t.slots, t.used = make([]node, size), 0
	for _, n := range slots {
		if n.starts != 0 {
			t.add(n.id, n.starts)
		}
	}
}

// longer returns a copy of a list that has a place, and some behind it.
func longer(list []uint64, place source.ID) []uint64 {
	out := make([]uint64, place+place/4+1)
	copy(out, list)
	return out
}

// sortNodes sorts by term, and makes one of those that are of one term.
func sortNodes(nodes []node) []node {
	switch {
	case slices.IsSortedFunc(nodes, byID):
	case len(nodes) < 256:
		slices.SortFunc(nodes, byID)
	default:
		nodes = radixSorted(nodes)
	}
	out := nodes[:0]
	for _, n := range nodes {
		if last := len(out) - 1; last >= 0 && out[last].id == n.id {
			out[last].starts |= n.starts
		} else {
			out = append(out, n)
		}
	}
	return out
}

func byID(a, b node) int { return cmp.Compare(a.id, b.id) }

// radixSorted sorts by term.
func radixSorted(nodes []node) []node {
	var differ source.ID
	for _, n := range nodes {
		differ |= n.id ^ nodes[0].id
	}
	other := make([]node, len(nodes))
	for bit := 0; differ>>bit != 0; bit += digitBits {
		if digitOf(differ, bit) == 0 {
			continue
		}
		var at buckets
		for _, n := range nodes {
			at[digitOf(n.id, bit)]++
		}
		at.begin()
		for _, n := range nodes {
			d := digitOf(n.id, bit)
			other[at[d]] = n
			at[d]++
		}
		nodes, other = other, nodes
	}
	return nodes
}
