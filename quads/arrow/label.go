package arrow

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// label reads @ A or @ A @ B, with the exact words behind it.
func (p *parser) label() *Label {
	l := &Label{Pos: p.here()}
	for p.err == nil && len(l.Parts) < 2 && p.takeFree("@") {
		p.lines()
		l.Parts = append(l.Parts, p.labelPart())
		p.continuedLabel(len(l.Parts))
	}
	if len(l.Parts) == 2 {
		for _, part := range l.Parts {
			if part.Kind == LabelNone {
				p.fail(p.pos, "none beside another label", "", "the source of that name is 'none'")
			}
		}
	}
	start := p.pos
	if p.peek() == '"' {
		words, ok := stringOf(p.literal())
		if !ok {
			p.fail(start, "exact words with a language or datatype", "a plain text", "")
			return l
		}
		l.Words = &words
	}
	return l
}

// continuedLabel moves to the second @, or to the exact words.
func (p *parser) continuedLabel(parts int) {
	p.blanks()
	start := p.pos
	if parts == 1 {
		p.continued()
		if !p.standsFree("@") {
			p.pos = start
		}
	}
}

func (p *parser) labelPart() LabelPart {
	start := p.pos
	switch {
	case p.take("="):
		return p.labelOne(LabelExact, start)
	case p.take("!"):
		return p.labelOne(LabelNot, start)
	case p.peek() == '(':
		return p.labelAlt()
	case strings.HasPrefix(p.text[p.pos:], "none"):
		t := p.term(inLabel)
		if t == (Name{Text: "none"}) {
			return LabelPart{Kind: LabelNone}
		}
		return LabelPart{Terms: []Term{t}}
	}
	return LabelPart{Terms: []Term{p.term(inLabel)}}
}

// labelOne reads the source behind = or !.
func (p *parser) labelOne(kind LabelKind, start int) LabelPart {
	if p.err == nil && (p.pos >= len(p.text) || endsWord(p.text, p.pos)) {
		p.unexpected("a source", "= and ! touch it: @ !Reuters")
	}
	t := p.term(inLabel)
	p.checkSource(t, start)
	return LabelPart{Kind: kind, Terms: []Term{t}}
}

// labelAlt reads (A|B).
func (p *parser) labelAlt() LabelPart {
	if !p.open() {
		return LabelPart{}
	}
	part := LabelPart{Kind: LabelAlt}
	for p.err == nil {
		start := p.pos
		t := p.term(inLabel)
		p.checkSource(t, start)
		part.Terms = append(part.Terms, t)
		if p.lines(); !p.take("|") {
			break
		}
		p.lines()
	}
	p.close(")")
	if len(part.Terms) == 1 {
		part.Kind = LabelLeads
	}
	return part
}

// checkSource refuses what stands for any source where one is meant.
func (p *parser) checkSource(t Term, start int) {
	switch t.(type) {
	case Var, Any:
		p.fail(start, "a variable within a choice of sources", "a source", "any source is @ ?s")
	}
}

// stringOf returns a plain string literal's text.
func stringOf(t Term) (quad.String, bool) {
	l, ok := t.(Literal)
	if !ok {
		return "", false
	}
	s, ok := l.Value.(quad.String)
	return s, ok
}
