package store

import (
	"hash/maphash"
	"sync/atomic"

	"github.com/cayleygraph/quad"

	"quipu/graph/store/segment"
)

// dict maps the terms that no segment has to ids and back: those of commits
// since the last fold. Ids count up from first. One writer appends to it; any
// number of readers look terms up at the same time, without locks: a reader
// passes the slice of terms that its state began with, and terms beyond it do
// not exist for that reader.
type dict struct {
	seed  maphash.Seed
	first segment.ID
	terms []quad.Value // by id, from first on; the writer's view
	bytes int          // of the terms' texts, roughly
	table atomic.Pointer[table]
	used  int // slots that are taken, graves included
}

// table is an open hash table. A slot is 0 where it is free, else the upper
// half of the term's hash and one more than its index among the terms.
type table struct {
	slots []atomic.Uint64
	mask  uint64
}

// grave is in the slot of a term that was dropped: a search goes on behind it.
const grave = 1<<32 - 1

const hashBits = 0xffffffff << 32

func newDict(first segment.ID) *dict {
	d := &dict{seed: maphash.MakeSeed(), first: first}
	d.table.Store(newTable(64))
	return d
}

func newTable(size int) *table {
	return &table{slots: make([]atomic.Uint64, size), mask: uint64(size - 1)}
}

// find returns the id of a term among terms, Any if it has none.
func (d *dict) find(v quad.Value, terms []quad.Value) segment.ID {
	return d.probe(v, maphash.Comparable(d.seed, v), terms)
}

func (d *dict) probe(v quad.Value, hash uint64, terms []quad.Value) segment.ID {
	t := d.table.Load()
	for i := hash & t.mask; ; i = (i + 1) & t.mask {
		slot := t.slots[i].Load()
		if slot == 0 {
			return segment.Any
		}
		n := uint32(slot)
		if slot&hashBits == hash&hashBits && n != grave && int(n) <= len(terms) && terms[n-1] == v {
			return d.first + n - 1
		}
	}
}

// intern returns the id of a term and gives it one if it has none. Only the
// writer calls it, with a term that is known.
func (d *dict) intern(v quad.Value) (segment.ID, error) {
	hash := maphash.Comparable(d.seed, v)
	if id := d.probe(v, hash, d.terms); id != segment.Any {
		return id, nil
	}
	if uint64(d.first)+uint64(len(d.terms)) > uint64(segment.MaxTerm) {
		return segment.Any, errFull
	}
	d.terms = append(d.terms, v)
	d.bytes += textSize(v)
	n := uint32(len(d.terms))
	if t := d.table.Load(); 4*(d.used+1) > 3*len(t.slots) {
		d.grow()
	} else {
		t.put(hash, n)
		d.used++
	}
	return d.first + n - 1, nil
}

func (t *table) put(hash uint64, n uint32) {
	i := hash & t.mask
	for t.slots[i].Load() != 0 {
		i = (i + 1) & t.mask
	}
	t.slots[i].Store(hash&hashBits | uint64(n))
}

// grow makes a table with room for as many terms again, without graves.
// Readers go on in the old one, which holds all that their states know.
func (d *dict) grow() {
	size := 64
	for size < 3*len(d.terms) {
		size *= 2
	}
	t := newTable(size)
	for i, v := range d.terms {
		t.put(maphash.Comparable(d.seed, v), uint32(i+1))
	}
	d.used = len(d.terms)
	d.table.Store(t)
}

// truncate drops all but the first n terms: those of a transaction that was
// rolled back. No state knows them.
func (d *dict) truncate(n int) {
	t := d.table.Load()
	for at := n; at < len(d.terms); at++ {
		v := d.terms[at]
		d.bytes -= textSize(v)
		hash := maphash.Comparable(d.seed, v)
		for i := hash & t.mask; ; i = (i + 1) & t.mask {
			if uint32(t.slots[i].Load()) == uint32(at+1) {
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

func textSize(v quad.Value) int {
	switch v := v.(type) {
	case quad.IRI:
		return len(v)
	case quad.BNode:
		return len(v)
	case quad.String:
		return len(v)
	case quad.LangString:
		return len(v.Value) + len(v.Lang)
	case quad.TypedString:
		return len(v.Value) + len(v.Type)
	}
	return 0
}
