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
		p.pos++
		items = append(items, &Ask{})
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
			p.unexpected("end of line", "a chain cannot go on behind a list")
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
	t := &Triple{Subject: subject, Pos: at, PredicateAt: p.block.src.at(p.pos)}
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

// comma checks the "," behind an object, which begins at start.
func (s *statement) comma(start int, object Term) {
	p := s.p
	if s.links > 0 {
		p.fail(p.pos, "a list behind a chain", "", "write the second object as a statement of its own")
		return
	}
	next := afterBlanks(p.text, p.pos+1, true)
	before, after := p.bareAt(start), p.bareAt(next)
	touches := next == p.pos+1 && start < p.pos && isDigit(p.text[p.pos-1]) && next < len(p.text) && isDigit(p.text[next])
	if _, name := object.(Name); before && (name || touches) || after && p.isBareName(next) {
		p.commaError(start, "between objects")
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// bareAt reports whether the term at i is written bare.
func (p *parser) bareAt(i int) bool {
	return i < len(p.text) && strings.IndexByte("'\"<>?$[\n", p.text[i]) < 0 && !strings.HasPrefix(p.text[i:], "_:")
}

// isBareName reports whether the bare term at i is a name.
func (p *parser) isBareName(i int) bool {
	q := &parser{text: p.text, pos: i, names: p.names, block: &Block{src: p.block.src}, inline: -1}
	t := q.bareTerm(inObject)
	_, name := t.(Name)
	return name || q.err != nil
}

// commaError shows the readings of a comma between bare words.
func (p *parser) commaError(start int, where string) {
	all := p.segment(start)
	if i := strings.IndexByte(all, '@'); i > 0 && where != "behind a label" {
		all = strings.TrimSpace(all[:i])
	}
	parts := strings.Split(all, ",")
	names := make([]string, 0, len(parts))
	digits := len(parts) > 1
	for i, part := range parts {
		part = strings.TrimSpace(part)
		digits = digits && part != "" && strings.Trim(part, "0123456789.") == "" && (i == 0 || len(part) >= 3)
		if part != "" && len(names) < 5 {
			if part[0] != '\'' {
				part = quoteName(shorten(part))
			}
			names = append(names, part)
		}
	}
	one := quoteName(shorten(strings.ReplaceAll(all, "'", "")))
	hint := "one name: " + one
	switch {
	case where == "behind a label":
		hint = "one source: @ " + one + "; another object is a statement of its own"
	case digits:
		hint = "one number: " + strings.ReplaceAll(strings.ReplaceAll(all, ",", ""), " ", "") + "; several: " +
			strings.ReplaceAll(strings.Join(parts, ", "), ",  ", ", ") + "; a name: " + one
	case len(names) < 2:
		hint = "write a statement for each"
	case len(names) == 2:
		hint += "; two: " + strings.Join(names, ", ")
	case len(names) > 2:
		hint += "; several: " + strings.Join(names, ", ")
	}
	p.fail(p.pos, "a ',' "+where, "", hint)
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
