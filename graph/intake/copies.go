package intake

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/text/document"
)

// When a text counts as another's, and how much is looked at to find out.
const (
	mostly       = 0.5 // share of a text that is another's
	fewest       = 20  // shingles of a text that is compared
	wholeIndexed = 64  // up to so many shingles all are indexed, else one in indexEvery
	indexEvery   = 8
	maxPostings  = 256 // documents with one shingle: more is boilerplate
	maxCompared  = 8   // texts that share most shingles are compared
	maxCopies    = 3   // and of these so many are told
)

// copies finds texts that share much: an index from shingles to the documents
// that have them. A share of a half is missed once in some thousand pairs of
// long texts, for only one shingle in eight is indexed.
type copies struct {
	docs     []sketched
	at       map[quad.IRI]int32
	first    map[uint32]int32 // of a shingle, the newest of its postings
	postings []posting
}

type sketched struct {
	node   quad.IRI
	sketch document.Sketch
}

// posting is a document that has a shingle.
type posting struct {
	doc, next int32 // next is -1 at the end
	length    int32 // of the list from here
}

// readCopies reads the sketches that a graph has.
func readCopies(ctx context.Context, src source.Source, names *quads.Names) (*copies, error) {
	c := &copies{at: make(map[quad.IRI]int32), first: make(map[uint32]int32)}
	err := eachDescribed(ctx, src, []quad.Value{names.SketchPredicate()}, func(node quad.IRI, _ int, value string) {
		if s, err := document.ParseSketch(value); err == nil { // a foreign one is none
			c.add(node, s)
		}
	})
	return c, err
}

// add puts a document into the index; of a document that is there the sketch
// is replaced.
func (c *copies) add(node quad.IRI, s document.Sketch) {
	at, known := c.at[node]
	if !known {
		at = int32(len(c.docs))
		c.at[node] = at
		c.docs = append(c.docs, sketched{node: node})
	}
	c.docs[at].sketch = s
	hashes := s.Hashes()
	if len(hashes) < fewest {
		return
	}
	for _, h := range hashes {
		if len(hashes) > wholeIndexed && h>>24%indexEvery != 0 {
			continue
		}
		p := posting{doc: at, next: -1, length: 1}
		if next, ok := c.first[h]; ok {
			p.next, p.length = next, c.postings[next].length+1
		}
		if p.length <= maxPostings {
			c.first[h] = int32(len(c.postings))
			c.postings = append(c.postings, p)
		}
	}
}

// like returns the documents that share most shingles with a text.
func (c *copies) like(node quad.IRI, s document.Sketch) []sketched {
	hashes := s.Hashes()
	if len(hashes) < fewest {
		return nil
	}
	shared := make(map[int32]int)
	for _, h := range hashes {
		at, ok := c.first[h]
		for ; ok && at >= 0; at = c.postings[at].next {
			shared[c.postings[at].doc]++
		}
	}
	if at, ok := c.at[node]; ok {
		delete(shared, at)
	}
	best := slices.SortedFunc(maps.Keys(shared), func(a, b int32) int {
		return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(c.docs[a].node, c.docs[b].node))
	})
	var out []sketched
	for _, at := range best[:min(maxCompared, len(best))] {
		out = append(out, c.docs[at])
	}
	return out
}

// another is the share under which a text is no revision of the one before.
const another = 0.1

// isAnother reports whether a document that has only a name, and no address,
// shares next to nothing with the text that the store has under that name. Two
// texts were then given one name, and neither may push out the other.
func (b *batch) isAnother(d *Document) bool {
	at, known := b.copies.at[d.Node]
	if !known || d.URL != "" || d.Source == "" {
		return false
	}
	held := b.copies.docs[at].sketch
	if len(held.Hashes()) < fewest || len(d.Sketch.Hashes()) < fewest {
		return false
	}
	return d.Sketch.Containment(held) < another && held.Containment(d.Sketch) < another
}

// copied offers that the document derives from one whose text it repeats, or
// the other way round.
func (e *entry) copied() error {
	for _, other := range e.copies.like(e.doc.Node, e.doc.Sketch) {
		c, err := e.compare(other)
		if err != nil {
			return err
		}
		if c.Share >= mostly {
			e.out.Copies = append(e.out.Copies, c)
		}
	}
	slices.SortStableFunc(e.out.Copies, func(a, b Copy) int { return cmp.Compare(b.Share, a.Share) })
	e.out.Copies = e.out.Copies[:min(maxCopies, len(e.out.Copies))]
	for _, c := range e.out.Copies {
		err := e.offer(quads.Offer{
			Subject: c.Text, Predicate: quads.WasDerivedFrom, Object: c.Of,
			Reason: fmt.Sprintf("%d %% of its text stands there", c.Percent()), Confidence: c.Share,
		})
		if err != nil {
			return err
		}
	}
	e.copies.add(e.doc.Node, e.doc.Sketch)
	return nil
}

// Percent is the share in 100, rounded.
func (c Copy) Percent() int { return int(math.Round(100 * c.Share)) }

// compare tells how much of one text stands in the other: of the shorter one
// or, where each is mostly the other, of the one that came later.
func (e *entry) compare(other sketched) (Copy, error) {
	ours := Copy{Text: e.doc.Node, Of: other.node, Share: e.doc.Sketch.Containment(other.sketch)}
	theirs := Copy{Text: other.node, Of: e.doc.Node, Share: other.sketch.Containment(e.doc.Sketch)}
	if ours.Share < mostly {
		return theirs, nil
	}
	if theirs.Share < mostly {
		return ours, nil
	}
	date, err := e.date(other.node)
	if err != nil {
		return Copy{}, err
	}
	for _, q := range e.doc.About {
		if q.Predicate == quads.Date && before(q.Object, date) {
			return theirs, nil
		}
	}
	return ours, nil
}

// date returns the date of a document, nil where nobody knows.
func (e *entry) date(node quad.IRI) (date quad.Value, err error) {
	for _, d := range e.done { // of this batch, not yet in the store
		for _, q := range d.About {
			if d.Node == node && q.Predicate == quads.Date {
				return q.Object, nil
			}
		}
	}
	var ids [2]source.ID
	if err := e.src.IDs(e.ctx, []quad.Value{node, quads.Date}, ids[:]); err != nil || ids[0] == source.Any || ids[1] == source.Any {
		return nil, err
	}
	err = source.EachQuad(e.ctx, e.src, func(q quad.Quad) error {
		if date == nil || quads.Order(q.Object, date) < 0 {
			date = q.Object
		}
		return nil
	}, source.Pattern{source.S: ids[0], source.P: ids[1]})
	return date, err
}

// before reports whether one date certainly ends before another begins.
func before(a, b quad.Value) bool {
	_, end, ok := quads.Span(a)
	begin, _, known := quads.Span(b)
	return ok && known && !end.IsZero() && !begin.IsZero() && !begin.Before(end)
}
