package store

import (
	"hash/maphash"
	"sync/atomic"

	"github.com/cayleygraph/quad"
)

// The ids of terms are those of package source, kept in 32 bits: a graph in
// memory never holds more terms than that.
const (
	anyID      = 0
	unlabelled = 1
	firstTerm  = 2
	maxTerms   = 1<<32 - 2 // the largest 32-bit number bounds prefixes in a run
)

// dict maps terms to ids and back. One writer appends to it; any number of
// readers look terms up at the same time, without locks: a reader passes the
// slice of terms that its state began with, and ids beyond it do not exist for
// that reader.
type dict struct {
	seed  maphash.Seed
	terms []quad.Value // by id; the writer's view
	table atomic.Pointer[table]
	used  int // slots that are taken, graves included
}

// table is an open hash table. A slot is 0 where it is free, else the upper
// half of the term's hash and its id.
type table struct {
	slots []atomic.Uint64
	mask  uint64
}

// grave is the id in the slot of a term that was dropped: a search goes on
// behind it.
const grave = unlabelled

const hashBits = 0xffffffff << 32

func newDict() *dict {
	d := &dict{seed: maphash.MakeSeed(), terms: make([]quad.Value, firstTerm)}
	d.table.Store(newTable(64))
	return d
}

func newTable(size int) *table {
	return &table{slots: make([]atomic.Uint64, size), mask: uint64(size - 1)}
}

// find returns the id of a term among terms, anyID if it has none.
func (d *dict) find(v quad.Value, terms []quad.Value) uint32 {
	if !known(v) {
		return anyID
	}
	return d.probe(v, maphash.Comparable(d.seed, v), terms)
}

func (d *dict) probe(v quad.Value, hash uint64, terms []quad.Value) uint32 {
	t := d.table.Load()
	for i := hash & t.mask; ; i = (i + 1) & t.mask {
		slot := t.slots[i].Load()
		if slot == 0 {
			return anyID
		}
		id := uint32(slot)
		if slot&hashBits == hash&hashBits && id != grave && int(id) < len(terms) && terms[id] == v {
			return id
		}
	}
}

// intern returns the id of a term and gives it one if it has none. Only the
// writer calls it, with a term that is known.
func (d *dict) intern(v quad.Value) (uint32, error) {
	hash := maphash.Comparable(d.seed, v)
	if id := d.probe(v, hash, d.terms); id != anyID {
		return id, nil
	}
	if len(d.terms) >= maxTerms {
		return anyID, errFull
	}
	id := uint32(len(d.terms))
	d.terms = append(d.terms, v)
	if t := d.table.Load(); 4*(d.used+1) > 3*len(t.slots) {
		d.grow()
		return id, nil
	}
	d.table.Load().put(hash, id)
	d.used++
	return id, nil
}

func (t *table) put(hash uint64, id uint32) {
	i := hash & t.mask
	for t.slots[i].Load() != 0 {
		i = (i + 1) & t.mask
	}
	t.slots[i].Store(hash&hashBits | uint64(id))
}

// grow makes a table with room for as many terms again, without graves.
// Readers go on in the old one, which holds all that their states know.
func (d *dict) grow() {
	size := 64
	for size < 3*len(d.terms) {
		size *= 2
	}
	t := newTable(size)
	for id := firstTerm; id < len(d.terms); id++ {
		t.put(maphash.Comparable(d.seed, d.terms[id]), uint32(id))
	}
	d.used = len(d.terms) - firstTerm
	d.table.Store(t)
}

// truncate drops the terms from id n on: those of a transaction that was
// rolled back. No state knows them.
func (d *dict) truncate(n int) {
	t := d.table.Load()
	for id := n; id < len(d.terms); id++ {
		hash := maphash.Comparable(d.seed, d.terms[id])
		for i := hash & t.mask; ; i = (i + 1) & t.mask {
			if uint32(t.slots[i].Load()) == uint32(id) {
				t.slots[i].Store(hash&hashBits | grave)
				break
			}
		}
	}
	clear(d.terms[n:])
	d.terms = d.terms[:n]
}

// known reports whether v is one of the project's kinds of term. Others (of
// other programs, perhaps not even comparable) are in no graph.
func known(v quad.Value) bool {
	switch v.(type) {
	case quad.IRI, quad.BNode, quad.String, quad.LangString, quad.TypedString:
		return true
	}
	return false
}
