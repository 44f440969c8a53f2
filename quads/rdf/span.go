package rdf

import (
	"bytes"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// Kind is what kind of term a Span is.
type Kind uint8

// The kinds of term.
const (
	None    Kind = iota // no term: the label of a quad in the default graph
	IRI                 // Text is the IRI
	Blank               // Text is the label, without "_:"
	Literal             // Text is the lexical form of an xsd:string
	Lang                // Text is the lexical form, Tag the language tag
	Typed               // Text is the lexical form, Tag the datatype IRI, never xsd:string
)

// A Span is one term as it stands in the input: valid, but with its escapes
// not yet resolved. Its bytes belong to the Scanner and are good until the
// next call of Scan.
type Span struct {
	Kind       Kind
	Escaped    bool // Text has escapes
	TagEscaped bool // Tag has escapes
	Text       []byte
	Tag        []byte
}

// Spans are a quad's terms.
type Spans struct {
	Subject, Predicate, Object, Label Span
}

// AppendText appends Text with its escapes resolved.
func (s *Span) AppendText(dst []byte) []byte {
	if !s.Escaped {
		return append(dst, s.Text...)
	}
	return appendUnescaped(dst, s.Text)
}

// AppendTag appends Tag with its escapes resolved; a language tag comes in
// lower case.
func (s *Span) AppendTag(dst []byte) []byte {
	switch {
	case s.Kind == Lang:
		for _, c := range s.Tag { // which is ASCII
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
		}
		return dst
	case s.TagEscaped:
		return appendUnescaped(dst, s.Tag)
	}
	return append(dst, s.Tag...)
}

// Value returns the term; nil for None.
func (s *Span) Value() quad.Value {
	switch s.Kind {
	case IRI:
		return quad.IRI(s.text())
	case Blank:
		return quad.BNode(s.text())
	case Literal:
		return quad.String(s.text())
	case Lang:
		return quad.LangString{Value: quad.String(s.text()), Lang: s.tag()}
	case Typed:
		return quad.TypedString{Value: quad.String(s.text()), Type: quad.IRI(s.tag())}
	}
	return nil
}

func (s *Span) text() string {
	if !s.Escaped {
		return string(s.Text)
	}
	return string(s.AppendText(make([]byte, 0, len(s.Text))))
}

func (s *Span) tag() string {
	return string(s.AppendTag(make([]byte, 0, 32)))
}

// appendUnescaped resolves the escapes of a valid span.
func appendUnescaped(dst, text []byte) []byte {
	for {
		i := bytes.IndexByte(text, '\\')
		if i < 0 {
			return append(dst, text...)
		}
		dst = append(dst, text[:i]...)
		c := text[i+1]
		text = text[i+2:]
		switch c {
		case 'u', 'U':
			digits := 4
			if c == 'U' {
				digits = 8
			}
			r := rune(0)
			for _, d := range text[:digits] {
				r = r<<4 | rune(hexDigit[d])
			}
			dst = utf8.AppendRune(dst, r)
			text = text[digits:]
		default:
			dst = append(dst, echar[c])
		}
	}
}
