package arrow

import (
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
)

// iri reads <…>.
func (p *parser) iri() (quad.IRI, bool) {
	start := p.pos
	p.pos++
	n := strings.IndexAny(p.text[p.pos:], ">\n \t<\"")
	if n < 0 || p.text[p.pos+n] != '>' {
		line, _, _ := strings.Cut(p.text[p.pos:], "\n")
		if n > 0 && strings.Contains(line, ">") {
			p.fail(p.pos+n, "a character that no IRI may have", "'>'", "a space is written %20")
		} else {
			p.fail(start, "an IRI without its >", "", "an arrow stands between spaces: A <- b <- C")
		}
		return "", false
	}
	raw := p.text[p.pos : p.pos+n]
	p.pos += n + 1
	text, bad := unescape(raw, false)
	if bad >= 0 {
		p.fail(start+1+bad, "a bad escape in an IRI", "\\u and four hex digits, or \\U and eight", "")
		return "", false
	}
	if why := checkIRI(text); why != "" {
		p.fail(start, why, "", "as in <https://example.org/>")
		return "", false
	}
	return quad.IRI(text), true
}

// checkIRI says why a text is no absolute IRI as N-Quads has them (RFC 3987,
// IRIREF of RDF 1.1 N-Quads); "" where it is one.
func checkIRI(s string) string {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || !isScheme(scheme) {
		return "an IRI without a scheme"
	}
	if !utf8.ValidString(s) {
		return "an IRI that is not UTF-8"
	}
	for _, r := range s {
		if r <= ' ' || strings.ContainsRune("<>\"{}|^`\\", r) {
			return "an IRI with a character that none may have"
		}
	}
	return ""
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || (c < '0' || c > '9') && c != '+' && c != '-' && c != '.') {
			return false
		}
	}
	return s != ""
}
