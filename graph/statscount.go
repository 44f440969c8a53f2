package graph

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// linkedShown is how many of the best-linked entities Stats has.
const linkedShown = 5

// Stats adds to the outline what only reading all terms and all quads tells,
// each once, in five bytes of memory a term. Progress, if not nil, is told how
// far it is.
func (g *Graph) Stats(ctx context.Context, src source.Source, progress func(done, of int64)) (Stats, error) {
	var s Stats
	var err error
	if s.Outline, err = g.Outline(ctx, src); err != nil {
		return s, err
	}
	if progress == nil {
		progress = func(_, _ int64) {}
	}
	c := &statsCounter{
		ctx: ctx, src: src, names: g.names, stats: &s,
		kinds: newIDMap[uint8](s.Terms), links: newIDMap[uint32](s.Terms),
	}
	c.progress = func(done int64) { progress(done, s.Terms+s.Quads) }
	if err := c.readTerms(); err != nil {
		return s, err
	}
	if err := c.readQuads(); err != nil {
		return s, err
	}
	return s, c.rankEntities()
}

// statsCounter knows of each term what kind it is, and of each entity in how
// many triples it is linked.
type statsCounter struct {
	ctx      context.Context
	src      source.Source
	names    *quads.Names
	stats    *Stats
	progress func(done int64)

	kinds       idMap[uint8]
	links       idMap[uint32] // and 1 more; 0: no entity
	first, last time.Time     // of the dates
	decided     source.ID     // prov:endedAtTime
	failed      error
}

// What a term counts as, wherever it stands.
const (
	kindEntity = 1 << iota // an IRI or a blank node that stands for something in the world
	kindNode               // one of our own: see quads.Names.IsNode
	kindNaming             // a predicate that describes rather than links
)

// readTerms tells the kinds of the terms, and the dates.
func (c *statsCounter) readTerms() (err error) {
	if c.decided, err = source.IDOf(c.ctx, c.src, quads.EndedAtTime); err != nil {
		return err
	}
	node := []byte("<" + c.names.Base())
	read := int64(0)
	each := func(id source.ID, form []byte) bool {
		if read++; read%progressEvery == 0 {
			c.progress(read)
		}
		switch {
		case form[0] == '"':
			c.date(id, form)
		case form[0] == source.NoForm:
			var v quad.Value
			if v, c.failed = source.TermOf(c.ctx, c.src, id); c.failed == nil {
				c.odd(id, v)
			}
		case bytes.HasPrefix(form, node) && c.isNode(quad.IRI(form[1:len(form)-1])):
			c.kinds.set(id, kindNode)
		default:
			c.kinds.set(id, kindEntity)
		}
		return c.failed == nil
	}
	if err := eachForm(c.ctx, c.src, "", each); err != nil || c.failed != nil {
		return cmp.Or(err, c.failed)
	}
	naming := append(slices.Clone(labelProperties), quads.Type, quads.WasDerivedFrom, quads.WasAttributedTo, quads.WasQuotedFrom)
	ids := make([]source.ID, len(naming))
	if err := c.src.IDs(c.ctx, naming, ids); err != nil {
		return err
	}
	for _, id := range ids {
		if id != source.Any {
			c.kinds.set(id, c.kinds.get(id)|kindNaming)
		}
	}
	return nil
}

func (c *statsCounter) isNode(iri quad.IRI) bool {
	return c.names.IsNode(iri)
}

// odd tells the kind of a term that RDF does not have.
func (c *statsCounter) odd(id source.ID, v quad.Value) {
	switch v.(type) {
	case quad.IRI, quad.BNode:
		c.kinds.set(id, kindEntity)
	default:
		c.failed = c.dated(id, v)
	}
}

// numbers are the ends of the forms of numbers, which are no dates.
var numbers = [][]byte{[]byte("#integer>"), []byte("#decimal>"), []byte("#double>"), []byte("#boolean>")}

// date looks at the form of a literal.
func (c *statsCounter) date(id source.ID, form []byte) {
	end := bytes.LastIndexByte(form, '"')
	if !bytes.HasPrefix(form[end:], []byte("\"^^<")) {
		return
	}
	for _, n := range numbers {
		if bytes.HasSuffix(form, n) {
			return
		}
	}
	// A date has no character that is escaped.
	c.failed = c.dated(id, quad.TypedString{Value: quad.String(form[1:end]), Type: quad.IRI(form[end+4 : len(form)-1])})
}

// dated keeps a date that is the first or the last, if it is any quad's object.
func (c *statsCounter) dated(id source.ID, v quad.Value) error {
	from, to, ok := quads.Span(v)
	if !ok {
		return nil
	}
	s := c.stats
	first := !from.IsZero() && (s.FirstDate == nil || from.Before(c.first))
	last := !to.IsZero() && (s.LastDate == nil || to.After(c.last))
	if !first && !last {
		return nil
	}
	n, _, err := c.src.Count(c.ctx, source.Pattern{source.O: id})
	if err != nil || n == 0 {
		return err
	}
	if c.decided != source.Any { // when a decision was taken is no date of the case
		decisions, _, err := c.src.Count(c.ctx, source.Pattern{source.P: c.decided, source.O: id})
		if err != nil || n == decisions {
			return err
		}
	}
	if first {
		s.FirstDate, c.first = v, from
	}
	if last {
		s.LastDate, c.last = v, to
	}
	return nil
}

// readQuads counts the links of entities.
func (c *statsCounter) readQuads() error {
	var triple source.Quad
	read := int64(0)
	return source.Each(c.ctx, c.src, func(m source.Match) bool {
		if read++; read%progressEvery == 0 {
			c.progress(c.stats.Terms + read)
		}
		label := m.Quad[source.L]
		m.Quad[source.L] = source.Any
		if m.Quad != triple { // whatever its other labels
			triple = m.Quad
			c.count(triple, label)
		}
		return true
	}, source.Pattern{})
}

func (c *statsCounter) count(t source.Quad, label source.ID) {
	s, o := t[source.S], t[source.O]
	if c.kinds.get(s)&kindNode != 0 {
		return
	}
	linked := c.kinds.get(o)&kindEntity != 0
	link := uint32(0)
	if linked && label != s && c.kinds.get(t[source.P])&kindNaming == 0 {
		link = 1
	}
	c.meet(s, link)
	if linked {
		c.meet(o, link)
	}
}

// meet counts an entity, when it is met first, and its links.
func (c *statsCounter) meet(id source.ID, link uint32) {
	n := c.links.get(id)
	if n == 0 {
		c.stats.Entities++
		n = 1
	}
	c.links.set(id, n+link)
}

// rankEntities finds the best-linked entities.
func (c *statsCounter) rankEntities() (err error) {
	var best []Counted
	c.links.each(func(id source.ID, n uint32) bool {
		e := Counted{Count: int64(n) - 1}
		full := len(best) == linkedShown
		if e.Count == 0 || full && e.Count < best[linkedShown-1].Count {
			return true
		}
		if e.Term, err = source.TermOf(c.ctx, c.src, id); err != nil {
			return false
		}
		i, _ := slices.BinarySearchFunc(best, e, compareCounted)
		best = slices.Insert(best, i, e)
		best = best[:min(linkedShown, len(best))]
		return true
	})
	c.stats.Linked = best
	return err
}
