package rdf

import (
	"unicode/utf8"

	"quipu/quads"
)

// literal takes a STRING_LITERAL_QUOTE and the language tag or datatype
// behind it. As literal is no terminal of the grammar, white space may
// separate them.
func (s *Scanner) literal(i int, t *Span) int {
	b := s.buf
	start := i + 1
	i = start
	escaped := false
	var seen uint64
	for {
		end, more := textEnd(b, i)
		i, seen = end, seen|more
		c := b[i]
		if c == '"' {
			break
		}
		switch {
		case c == '\\':
			escaped = true
			if i = s.escape(i); i < 0 {
				return -1
			}
		case c == '\n' || c == '\r':
			return s.bad(i, "the literal is not closed", `'"' before the end of the line`, `write a line break as \n`)
		default: // a control that may stand here
			i++
		}
	}
	text := b[start:i]
	if seen&highs != 0 && !utf8.Valid(text) {
		return s.badUTF8(start, i)
	}
	*t = Span{Kind: Literal, Escaped: escaped, Text: text}
	i++
	switch b[i] { // most literals end the matter here
	case ' ', '\t', '@', '^':
		return s.suffix(i, t)
	}
	return i
}

// escape takes an ECHAR or a UCHAR.
func (s *Scanner) escape(i int) int {
	switch c := s.buf[i+1]; {
	case c == 'u' || c == 'U':
		end, _ := s.uchar(i)
		return end
	case echar[c] == 0:
		return s.bad(i, "a bad escape in a literal", `one of \t \b \n \r \f \" \' \\, \u with 4 hexadecimal digits or \U with 8`, "")
	}
	return i + 2
}

// suffix takes what may follow a literal's text, if it follows.
func (s *Scanner) suffix(i int, t *Span) int {
	i = skipSpace(s.buf, i)
	switch s.buf[i] {
	case '@':
		return s.language(i, t)
	case '^':
		return s.datatype(i, t)
	}
	return i
}

// language takes a LANGTAG.
func (s *Scanner) language(i int, t *Span) int {
	b := s.buf
	start := i + 1
	i = start
	for allowed := letter; ; allowed = letter | digit {
		from := i
		for classes[b[i]]&allowed != 0 {
			i++
		}
		if i == from {
			return s.unexpected(i, `a language tag such as "en" or "pt-br"`)
		}
		if b[i] != '-' {
			break
		}
		i++
	}
	t.Kind, t.Tag = Lang, b[start:i]
	return i
}

const (
	xsdString  = string(quads.XSDString)
	langString = string(quads.LangStr)
)

// datatype takes "^^" and an IRIREF. A literal of xsd:string is a plain one
// (RDF 1.1 Concepts, section 3.3).
func (s *Scanner) datatype(i int, t *Span) int {
	if s.buf[i+1] != '^' {
		return s.unexpected(i+1, `"^^" before a datatype`)
	}
	i = skipSpace(s.buf, i+2)
	if s.buf[i] != '<' {
		return s.unexpected(i, "the datatype's IRI <…>")
	}
	var d Span
	end := s.iri(i, &d)
	if end < 0 {
		return -1
	}
	tag := d.Text
	if d.Escaped {
		tag = s.scratch // slowIRI left it there
	}
	switch string(tag) {
	case xsdString:
		return end
	case langString:
		return s.bad(i, "a literal of rdf:langString without a language tag", `a tag, "…"@en`, "")
	}
	t.Kind, t.TagEscaped, t.Tag = Typed, d.Escaped, d.Text
	return end
}
