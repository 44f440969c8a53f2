package paths

import "quipu/graph/source"

// node is the number of an entity that a search has met: 0, 1, 2, …, so that
// what is known of it lies in slices.
type node int32

// numbers numbers entities. It is a hash table with open addresses: a search
// looks up every edge it reads.
type numbers struct {
	ids   []source.ID // by number
	slots []slot
	shift uint // hash bits that are not used
}

type slot struct {
	id source.ID
	n  node
}

// firstBits is the logarithm of the slots of a new table.
const firstBits = 8

func newNumbers() *numbers {
	return &numbers{slots: make([]slot, 1<<firstBits), shift: 64 - firstBits}
}

// of returns the number of an entity, the next one if it has none.
func (t *numbers) of(id source.ID) node {
	at := t.find(id)
	if t.slots[at].id == id {
		return t.slots[at].n
	}
	if 2*len(t.ids) >= len(t.slots) {
		t.grow()
		at = t.find(id)
	}
	n := node(len(t.ids))
	t.slots[at] = slot{id, n}
	t.ids = append(t.ids, id)
	return n
}

// find returns the slot that has an id or would have it. No entity is Any.
func (t *numbers) find(id source.ID) uint64 {
	at := uint64(id) * 0x9e3779b97f4a7c15 >> t.shift
	for t.slots[at].id != id && t.slots[at].id != source.Any {
		at = (at + 1) & uint64(len(t.slots)-1)
	}
	return at
}

func (t *numbers) grow() {
	old := t.slots
	t.slots = make([]slot, 4*len(old))
	t.shift -= 2
	for _, s := range old {
		if s.id != source.Any {
			t.slots[t.find(s.id)] = s
		}
	}
}

// at returns a pointer to what a slice holds of a node; what was not there is
// filled.
func at[T any](of *[]T, n node, fill T) *T {
	for int(n) >= len(*of) {
		*of = append(*of, fill)
	}
	return &(*of)[n]
}
