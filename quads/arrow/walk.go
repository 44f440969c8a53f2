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
	w.To = p.walkTo()
	for p.err == nil && p.walkClause(w) {
	}
	return w
}

// walkTo reads a walk's second end. A wildcard alone is its neighbourhood.
func (p *parser) walkTo() []Term {
	switch c := p.peek(); {
	case c == '{':
		return p.set(inWalk)
	case (c == '?' || c == '_') && endsWord(p.text, p.pos+1):
		p.pos++
		return []Term{Any{}}
	}
	return []Term{p.term(inWalk)}
}

// walkClause reads one clause of a walk, if one stands at pos.
func (p *parser) walkClause(w *Walk) bool {
	p.blanks()
	start := p.pos
	again := false
	phrase, word := p.walkPhrase(p.pos), p.keyword(p.pos)
	switch {
	case phrase != nil:
		p.pos = p.afterWords(p.pos, phrase.words)
		again = phrase.read(p, w)
	case word == "max" || word == "limit":
		again = p.walkCount(w, word)
	case word == "via":
		again = w.Via != nil || w.ViaAny
		p.via(w)
	case p.standsFree("@"):
		again = w.Label != nil
		w.Label = p.label()
		if w.Label.Words != nil {
			p.fail(start, "exact words in a walk", "", "they belong to a statement")
		}
	default:
		if p.peek() == ',' {
			p.fail(p.pos, "a ',' behind a walk", "", "several ends stand in braces: {A, B} ~ {C, D}")
		}
		return false
	}
	if again {
		p.fail(start, "the same clause twice", "", "")
	}
	p.checkTogether(start, w)
	return true
}

// walkCount reads max N and limit N.
func (p *parser) walkCount(w *Walk, word string) (again bool) {
	start := p.pos
	p.pos += len(word)
	p.lines()
	n := p.integer()
	if n == 0 {
		p.fail(start, word+" 0", word+" 1 or more", "")
	}
	of := &w.Limit
	if word == "max" {
		of = &w.Max
	}
	again = *of != 0
	*of = n
	return again
}

// checkTogether refuses clauses that do not go together, at the later one.
func (p *parser) checkTogether(start int, w *Walk) {
	around := len(w.To) == 1 && w.To[0] == Term(Any{})
	weighted := w.WeightedBy != nil || w.ByRarity
	switch {
	case w.Limit > 0 && w.NoLimit:
		p.fail(start, "a limit and 'limit none'", "", "take one of them")
	case w.WeightedBy != nil && w.ByRarity:
		p.fail(start, "'weighted by' and 'by rarity'", "", "take one of them")
	case weighted && w.AllShortest:
		p.fail(start, "'all shortest' in a weighted walk", "", "weighted paths come by weight; leave one of the two out")
	case w.Cap > 0 && !around:
		p.fail(start, "'cap' in a walk between two ends", "", "it belongs to a neighbourhood: A ~ ? max 2 cap 20")
	case w.OneSource && w.MinOrigins > 1:
		p.fail(start, "'one source' and 'min origins'", "", "what one source states has one origin; take one of them")
	case around && (w.Limit > 0 || w.NoLimit || w.AllShortest || weighted || w.OneSource):
		p.fail(start, "a clause about whole paths in a neighbourhood", "", "A ~ ? takes max, cap, via, @, since, until, avoid hubs, min origins, uncontested, including denied")
	}
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
