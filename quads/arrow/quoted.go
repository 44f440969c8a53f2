package arrow

// quoted reads [S → P → O].
func (p *parser) quoted() Term {
	if !p.open() {
		return nil
	}
	defer p.close("]")
	t := &Triple{Pos: p.here()}
	t.Subject = p.term(inSubject)
	p.lines()
	dir := p.mustArrow("")
	p.lines()
	predicateAt := p.pos
	t.PredicateAt = p.here()
	t.Predicate = p.path()
	if _, plain := t.Predicate.(*PathTerm); !plain && p.err == nil {
		p.fail(predicateAt, "a path operator within brackets", "a plain predicate", "")
	}
	p.lines()
	p.mustArrow(dir)
	p.lines()
	t.ObjectAt = p.here()
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
		return "'←'"
	}
	return "'→'"
}
