package graph

import (
	"bytes"
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/rdf"
)

// ordered writes the quads of a source that knows the order of their lines, to
// a writer that takes lines; it returns false where one of them does not. One
// goroutine reads, another writes.
func (e *exporter) ordered(ctx context.Context, src source.Source) (done bool, err error) {
	o, ok := src.(source.Ordered)
	if !ok || e.lines == nil {
		return false, nil
	}
	c, ok, err := o.Ordered(ctx)
	if err != nil || !ok {
		return false, err
	}
	ctx, cancel := context.WithCancel(ctx)
	r := newPageReader(c)
	go r.read(ctx)
	defer func() {
		cancel()
		for range r.full { // until the other goroutine is through
		}
		if closed := c.Close(); err == nil {
			err = closed
		}
	}()
	for p := range r.full {
		if err := e.page(p); err != nil {
			return true, err
		}
		r.free <- p
	}
	return true, r.err
}

// page writes the quads of a page.
func (e *exporter) page(p *page) error {
	for _, q := range p.quads[:p.n] {
		subject, predicate, object, label := q[source.S], q[source.P], q[source.O], q[source.L]
		err := error(nil)
		if wellPlaced(subject, predicate, label) {
			err = e.lines.WriteForms(subject, predicate, object, label)
		} else {
			err = writeValues(e.w, subject, predicate, object, label)
		}
		if err != nil {
			return err
		}
		e.written++
	}
	e.tell()
	return nil
}

// writeValues writes a quad, given as forms, as terms: for the error that the
// writer has for it.
func writeValues(w quads.Writer, forms ...[]byte) error {
	var terms [4]quad.Value
	for i, form := range forms {
		if len(form) == 0 {
			continue
		}
		line := append(append([]byte("<urn:s> <urn:p> "), form...), " ."...)
		q, err := rdf.NewReader(bytes.NewReader(line), quads.ReadOptions{MaxLine: len(line)}).Read()
		if err != nil {
			return err
		}
		terms[i] = q.Object
	}
	return w.Write(quad.Quad{Subject: terms[0], Predicate: terms[1], Object: terms[2], Label: terms[3]})
}

// A page is some quads. Their terms' bytes are first looked at by who writes
// them: they lie all over the memory, and waiting for them is most of the work.
type page struct {
	quads [quadsPage]source.Forms
	n     int
}

const (
	pages     = 4    // that go round
	quadsPage = 1024 // quads on one
)

// A pageReader reads a cursor ahead of who writes: it takes pages from free
// and sends them to full, which it closes at the end.
type pageReader struct {
	cursor     source.FormCursor
	free, full chan *page
	err        error // set when full is closed
}

func newPageReader(c source.FormCursor) *pageReader {
	r := &pageReader{cursor: c, free: make(chan *page, pages), full: make(chan *page, pages)}
	for range pages {
		r.free <- new(page)
	}
	return r
}

func (r *pageReader) read(ctx context.Context) {
	defer close(r.full)
	for {
		select {
		case <-ctx.Done():
			r.err = ctx.Err()
			return
		case p := <-r.free:
			var err error
			if p.n, err = r.cursor.Next(p.quads[:]); err != nil || p.n == 0 {
				r.err = err
				return
			}
			r.full <- p
		}
	}
}
