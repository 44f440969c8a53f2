package arrow

import "strings"

// statement reads what follows a statement's subject: chains, lists and
// labels, resolved into triples.
type statement struct {
	p       *parser
	head    Term // the first subject, which ; returns to
	headAt  Pos
	links   int // of the chain since the subject or the last ;
	triples []*Triple
	open    int // index of the first triple that no label covers yet
}

func (p *parser) statement(subject Term, at Pos) []Item {
	s := &statement{p: p, head: subject, headAt: at}
	s.chain(subject, at, "")
	for p.err == nil && s.semicolon() {
		s.links = 0
		start := p.pos
		s.chain(s.head, s.headAt, ";")
		s.explainSemicolon(start)
	}
	items := make([]Item, len(s.triples), len(s.triples)+1)
	for i, t := range s.triples {
		items[i] = t
	}
	if p.blanks(); p.err == nil && p.standsFree("?") {
		at := p.here()
		p.pos++
		items = append(items, &Ask{Pos: at})
	}
	return items
}

// chain reads links for as long as an arrow follows. Behind ; the first link
// has no arrow before its predicate.
func (s *statement) chain(subject Term, at Pos, before string) {
	p := s.p
	for p.err == nil {
		objects := s.link(subject, at, before)
		before = ""
		if p.err != nil {
			return
		}
		s.links++
		s.label()
		if p.continued(); !p.atArrow() {
			return
		}
		last := s.triples[len(s.triples)-1]
		if objects > 1 {
			p.unexpected("end of line", "a chain cannot go on behind a list; patterns are separated by a new line or ' . '")
			return
		}
		// What stands left of the next arrow is the last triple's far end.
		subject, at = last.Object, last.ObjectAt
		if s.reversed(last) {
			subject, at = last.Subject, last.Pos
		}
		if why, _ := refuse(subject, inSubject); why != "" {
			p.fail(p.pos, why, "end of line", "a chain goes on from an entity")
			return
		}
	}
}

// reversed reports whether a triple was written with ←: its object stands
// before its subject.
func (s *statement) reversed(t *Triple) bool { return t.ObjectAt.Offset < t.Pos.Offset }

// link reads → predicate → objects and returns how many objects there were.
func (s *statement) link(subject Term, at Pos, before string) int {
	p := s.p
	dir := ""
	if before == "" {
		dir = p.mustArrow("")
		p.lines()
	}
	t := &Triple{Subject: subject, Pos: at, PredicateAt: p.here()}
	start := p.pos
	t.Predicate = p.path()
	p.gap()
	if p.peek() == ',' {
		p.commaError(start, "between predicates")
	}
	p.continued()
	dir = p.mustArrow(dir)
	for n := 1; ; n++ {
		p.lines()
		start := p.pos
		one := *t
		one.ObjectAt = p.block.src.at(start)
		one.Object = p.term(inObject)
		if p.err != nil {
			return n
		}
		if dir == "<" {
			p.turn(&one)
		}
		s.triples = append(s.triples, &one)
		if p.blanks(); p.peek() != ',' {
			return n
		}
		s.comma(start, one.Object)
		p.pos = min(p.pos+1, len(p.text))
	}
}

// continued moves over line ends if the next line goes on with this
// statement: it begins with an arrow, ; or a label's @.
func (p *parser) continued() {
	p.blanks()
	if p.peek() != '\n' {
		return
	}
	start := p.pos
	p.lines()
	if !p.atArrow() && p.peek() != ';' && !p.standsFree("@") {
		p.pos = start
	}
}

// label reads a label and gives it to the triples that have none yet.
func (s *statement) label() {
	p := s.p
	p.continued()
	if !p.standsFree("@") {
		return
	}
	start := p.pos
	label := p.label()
	for _, t := range s.triples[s.open:] {
		t.Label = label
	}
	s.open = len(s.triples)
	p.blanks()
	switch {
	case p.err != nil:
	case p.peek() == ',':
		p.commaError(start+1+strings.LastIndexByte(p.text[start:p.pos], '@'), "behind a label")
	case p.standsFree("@"):
		p.fail(p.pos, "a third @", "", "a label is a source, or a speaker and a document")
	}
}

// semicolon moves over ; and reports whether a link follows. One before the
// end of a block, a group or a clause is ignored.
func (s *statement) semicolon() bool {
	p := s.p
	p.continued()
	if p.peek() != ';' {
		return false
	}
	for p.take(";") {
		p.lines()
	}
	end := p.pos >= len(p.text) || p.peek() == '}' || p.standsFree(".") || p.keyword(p.pos) != "" || p.atDirective()
	return !end
}

// explainSemicolon adds what is likely wrong when the line behind a ; reads
// as a statement of its own.
func (s *statement) explainSemicolon(start int) {
	e := s.p.syntax()
	if e == nil || e.Hint != "" || !s.p.onNewLine(start) {
		return
	}
	e.Hint = "the line before ends in ;, so this one goes on with its subject"
}
