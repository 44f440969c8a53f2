package rdf

import (
	"io"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// A Writer writes canonical N-Quads or N-Triples. It is buffered: what was
// written has arrived when Close returns nil.
type Writer struct {
	w       io.Writer
	buf     []byte
	triples bool
	err     error
}

// NewWriter returns a Writer of N-Quads.
func NewWriter(w io.Writer) *Writer {
	return &Writer{w: w}
}

// NewTriplesWriter returns a Writer of N-Triples, which refuses quads with a
// label.
func NewTriplesWriter(w io.Writer) *Writer {
	return &Writer{w: w, triples: true}
}

const writeSize = 64 << 10

// Write writes a quad as one line, or nothing of it: a *ValueError refuses
// the quad, and the next can still be written. Any other error is that of
// the writer beneath and stays.
func (w *Writer) Write(q quad.Quad) error {
	if w.err != nil {
		return w.err
	}
	if w.triples && q.Label != nil {
		return &ValueError{
			Place: "label", Value: q.Label,
			What: "N-Triples has no place for it: write nquads, or drop the labels first",
		}
	}
	buf, err := AppendQuad(w.buf, q)
	if err != nil {
		return err
	}
	w.buf = buf
	if len(w.buf) >= writeSize {
		return w.flush()
	}
	return nil
}

// Close writes what is still in the buffer. It does not close the writer
// beneath.
func (w *Writer) Close() error {
	if w.err != nil {
		return w.err
	}
	return w.flush()
}

func (w *Writer) flush() error {
	_, w.err = w.w.Write(w.buf)
	w.buf = w.buf[:0]
	return w.err
}

// DropLabels returns a Writer that passes quads on to w without their
// labels: for formats that have none, where losing who says so is meant.
func DropLabels(w quads.Writer) quads.Writer { return dropLabels{w} }

type dropLabels struct{ quads.Writer }

func (d dropLabels) Write(q quad.Quad) error {
	q.Label = nil
	return d.Writer.Write(q)
}
