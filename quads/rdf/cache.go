package rdf

import (
	"hash/maphash"

	"github.com/cayleygraph/quad"
)

// A termCache keeps values made of spans without escapes, so that a term
// that comes again costs a look-up and no memory. It is a table of fixed
// size in which a new term takes the place of whatever had its slot: no
// input can make it grow.
type termCache struct {
	seed  maphash.Seed
	slots []termSlot
}

const (
	cacheSlots = 1 << 12
	cachedLen  = 256 // bytes; longer terms hardly come twice
)

type termSlot struct {
	kind      Kind
	text, tag string
	value     quad.Value
}

// slot returns the place of a term, which may hold another.
func (c *termCache) slot(s *Span) *termSlot {
	if c.slots == nil {
		c.seed = maphash.MakeSeed()
		c.slots = make([]termSlot, cacheSlots)
	}
	return &c.slots[maphash.Bytes(c.seed, s.Text)%cacheSlots]
}

func (t *termSlot) holds(s *Span) bool {
	return t.kind == s.Kind && t.text == string(s.Text) && t.tag == string(s.Tag)
}

// keep puts a value into the slot. Its own strings serve as key where they
// are the span's.
func (t *termSlot) keep(s *Span, v quad.Value) {
	t.kind, t.tag, t.value = s.Kind, "", v
	switch v := v.(type) {
	case quad.IRI:
		t.text = string(v)
	case quad.String:
		t.text = string(v)
	case quad.LangString:
		t.text, t.tag = string(v.Value), string(s.Tag)
	case quad.TypedString:
		t.text, t.tag = string(v.Value), string(v.Type)
	default: // a blank node's label may be another here
		t.text = string(s.Text)
	}
}
