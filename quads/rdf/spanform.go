package rdf

import "encoding/binary"

// AppendCanonical appends the term in canonical form: what AppendTerm makes
// of Value, without making it. None has no form: nothing is appended.
func (s *Span) AppendCanonical(dst []byte) []byte {
	switch s.Kind {
	case None:
		return dst
	case IRI:
		return append(s.AppendText(append(dst, '<')), '>')
	case Blank:
		return append(append(dst, "_:"...), s.Text...)
	}
	dst = append(s.appendCanonicalText(append(dst, '"')), '"')
	switch s.Kind {
	case Lang:
		dst = s.AppendTag(append(dst, '@'))
	case Typed:
		dst = append(s.AppendTag(append(dst, "^^<"...)), '>')
	}
	return dst
}

// appendCanonicalText appends a literal's text. What the input escapes and
// what the canonical form escapes are two things, so escapes are resolved
// first, at the end of dst, and what comes of it moves into their place.
func (s *Span) appendCanonicalText(dst []byte) []byte {
	if !s.Escaped {
		if isPlain(s.Text) {
			return append(dst, s.Text...)
		}
		return appendEscaped(dst, s.Text)
	}
	from := len(dst)
	dst = appendUnescaped(dst, s.Text)
	to := len(dst)
	dst = appendEscaped(dst, dst[from:to])
	return append(dst[:from], dst[to:]...)
}

// isPlain reports whether text, as it stands unescaped in a literal, surely
// has nothing that the canonical form escapes: no control, no DEL, and no byte
// that a noncharacter begins with. For the arithmetic see iriEnd.
func isPlain(text []byte) bool {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		w := binary.LittleEndian.Uint64(text[i:])
		stop := w - 0x20*ones
		stop |= w + ones
		stop &= ^w
		first := w ^ uint64(noncharacter[0])*ones // a zero byte where it stands
		stop |= (first - ones) & ^first
		if stop&highs != 0 {
			return false
		}
	}
	for _, c := range text[i:] {
		if c < ' ' || c == 0x7F || c == noncharacter[0] {
			return false
		}
	}
	return true
}
