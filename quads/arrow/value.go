package arrow

import (
	"strings"
	"unicode"

	"quipu/quads"
)

// ParseTerm reads a whole text as one term of the object's place, as the
// value of a parameter: a Name, IRI, Blank or Literal. A name needs no quotes
// there, even with commas or a full stop, but may have them; what reads as a
// number, a date or true/false is a literal unless it is quoted. The error is
// a *quads.SyntaxError.
func ParseTerm(text string, names *quads.Names) (Term, error) {
	p := newParser(Chunk{Text: strings.TrimSpace(text), Line: 1}, "", names)
	p.checkText()
	t := p.value()
	if p.err != nil {
		return nil, p.err
	}
	return t, nil
}

func (p *parser) value() Term {
	const what = "a name, a number, a date or a text"
	text := p.text
	if p.err != nil || text == "" {
		p.fail(0, "an empty value", what, "")
		return nil
	}
	if t := p.bareLiteral(0, text, inObject); t != nil || p.err != nil {
		return t
	}
	if strings.IndexByte(`"<'_?$`, text[0]) >= 0 {
		t := p.anyTerm(inObject)
		whole := p.err == nil && p.pos == len(text)
		switch t.(type) {
		case Var, Any, Param:
			if whole {
				p.fail(0, "a value that is a pattern", what, "as a name: "+quoteName(shorten(text)))
				return nil
			}
		}
		if whole {
			return t
		}
		if text[0] == '"' || text[0] == '<' || strings.HasPrefix(text, "_:") {
			p.unexpected("end", "")
			return nil
		}
		p.err = nil // a name after all: 'Ndrangheta
	}
	if prefix, local, ok := strings.Cut(text, ":"); ok && strings.IndexFunc(text, unicode.IsSpace) < 0 {
		return p.prefixed(0, prefix, local)
	}
	name, err := quads.Normal(text)
	if err != nil {
		p.fail(0, err.Error(), "", "")
		return nil
	}
	return Name{Text: name}
}
