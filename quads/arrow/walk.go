package arrow

// atWalk reports whether ~ or ~> stands at pos.
func (p *parser) atWalk() bool { return p.standsFree("~") || p.standsFree("~>") }

// walk reads what follows a walk's first end, which began at a place.
func (p *parser) walk(from []Term, at Pos) Item {
	w := &Walk{From: from, Pos: at}
	inline := p.inline
	defer func() { p.inline = inline }() // clauses belong behind a walk's name
	for _, t := range from {
		if why, hint := refuse(t, inWalk); why != "" {
			p.fail(at.Offset-p.block.src.base.Offset, why, places[inWalk], hint)
		}
	}
	if p.takeFree("~>") {
		w.Directed = true
	} else {
		p.takeFree("~")
	}
	p.lines()
	if p.peek() == '{' {
		w.To = p.set(inWalk)
	} else {
		w.To = []Term{p.term(inWalk)}
	}
	for p.err == nil && p.walkClause(w) {
	}
	return w
}

// walkClause reads one clause of a walk, if one stands at pos.
func (p *parser) walkClause(w *Walk) bool {
	p.blanks()
	start := p.pos
	again := false
	switch word := p.keyword(p.pos); {
	case word == "max" || word == "limit":
		p.pos += len(word)
		p.lines()
		n := p.integer()
		if n == 0 {
			p.fail(start, word+" 0", word+" 1 or more", "")
		}
		if word == "max" {
			again = w.Max != 0
			w.Max = n
		} else {
			again = w.Limit != 0
			w.Limit = n
		}
	case word == "via":
		again = w.Via != nil || w.ViaAny
		p.via(w)
	case p.standsFree("@"):
		again = w.Label != nil
		w.Label = p.label()
		if w.Label.Words != nil {
			p.fail(start, "exact words in a walk", "", "they belong to a statement")
		}
	case p.includingDenied(p.pos) > 0:
		again = w.IncludingDenied
		p.pos += p.includingDenied(p.pos)
		w.IncludingDenied = true
	default:
		if p.peek() == ',' {
			p.fail(p.pos, "a ',' behind a walk", "", "several ends stand in braces: {A, B} ~ {C, D}")
		}
		return false
	}
	if again {
		p.fail(start, "the same clause twice", "", "")
	}
	return true
}

// via reads via (path) and via (*).
func (p *parser) via(w *Walk) {
	p.pos += len("via")
	p.lines()
	if !p.open() {
		return
	}
	if next := afterBlanks(p.text, p.pos+1, true); p.peek() == '*' && next < len(p.text) && p.text[next] == ')' {
		p.pos++
		w.ViaAny = true
	} else {
		w.Via = p.path()
		p.checkOperands([]Path{w.Via})
	}
	p.close(")")
}
