package rdf

import (
	"unicode/utf8"

	"quipu/quads"
)

// The functions of this file take the index in the buffer at which a term or
// a part of one begins, fill in its span and return the index behind it, or
// note a problem and return -1. They need no bounds: a line's end stops them
// all.

const (
	wantNode = "an IRI <…> or a blank node _:…"
	wantIRI  = "an IRI <…>"
	wantTerm = `an IRI <…>, a blank node _:… or a literal "…"`
)

// statement takes a quad and its full stop.
func (s *Scanner) statement(i int) int {
	q := &s.quad
	if i = s.node(i, &q.Subject, "subject"); i < 0 {
		return -1
	}
	i = skipSpace(s.buf, i)
	if s.buf[i] != '<' {
		return s.notPredicate(i)
	}
	if i = s.iri(i, &q.Predicate); i < 0 {
		return -1
	}
	i = skipSpace(s.buf, i)
	if s.buf[i] == '"' {
		i = s.literal(i, &q.Object)
	} else {
		i = s.node(i, &q.Object, "object")
	}
	if i < 0 {
		return -1
	}
	i = skipSpace(s.buf, i)
	q.Label = Span{}
	if s.buf[i] != '.' {
		if i = s.label(i); i < 0 {
			return -1
		}
	}
	return i + 1
}

// label takes a graph label, up to the full stop.
func (s *Scanner) label(i int) int {
	switch c := s.buf[i]; {
	case c != '<' && c != '_' && c != '"':
		return s.unexpected(i, `"." at the end of the statement`)
	case s.options.Triples:
		return s.bad(i, "a fourth term", `"." at the end of the statement`,
			"N-Triples has no labels: read it as nquads")
	}
	if i = s.node(i, &s.quad.Label, "label"); i < 0 {
		return -1
	}
	i = skipSpace(s.buf, i)
	if s.buf[i] != '.' {
		return s.unexpected(i, `"." at the end of the statement`)
	}
	return i
}

// node takes an IRI or a blank node.
func (s *Scanner) node(i int, t *Span, place string) int {
	switch s.buf[i] {
	case '<':
		return s.iri(i, t)
	case '_':
		return s.blank(i, t)
	case '"':
		return s.bad(i, "a literal cannot be a "+place, wantNode, "")
	}
	want := wantNode
	switch {
	case place == "object":
		want = wantTerm
	case s.buf[i] == '@':
		return s.bad(i, "unexpected '@'", want+" as "+place, "if this is Turtle or TriG, convert it first")
	}
	return s.unexpected(i, want+" as "+place)
}

func (s *Scanner) notPredicate(i int) int {
	switch s.buf[i] {
	case '_':
		return s.bad(i, "a blank node cannot be a predicate", wantIRI, "")
	case '"':
		return s.bad(i, "a literal cannot be a predicate", wantIRI, "")
	}
	return s.unexpected(i, wantIRI+" as predicate")
}

// iri takes an IRIREF.
func (s *Scanner) iri(i int, t *Span) int {
	b := s.buf
	start := i + 1
	i, seen := iriEnd(b, start)
	for b[i] != '>' {
		if classes[b[i]]&inIRI == 0 {
			return s.slowIRI(start, i, t)
		}
		end, more := iriEnd(b, i+1)
		i, seen = end, seen|more
	}
	text := b[start:i]
	if !isAbsolute(text) {
		return s.relative(start, string(text))
	}
	if seen&highs != 0 && !utf8.Valid(text) {
		return s.badUTF8(start, i)
	}
	*t = Span{Kind: IRI, Text: text}
	return i + 1
}

// slowIRI takes the rest of an IRIREF in which an escape, or something that
// may not stand there, was found.
func (s *Scanner) slowIRI(start, i int, t *Span) int {
	for s.buf[i] != '>' {
		switch c := s.buf[i]; {
		case c == '\\':
			if s.buf[i+1] != 'u' && s.buf[i+1] != 'U' {
				return s.bad(i, "a bad escape in an IRI", `\u with 4 hexadecimal digits or \U with 8`, "")
			}
			end, r := s.uchar(i)
			if end < 0 {
				return -1
			}
			if r < utf8.RuneSelf && classes[r]&inIRI == 0 {
				return s.bad(i, "an IRI cannot have "+quote(r)+", not even escaped", "", percent(byte(r)))
			}
			i = end
		case c == '\n' || c == '\r':
			return s.bad(i, "the IRI is not closed", `">" before the end of the line`, "")
		case c == '<' && i == start:
			return s.bad(i-1, `unexpected "<<"`, wantTerm, "triple terms of RDF 1.2 are not read")
		case c < utf8.RuneSelf && classes[c]&inIRI == 0:
			return s.bad(i, "an IRI cannot have "+quote(rune(c)), `">" at its end`, percent(c))
		default:
			i++
		}
	}
	text := s.buf[start:i]
	if !utf8.Valid(text) {
		return s.badUTF8(start, i)
	}
	*t = Span{Kind: IRI, Escaped: true, Text: text}
	s.scratch = t.AppendText(s.scratch[:0])
	if !isAbsolute(s.scratch) {
		return s.relative(start, string(s.scratch))
	}
	return i + 1
}

func (s *Scanner) relative(start int, iri string) int {
	return s.bad(start-1, "the relative IRI "+shorten(iri), "an absolute one, which begins with a scheme such as https:", "")
}

// uchar takes a UCHAR and gives its character.
func (s *Scanner) uchar(i int) (end int, r rune) {
	digits := 4
	if s.buf[i+1] == 'U' {
		digits = 8
	}
	var v uint32
	for n := range digits {
		d := hexDigit[s.buf[i+2+n]]
		if d == noHex { // the line's end is none: nothing behind it is read
			return s.unexpected(i+2+n, plural(digits)+" hexadecimal digits"), 0
		}
		v = v<<4 | uint32(d)
	}
	end = i + 2 + digits
	switch {
	case v > utf8.MaxRune:
		return s.bad(i, string(s.buf[i:end])+" is beyond Unicode", `at most \U0010FFFF`, ""), 0
	case v >= 0xD800 && v <= 0xDFFF:
		return s.bad(i, string(s.buf[i:end])+" is half of a surrogate pair", "a character", "write the whole character as \\U…"), 0
	}
	return end, rune(v)
}

// blank takes a BLANK_NODE_LABEL. Dots at its end are not part of it.
func (s *Scanner) blank(i int, t *Span) int {
	b := s.buf
	if b[i+1] != ':' {
		return s.unexpected(i, "_: and a label")
	}
	start := i + 2
	i = start
	for {
		if classes[b[i]]&inLabel != 0 {
			i++
			continue
		}
		if b[i] < utf8.RuneSelf {
			break
		}
		r, size := utf8.DecodeRune(b[i:s.limit])
		if r == utf8.RuneError && size == 1 {
			return s.badUTF8(i, i+1)
		}
		if !quads.IsBlankRune(r, i == start) {
			break
		}
		i += size
	}
	for i > start && b[i-1] == '.' {
		i--
	}
	if i == start || b[start] < utf8.RuneSelf && classes[b[start]]&startsLabel == 0 {
		return s.unexpected(start, "a letter, a digit or '_' to begin a blank node's label")
	}
	*t = Span{Kind: Blank, Text: b[start:i]}
	return i
}
