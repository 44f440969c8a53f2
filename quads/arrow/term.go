package arrow

import (
	"strings"
	"unicode/utf8"

	"quipu/quads"
)

// term reads the term at pos, which must be one that its place takes.
func (p *parser) term(at place) Term {
	start := p.pos
	t := p.anyTerm(at)
	if p.err != nil {
		return nil
	}
	if why, hint := refuse(t, at); why != "" {
		p.fail(start, why, places[at], hint)
	}
	return t
}

// refuse says why a term may not stand in a place; "" where it may.
func refuse(t Term, at place) (why, hint string) {
	switch t.(type) {
	case Literal:
		if !at.literals() {
			return "a literal in the place of " + places[at], "a name is written in single quotes"
		}
	case Blank:
		if at == inPredicate || at == inKey || at == inSource {
			return "a blank node in the place of " + places[at], ""
		}
	case Var:
		if at == inValues || at >= inKey {
			return "a variable in the place of " + places[at], "a name that begins with ? is written in quotes"
		}
	case Any:
		if at == inValues || at == inWalk || at >= inExpr {
			return "a wildcard in the place of " + places[at], "a name is written in quotes: '_'"
		}
	case Param:
		if at >= inKey {
			return "a parameter in the place of " + places[at], "a name that begins with $ is written in quotes"
		}
	case Quoted:
		if at != inObject {
			return "a statement in brackets in the place of " + places[at], "it stands only as object"
		}
	}
	return "", ""
}

func (p *parser) anyTerm(at place) Term {
	rest := p.text[p.pos:]
	switch c := p.peek(); c {
	case '\'':
		return p.quotedName()
	case '"':
		if at.literals() {
			return p.literal()
		}
	case '<':
		if len(rest) > 1 && strings.IndexByte("0123456789=+-.", rest[1]) >= 0 && at.literals() && at != inExpr {
			return p.rangeLiteral(at)
		}
		if iri, ok := p.iri(); ok {
			return IRI{Value: iri}
		}
		return nil
	case '>':
		if at.literals() && at != inExpr {
			return p.rangeLiteral(at)
		}
	case '?':
		return p.variable()
	case '$':
		p.pos++
		return Param{Name: p.varName("parameter")}
	case '[':
		if at == inObject {
			return p.quoted()
		}
	case '_':
		if strings.HasPrefix(rest, "_:") {
			return p.blank()
		}
		return p.bareTerm(at)
	case '@':
		p.failAt(firstWord(rest))
		return nil
	case '.':
		start := p.pos
		t := p.bareTerm(at)
		if _, name := t.(Name); name && p.err == nil {
			p.fail(start, "a name that begins with '.'", places[at], "a name that begins so is written in quotes")
		}
		return t
	case '#', '(', '^', '!', 0, '\n':
		p.expected(at)
	default:
		return p.bareTerm(at)
	}
	p.expected(at)
	return nil
}

// failAt is the error of a name that begins with @.
func (p *parser) failAt(word string) {
	if word == "@" {
		p.fail(p.pos, "unexpected '@'", "", "a label stands behind a statement")
		return
	}
	for _, d := range directives {
		if strings.HasPrefix(strings.ToLower(word), d) && p.beginsLine() {
			p.fail(p.pos, "unexpected "+quoteName(shorten(word)), d, "directives are "+strings.Join(directives, ", "))
			return
		}
	}
	p.fail(p.pos, "a name that begins with @", "",
		"as a name: "+quoteName(shorten(word))+"; a label's @ stands between spaces: @ "+shorten(word[1:]))
}

func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

// rangeLiteral reads >130, >=130, <130 and <=130.
func (p *parser) rangeLiteral(at place) Term {
	start := p.pos
	p.pos++
	p.take("=")
	p.word(at, 0)
	if p.err != nil {
		return nil
	}
	token := p.text[start:p.pos]
	v, ok, err := quads.Bare(token, p.names)
	switch {
	case err != nil && ok:
		p.fail(start, err.Error(), "", "")
	case !ok:
		p.fail(start, "unexpected '"+shorten(token)+"'", places[at], "numbers of which only a bound is known are written >130")
	default:
		return Literal{Value: v}
	}
	return nil
}

// variable reads ?name, or ? alone.
func (p *parser) variable() Term {
	p.pos++
	if !isVarStart(p.text[p.pos:]) {
		return Any{}
	}
	return Var{Name: p.varName("variable")}
}

func (p *parser) varName(what string) string {
	start := p.pos
	if !isVarStart(p.text[start:]) {
		p.unexpected("the name of a "+what, "it begins with a letter or _; a name that begins so is written in quotes")
	}
	for p.pos < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		if !isVarRune(r) {
			break
		}
		p.pos += size
	}
	if p.err != nil {
		return ""
	}
	return p.text[start:p.pos]
}
