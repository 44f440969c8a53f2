package rdf

import (
	"io"
	"strings"

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
		return labelError(q.Label)
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

func labelError(label quad.Value) error {
	return &ValueError{
		Place: "label", Value: label,
		What: "N-Triples has no place for it: write nquads, or drop the labels first",
	}
}

// WriteForms writes a quad whose terms are in canonical form, as AppendTerm
// makes it, as one line; an empty label is none. They are not checked again,
// nor whether they may stand where they do. The error is as that of Write.
func (w *Writer) WriteForms(subject, predicate, object, label []byte) error {
	if w.err != nil {
		return w.err
	}
	if w.triples && len(label) > 0 {
		return labelError(quad.IRI(strings.Trim(string(label), "<>")))
	}
	buf := append(append(w.buf, subject...), ' ')
	buf = append(append(buf, predicate...), ' ')
	buf = append(append(buf, object...), ' ')
	if len(label) > 0 {
		buf = append(append(buf, label...), ' ')
	}
	w.buf = append(buf, '.', '\n')
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

// A TripleWriter writes quads to a format that has no labels: each triple
// once, where losing who says so is meant.
type TripleWriter struct {
	quads.Writer
	Dropped int64 // labels left out
	last    quad.Quad
}

// DropLabels returns a TripleWriter over w. Quads of one triple have to come
// as neighbours, as in an export.
func DropLabels(w quads.Writer) *TripleWriter { return &TripleWriter{Writer: w} }

// Write writes the quad's triple, unless it was just written.
func (t *TripleWriter) Write(q quad.Quad) error {
	if q.Label != nil {
		t.Dropped++
		q.Label = nil
	}
	if q == t.last {
		return nil
	}
	t.last = q
	return t.Writer.Write(q)
}
