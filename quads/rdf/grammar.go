package rdf

import "unicode/utf8"

// The terminals of the grammar (RDF 1.1 N-Quads, section 4) as tables.

// class says where an ASCII character may stand.
type class uint8

const (
	inIRI       class = 1 << iota // IRIREF, unescaped
	inScheme                      // of an absolute IRI, behind its first letter
	inLabel                       // BLANK_NODE_LABEL, behind its first character
	startsLabel                   // its first character
	letter
	digit
)

var classes = func() (t [256]class) {
	for c := 0x21; c < 0x80; c++ {
		switch c {
		case '<', '>', '"', '{', '}', '|', '^', '`', '\\':
		default:
			t[c] |= inIRI
		}
	}
	for c := 'a'; c <= 'z'; c++ {
		t[c] |= letter | inScheme | inLabel | startsLabel
		t[c-'a'+'A'] |= letter | inScheme | inLabel | startsLabel
	}
	for c := '0'; c <= '9'; c++ {
		t[c] |= digit | inScheme | inLabel | startsLabel
	}
	for _, c := range "+-." {
		t[c] |= inScheme
	}
	for _, c := range "-." {
		t[c] |= inLabel
	}
	t['_'] |= inLabel | startsLabel
	return t
}()

// echar maps the letter of an ECHAR to its character; 0 is no ECHAR.
var echar = [256]byte{
	't': '\t', 'b': '\b', 'n': '\n', 'r': '\r', 'f': '\f', '"': '"', '\'': '\'', '\\': '\\',
}

// hexDigit maps a HEX to its value; noHex is none.
var hexDigit = func() (t [256]uint8) {
	for c := range t {
		switch {
		case c >= '0' && c <= '9':
			t[c] = uint8(c - '0')
		case c >= 'a' && c <= 'f':
			t[c] = uint8(c - 'a' + 10)
		case c >= 'A' && c <= 'F':
			t[c] = uint8(c - 'A' + 10)
		default:
			t[c] = noHex
		}
	}
	return t
}()

const noHex = 0xff

// isAbsolute reports whether an IRI begins with a scheme (RFC 3986, 3.1).
func isAbsolute[T []byte | string](iri T) bool {
	if len(iri) == 0 || classes[iri[0]]&letter == 0 {
		return false
	}
	for i := 1; i < len(iri); i++ {
		if classes[iri[i]]&inScheme == 0 {
			return iri[i] == ':'
		}
	}
	return false
}

// badInIRI returns the index of the first character that may not stand in
// an IRI, escapes resolved; -1 if there is none.
func badInIRI(iri string) int {
	for i, r := range iri {
		if r < utf8.RuneSelf && classes[r]&inIRI == 0 {
			return i
		}
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(iri[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}
