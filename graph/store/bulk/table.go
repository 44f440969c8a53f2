package bulk

import (
	"encoding/binary"
	"hash/maphash"
	"math"
)

// A table keeps forms once each and numbers them as they come, from zero.
//
// The forms lie one behind the other in the arena, each behind its number and
// its length, so that finding one costs two accesses to memory: the slot and
// the form. Nothing in it is a pointer.
type table struct {
	seed  maphash.Seed
	slots slab[uint64] // hash in the upper half, place in the lower; 0: free
	shift int          // of a hash, to the number of a slot
	arena slab[byte]
	used  int // bytes of the arena
	terms int

	touched byte // so that touch is not for nothing
}

const (
	align     = 8      // of what lies in the arena, so that 32 bits address 32 GiB
	header    = 8      // number and length of a form
	firstSize = 1 << 8 // of slots
)

// maxForm bounds a form, and what is left of an arena that a form may fall
// into.
const maxForm = 1 << 30

// reserve makes room in a new table, whose arena will be used up to some
// bytes.
func (t *table) reserve(arena int) {
	t.seed = maphash.MakeSeed()
	t.arena.reserve(arena + maxForm/4)
	t.resize(firstSize)
	t.used = align // place 0 is no form
}

// reset forgets the forms and keeps the room.
func (t *table) reset() {
	clear(t.slots.all)
	t.used, t.terms = align, 0
}

func (t *table) free() {
	t.slots.free()
	t.arena.free()
}

func (t *table) hash(form []byte) uint32 {
	return uint32(maphash.Bytes(t.seed, form) >> 32)
}

// touch reads where intern will look for forms, given their hashes. Accesses
// that do not wait for one another are made by the processor at once; those of
// one intern after the other would be waited for singly, and on large tables
// waiting is most of what interning costs.
func (t *table) touch(hashes []uint32) {
	slots, arena := t.slots.all, t.arena.all
	var places [4 * stageQuads]uint32
	for i, hash := range hashes {
		places[i] = uint32(slots[hash>>t.shift])
	}
	sum := byte(0)
	for i := range hashes {
		at := int(places[i]) * align
		sum += arena[at] + arena[min(at+63, len(arena)-1)]
	}
	t.touched = sum
}

// intern returns the number of a form, given its hash.
func (t *table) intern(hash uint32, form []byte) uint32 {
	slots := t.slots.all
	mask := len(slots) - 1
	for i := int(hash >> t.shift); ; i++ {
		slot := slots[i&mask]
		if slot == 0 {
			return t.insert(i&mask, hash, form)
		}
		if uint32(slot>>32) != hash {
			continue
		}
		at := int(uint32(slot)) * align
		head := binary.LittleEndian.Uint64(t.arena.all[at:])
		if int(head>>32) == len(form) && string(t.arena.all[at+header:at+header+len(form)]) == string(form) {
			return uint32(head)
		}
	}
}

func (t *table) insert(slot int, hash uint32, form []byte) uint32 {
	at := t.used
	end := at + int(places(len(form)))*align
	if end > len(t.arena.all) {
		t.arena.grow(end, at)
	}
	id := uint32(t.terms)
	binary.LittleEndian.PutUint64(t.arena.all[at:], uint64(len(form))<<32|uint64(id))
	copy(t.arena.all[at+header:], form)
	t.used = end
	t.terms++
	t.slots.all[slot] = uint64(hash)<<32 | uint64(at/align)
	if t.terms*8 > len(t.slots.all)*5 {
		t.resize(2 * len(t.slots.all))
	}
	return id
}

// resize makes n slots, a power of two. A slot's number is the upper bits of
// the hash, so the old ones are moved in order.
func (t *table) resize(n int) {
	var slots slab[uint64]
	slots.grow(n, 0)
	shift := 32
	for m := n; m > 1; m /= 2 {
		shift--
	}
	for _, slot := range t.slots.all {
		if slot == 0 {
			continue
		}
		i := int(uint32(slot>>32) >> shift)
		for slots.all[i] != 0 {
			i = (i + 1) & (n - 1)
		}
		slots.all[i] = slot
	}
	t.slots.free()
	t.slots, t.shift = slots, shift
}

// full reports whether another four forms may find no place.
func (t *table) full() bool {
	return uint64(t.used) > math.MaxUint32*align-4*maxForm || t.terms > math.MaxInt32
}

// bytes is the memory that the table uses.
func (t *table) bytes() int { return t.used + 8*len(t.slots.all) }

// formAt is the form that lies at a place of an arena.
func formAt(arena []byte, place uint32) []byte {
	at := int(place) * align
	n := int(binary.LittleEndian.Uint32(arena[at+4:]))
	return arena[at+header : at+header+n : at+header+n]
}

// places is how many places a form of n bytes takes.
func places(n int) uint32 { return uint32((header + n + align - 1) / align) }
