package arrow

import (
	"unicode"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// date reads the date behind since or until: 2024, 2024-03, 2024-03-22, what
// else is a date in quotes with its datatype, or a parameter.
func (p *parser) date() Term {
	p.blanks()
	start := p.pos
	switch p.peek() {
	case '$':
		p.pos++
		return Param{Name: p.varName("parameter")}
	case '"':
		t, ok := p.literal().(Literal)
		if ok && p.err == nil && !IsDate(t.Value) {
			p.fail(start, "a literal that is no date", "a date, as 2024, 2024-03 or 2024-03-22", "")
		}
		return t
	}
	for p.pos < len(p.text) && p.text[p.pos] != ')' && !unicode.IsSpace(rune(p.text[p.pos])) {
		p.pos++
	}
	v, ok, err := quads.Bare(p.text[start:p.pos], p.names)
	switch {
	case err != nil && ok:
		p.fail(start, err.Error(), "", "")
	case !ok || !IsDate(v):
		p.fail(start, "'"+shorten(p.text[start:p.pos])+"', which is no date", "a date, as 2024, 2024-03 or 2024-03-22", "")
	}
	return Literal{Value: v}
}

// IsDate reports whether a literal is a date to since and until: a year may
// be a mere integer.
func IsDate(v quad.Value) bool {
	_, _, ok := quads.Span(Year(v))
	return ok
}

// Year returns the xsd:gYear of an integer of four digits, as which a year is
// read where a date is expected; any other value as it is.
func Year(v quad.Value) quad.Value {
	t, ok := quads.FromCayley(v).(quad.TypedString)
	if !ok || t.Type != quads.XSDInteger || len(t.Value) != 4 || t.Value[0] < '0' || t.Value[0] > '9' {
		return v
	}
	return quad.TypedString{Value: t.Value, Type: quads.XSD + "gYear"}
}

// date returns a date as date reads it.
func (pr *printer) date(t Term) string {
	s := pr.term(t, inField)
	if s != "" && (s[0] >= '0' && s[0] <= '9' || s[0] == '"' || s[0] == '$') {
		return s
	}
	l, _ := t.(Literal)
	v, ok := l.Value.(quad.TypedString)
	if !ok {
		return s
	}
	return quoteText(string(v.Value)) + "^^" + pr.iriOf(v.Type)
}
