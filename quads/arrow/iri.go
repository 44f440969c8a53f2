package arrow

import (
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
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
	if err := quads.CheckIRI(text); err != nil {
		p.fail(start, err.Error(), "", "")
		return "", false
	}
	return quad.IRI(text), true
}
