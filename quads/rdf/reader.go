package rdf

import (
	"io"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// A Reader reads N-Quads or N-Triples as quad.Quad values: quad.IRI,
// quad.BNode, quad.String, quad.LangString and quad.TypedString. Terms that
// come again soon share their memory.
type Reader struct {
	scan  *Scanner
	blank func(string) (string, error)
	terms termCache
	err   error
}

// NewReader returns a Reader of N-Quads. N-Triples is a subset of it.
func NewReader(r io.Reader, o quads.ReadOptions) *Reader {
	return newReader(r, o, false)
}

// NewTriplesReader returns a Reader of N-Triples, to which a label is an
// error.
func NewTriplesReader(r io.Reader, o quads.ReadOptions) *Reader {
	return newReader(r, o, true)
}

func newReader(r io.Reader, o quads.ReadOptions, triples bool) *Reader {
	return &Reader{
		scan: NewScanner(r, ScanOptions{
			File:    o.File,
			MaxLine: o.MaxLine,
			OnBad:   o.OnBad,
			Triples: triples,
		}),
		blank: o.Blank,
	}
}

// Scanner returns the Scanner beneath, for those who want spans and not
// values. In them, blank nodes have the labels of the input. Either it is used
// or Read.
func (r *Reader) Scanner() *Scanner { return r.scan }

// Read returns the next quad, or io.EOF. Any other error is a
// *quads.SyntaxError, that of the reader beneath, or that of
// ReadOptions.Blank, and comes again with the next call.
func (r *Reader) Read() (quad.Quad, error) {
	if r.err != nil {
		return quad.Quad{}, r.err
	}
	if !r.scan.Scan() {
		if r.err = r.scan.Err(); r.err == nil {
			r.err = io.EOF
		}
		return quad.Quad{}, r.err
	}
	s := r.scan.Quad()
	q := quad.Quad{
		Subject:   r.term(&s.Subject),
		Predicate: r.term(&s.Predicate),
		Object:    r.term(&s.Object),
	}
	if s.Label.Kind != None {
		q.Label = r.term(&s.Label)
	}
	if r.err != nil {
		return quad.Quad{}, r.err
	}
	return q, nil
}

// term returns a span's value.
func (r *Reader) term(s *Span) quad.Value {
	if s.Escaped || s.TagEscaped || len(s.Text)+len(s.Tag) > cachedLen {
		return r.value(s)
	}
	slot := r.terms.slot(s)
	if !slot.holds(s) {
		v := r.value(s)
		if r.err != nil {
			return nil
		}
		slot.keep(s, v)
	}
	return slot.value
}

// value makes a span's value.
func (r *Reader) value(s *Span) quad.Value {
	switch s.Kind {
	case Blank:
		label := s.text()
		if r.blank != nil && r.err == nil {
			label, r.err = r.blank(label)
		}
		return quad.BNode(label)
	case Typed:
		if !s.TagEscaped && len(s.Tag) <= cachedLen {
			datatype := Span{Kind: IRI, Text: s.Tag}
			return quad.TypedString{Value: quad.String(s.text()), Type: r.term(&datatype).(quad.IRI)}
		}
	}
	return s.Value()
}
