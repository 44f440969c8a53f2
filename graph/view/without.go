package view

import (
	"context"
	"sync"

	"quipu/graph/source"
)

// Without returns a state of a graph without the quads of some labels
// (source.Unlabelled is the quads without one) and without some statement
// nodes: what a document says that they deny has the document's label, not
// theirs, so they go with every quad that has one as subject or object. A
// triple that stands under another label stays, and so does what is said about
// the labels. A term whose quads all are hidden keeps its id.
func Without(src source.Source, labels, nodes []source.ID) source.Source {
	w := &without{Source: src, hidden: make(map[source.ID]bool, len(labels)), nodes: make(map[source.ID]bool, len(nodes))}
	for _, n := range nodes {
		w.nodes[n] = true
	}
	for _, l := range labels {
		if l != source.Any && !w.hidden[l] {
			w.hidden[l] = true
			w.labels = append(w.labels, l)
		}
	}
	if len(w.labels)+len(w.nodes) == 0 {
		return src
	}
	if forms, ok := src.(source.Lexicon); ok {
		return &lexicalWithout{w, forms}
	}
	return w
}

// without is a state that lacks some labels and statement nodes.
type without struct {
	source.Source
	labels []source.ID
	hidden map[source.ID]bool
	nodes  map[source.ID]bool

	mu   sync.Mutex
	rest *rest // nil until it is asked for
}

const (
	// fewQuads are read rather than counted a label at a time, …
	fewQuads = 1024
	// … and so many labels are not: the count is then an estimate.
	manyLabels = 64
)

// Count implements source.Source.
func (w *without) Count(ctx context.Context, p source.Pattern) (int64, bool, error) {
	if w.hidden[p[source.L]] || w.nodes[p[source.S]] || w.nodes[p[source.O]] {
		return 0, true, ctx.Err()
	}
	n, exact, err := w.Source.Count(ctx, p)
	exact = exact && len(w.nodes) == 0
	switch {
	case err != nil || n == 0 || p[source.L] != source.Any && len(w.nodes) == 0:
		return n, exact || n == 0, err
	case n <= fewQuads:
		n = 0
		err = source.Each(ctx, w, func(source.Match) bool { n++; return true }, p)
		return n, true, err
	case p[source.L] != source.Any || len(w.labels) > manyLabels:
		return n, false, nil
	}
	for _, l := range w.labels {
		p[source.L] = l
		less, sure, err := w.Source.Count(ctx, p)
		if err != nil {
			return 0, false, err
		}
		n, exact = n-less, exact && sure
	}
	return max(0, n), exact, nil
}

// Scan implements source.Source.
func (w *without) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	return &sifting{Cursor: w.Source.Scan(ctx, patterns...), hidden: w.hidden, nodes: w.nodes}
}

// sifting leaves out the quads of some labels and nodes.
type sifting struct {
	source.Cursor
	hidden, nodes map[source.ID]bool
}

// Next implements source.Cursor.
func (c *sifting) Next(buf []source.Match) (int, error) {
	for {
		n, err := c.Cursor.Next(buf)
		if err != nil || n == 0 {
			return 0, err
		}
		kept := 0
		last, drop := source.Any, false // neighbours often have one label
		for _, m := range buf[:n] {
			if l := m.Quad[source.L]; l != last {
				last, drop = l, c.hidden[l]
			}
			if !drop && !(len(c.nodes) > 0 && (c.nodes[m.Quad[source.S]] || c.nodes[m.Quad[source.O]])) {
				buf[kept] = m
				kept++
			}
		}
		if kept > 0 {
			return kept, nil
		}
	}
}

// rest is what is left without the labels.
type rest struct {
	size  source.Size
	terms source.IDSet
}

// left reads what is left, once.
func (w *without) left(ctx context.Context) (*rest, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.rest != nil {
		return w.rest, nil
	}
	r := &rest{}
	var last source.Quad
	err := source.Each(ctx, w, func(m source.Match) bool {
		r.size.Quads++
		if q := m.Quad; q[source.S] != last[source.S] || q[source.P] != last[source.P] || q[source.O] != last[source.O] {
			r.size.Triples++
			last = q
		}
		for _, id := range m.Quad {
			if id != source.Unlabelled && r.terms.Add(id) {
				r.size.Terms++
			}
		}
		return true
	}, source.Pattern{})
	if err != nil {
		return nil, err
	}
	w.rest = r
	return r, nil
}

// Size implements source.Source. It reads the whole state, once.
func (w *without) Size(ctx context.Context) (source.Size, error) {
	r, err := w.left(ctx)
	if err != nil {
		return source.Size{}, err
	}
	return r.size, nil
}

// lexicalWithout knows the forms of its terms.
type lexicalWithout struct {
	*without
	forms source.Lexicon
}

// Forms implements source.Lexicon.
func (w *lexicalWithout) Forms(ctx context.Context, prefix []byte, f func(id source.ID, form []byte) bool) error {
	r, err := w.left(ctx)
	if err != nil {
		return err
	}
	return w.forms.Forms(ctx, prefix, func(id source.ID, form []byte) bool { return !r.terms.Has(id) || f(id, form) })
}
