package arrow

import (
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// quotedName reads 'a name'.
func (p *parser) quotedName() Term {
	start := p.pos
	text, ok := p.short('\'')
	if !ok {
		return nil
	}
	name, err := quads.Normal(text)
	if err != nil {
		p.fail(start, err.Error(), "", "")
		return nil
	}
	if name != text {
		p.block.Changed++
	}
	return Name{Text: name}
}

// short reads a text quoted by q on one line.
func (p *parser) short(q byte) (string, bool) {
	start := p.pos
	end := afterQuote(p.text, start+1, q)
	if end < start+2 || p.text[end-1] != q || isEscaped(p.text[start+1:end-1]) {
		hint := ""
		if q == '"' {
			hint = `a text of several lines stands in """three quotes"""`
		}
		p.fail(start, "a quote that is not closed on its line", string(q), hint)
		return "", false
	}
	p.pos = end
	return p.unescape(start+1, p.text[start+1:end-1])
}

// isEscaped reports whether a text ends in an odd number of backslashes.
func isEscaped(s string) bool {
	return (len(s)-len(strings.TrimRight(s, `\`)))%2 == 1
}

// long reads """a long text""".
func (p *parser) long() (string, bool) {
	start := p.pos + 3
	for i := start; i < len(p.text); i++ {
		switch {
		case p.text[i] == '\\':
			i++
		case strings.HasPrefix(p.text[i:], `"""`):
			p.pos = i + 3
			return p.unescape(start, p.text[start:i])
		}
	}
	p.fail(p.pos, "a long literal that is not closed", `"""`, "")
	return "", false
}

func (p *parser) unescape(start int, raw string) (string, bool) {
	text, bad := unescape(raw, true)
	if bad >= 0 {
		p.fail(start+bad, "a bad escape", `\t \b \n \r \f \" \' \\, \u and four hex digits, or \U and eight`, "")
		return "", false
	}
	return text, true
}

// literal reads "text", """text""", either with @tag or ^^datatype.
func (p *parser) literal() Term {
	text, ok := "", false
	if strings.HasPrefix(p.text[p.pos:], `"""`) {
		text, ok = p.long()
	} else {
		text, ok = p.short('"')
	}
	if !ok {
		return nil
	}
	switch {
	case p.peek() == '@':
		return p.language(text)
	case p.take("^^"):
		return p.datatype(text)
	}
	return Literal{Value: quad.String(text)}
}

const tagChars = "-abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// language reads the @tag of a literal (LANGTAG of RDF 1.1 N-Quads).
func (p *parser) language(text string) Term {
	at := p.pos
	p.pos++
	rest := p.text[p.pos:]
	tag := rest[:len(rest)-len(strings.TrimLeft(rest, tagChars))]
	p.pos += len(tag)
	if !quads.IsLanguageTag(tag) {
		p.fail(at, "a language tag that is none", "as in \"…\"@en", "a label's @ stands between spaces")
		return nil
	}
	return Literal{Value: quad.LangString{Value: quad.String(text), Lang: strings.ToLower(tag)}}
}

// datatype reads <iri> or p:local behind ^^.
func (p *parser) datatype(text string) Term {
	start := p.pos
	var iri quad.IRI
	if p.peek() == '<' {
		var ok bool
		if iri, ok = p.iri(); !ok {
			return nil
		}
	} else {
		for p.pos < len(p.text) {
			r, size := utf8.DecodeRuneInString(p.text[p.pos:])
			if !isVarRune(r) && r != '-' && r != ':' {
				break
			}
			p.pos += size
		}
		prefix, local, ok := strings.Cut(p.text[start:p.pos], ":")
		if !ok {
			p.fail(start, "a datatype that is none", "as in \"…\"^^xsd:date", "")
			return nil
		}
		t, ok := p.prefixed(start, prefix, local).(IRI)
		if !ok {
			return nil
		}
		iri = t.Value
	}
	if iri == quads.LangStr {
		p.fail(start, "a text in a language without its tag", "as in \"…\"@en", "")
		return nil
	}
	return Literal{Value: quads.Literal(text, iri)}
}
