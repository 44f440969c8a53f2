package arrow

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

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
			p.failTerm(start, "a name that begins with '.'", places[at], "a name that begins so is written in quotes")
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
	for p.pos < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[p.pos:])
		if !isVarRune(r) {
			break
		}
		p.pos += size
	}
	if p.pos == start {
		p.unexpected("the name of a "+what, "letters, digits and _")
	}
	return p.text[start:p.pos]
}

// blank reads _:label, a BLANK_NODE_LABEL of N-Quads.
func (p *parser) blank() Term {
	start := p.pos
	p.pos += 2
	label := p.text[p.pos:]
	for i, r := range label {
		if !isLabelRune(r, i == 0) {
			label = label[:i]
			break
		}
	}
	label = strings.TrimRight(label, ".")
	p.pos += len(label)
	if label == "" {
		p.fail(start, "a blank node without a label", "", "as in _:b1")
	}
	return Blank{Label: label}
}

// isBlankLabel reports whether a blank node's label can be written down.
func isBlankLabel(label string) bool {
	if label == "" || strings.HasSuffix(label, ".") || !utf8.ValidString(label) {
		return false
	}
	for i, r := range label {
		if !isLabelRune(r, i == 0) {
			return false
		}
	}
	return true
}

// labelRunes are PN_CHARS_U of RDF 1.1 N-Quads beyond ASCII; labelTail may
// stand behind the first character too.
var (
	labelRunes = &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0xC0, Hi: 0xD6, Stride: 1}, {Lo: 0xD8, Hi: 0xF6, Stride: 1}, {Lo: 0xF8, Hi: 0x2FF, Stride: 1},
			{Lo: 0x370, Hi: 0x37D, Stride: 1}, {Lo: 0x37F, Hi: 0x1FFF, Stride: 1}, {Lo: 0x200C, Hi: 0x200D, Stride: 1},
			{Lo: 0x2070, Hi: 0x218F, Stride: 1}, {Lo: 0x2C00, Hi: 0x2FEF, Stride: 1}, {Lo: 0x3001, Hi: 0xD7FF, Stride: 1},
			{Lo: 0xF900, Hi: 0xFDCF, Stride: 1}, {Lo: 0xFDF0, Hi: 0xFFFD, Stride: 1},
		},
		R32: []unicode.Range32{{Lo: 0x10000, Hi: 0xEFFFF, Stride: 1}},
	}
	labelTail = &unicode.RangeTable{R16: []unicode.Range16{
		{Lo: 0xB7, Hi: 0xB7, Stride: 1}, {Lo: 0x300, Hi: 0x36F, Stride: 1}, {Lo: 0x203F, Hi: 0x2040, Stride: 1},
	}}
)

func isLabelRune(r rune, first bool) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_':
		return true
	case r == '-', r == '.':
		return !first
	}
	return unicode.Is(labelRunes, r) || !first && unicode.Is(labelTail, r)
}

// iri reads <…>.
func (p *parser) iri() (quad.IRI, bool) {
	start := p.pos
	p.pos++
	n := strings.IndexAny(p.text[p.pos:], ">\n \t<\"")
	if n < 0 || p.text[p.pos+n] != '>' {
		p.fail(start, "an IRI without its >", "", "an arrow stands between spaces: A <- b <- C")
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

// quoted reads [S → P → O].
func (p *parser) quoted() Term {
	if !p.open() {
		return nil
	}
	defer p.close("]")
	t := &Triple{Pos: p.block.src.at(p.pos)}
	t.Subject = p.term(inSubject)
	p.lines()
	dir := p.mustArrow("")
	p.lines()
	predicateAt := p.pos
	t.PredicateAt = p.block.src.at(p.pos)
	t.Predicate = p.path()
	if _, plain := t.Predicate.(*PathTerm); !plain && p.err == nil {
		p.fail(predicateAt, "a path operator within brackets", "a plain predicate", "")
	}
	p.lines()
	p.mustArrow(dir)
	p.lines()
	t.ObjectAt = p.block.src.at(p.pos)
	t.Object = p.term(inObject)
	if dir == "<" {
		p.turn(t)
	}
	p.lines()
	switch {
	case p.standsFree("@"):
		p.fail(p.pos, "a label within brackets", "']'", "write it behind the bracket")
	case p.atArrow(), p.peek() == ';', p.peek() == ',':
		p.unexpected("']'", "one statement stands within the brackets")
	}
	return Quoted{Triple: t}
}

// turn reverses a statement that was written with ←.
func (p *parser) turn(t *Triple) {
	t.Subject, t.Object = t.Object, t.Subject
	t.Pos, t.ObjectAt = t.ObjectAt, t.Pos
	if why, _ := refuse(t.Subject, inSubject); why != "" && p.err == nil {
		p.fail(t.Pos.Offset-p.block.src.base.Offset, why, "", "← makes what stands behind it the subject")
	}
}

// mustArrow reads an arrow, the one given if there is one.
func (p *parser) mustArrow(dir string) string {
	start := p.pos
	got := p.arrow()
	switch {
	case got == "":
		p.unexpected(arrowName(dir), "")
	case dir != "" && got != dir:
		p.fail(start, "an arrow that points the other way", arrowName(dir), "")
	}
	return got
}

func arrowName(dir string) string {
	if dir == "<" {
		return "←"
	}
	return "→"
}
