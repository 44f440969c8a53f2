package arrow

import (
	"strconv"
	"strings"
)

// clause reads the clause that begins with a word keyword found at pos.
func (p *parser) clause(word string, nested bool) Item {
	start := p.pos
	switch word {
	case "select", "order by", "limit", "offset", "without":
		if nested {
			p.fail(start, "'"+word+"' within a group", "", "it stands outside of braces")
			return nil
		}
	case "max", "via":
		p.fail(start, "'"+word+"' without a walk", "", "it belongs to A ~ B; a name with it is written in quotes")
		return nil
	case "or":
		p.fail(start, "'or' without 'either'", "", "either { … } or { … }")
		return nil
	}
	at := p.here()
	p.pos += len(asciiWord(p.text, p.pos))
	p.lines()
	switch word {
	case "where":
		return &Where{Cond: p.expr(), Pos: at}
	case "select":
		return p.selects(at)
	case "order by":
		p.pos += len("by")
		return p.orderBy(at)
	case "limit":
		return &Limit{N: p.integer(), Pos: at}
	case "offset":
		return &Offset{N: p.integer(), Pos: at}
	case "without":
		return p.without(at)
	case "not":
		return &Not{Items: p.group(), Pos: at}
	case "optional":
		return &Optional{Items: p.group(), Pos: at}
	case "either":
		return p.either(at)
	}
	return p.values(at)
}

func (p *parser) selects(at Pos) Item {
	s := &Select{Pos: at}
	if asciiWord(p.text, p.pos) == "distinct" {
		p.pos += len("distinct")
		p.lines()
		s.Distinct = true
	}
	for p.err == nil {
		start := p.pos
		c := p.column()
		p.checkColumn(start, c, s.Columns)
		s.Columns = append(s.Columns, c)
		if p.blanks(); !p.take(",") {
			break
		}
		p.lines()
	}
	return s
}

// column reads ?x, or f(?x) as ?n; without "as" the function's name serves.
func (p *parser) column() Column {
	start, c := p.pos, Column{Pos: p.here()}
	c.Expr = p.operand()
	call, isCall := c.Expr.(*Call)
	if isCall {
		c.As = call.Func
	} else if c.name() == "" {
		p.fail(start, "a column that is neither a variable nor a function", "", "as in select ?source, count(?whom) as ?n")
	}
	if p.blanks(); p.err != nil || asciiWord(p.text, p.pos) != "as" {
		return c
	}
	if !isCall {
		p.fail(p.pos, "'as' behind a variable", "", "a variable keeps its name; as names what a function gives: count(?whom) as ?n")
	}
	p.pos = min(p.pos+len("as"), len(p.text))
	p.lines()
	at := p.pos
	v, ok := p.term(inExpr).(Var)
	if !ok {
		p.fail(at, "a column's name that is no variable", "", "as in count(?whom) as ?n")
	}
	c.As = v.Name
	return c
}

// name is what a column is shown under; "" where that is wrong.
func (c Column) name() string {
	if t, ok := c.Expr.(*TermExpr); ok {
		v, _ := t.Term.(Var)
		return v.Name
	}
	return c.As
}

// checkColumn refuses a column, which begins at start, under the name of one
// before it.
func (p *parser) checkColumn(start int, c Column, before []Column) {
	for _, b := range before {
		if b.name() != c.name() {
			continue
		}
		hint := "give it another name: … as ?n"
		if c.As == "" {
			hint = "it is selected already"
		}
		p.fail(start, "two columns named ?"+c.name(), "", hint)
	}
}

func (p *parser) orderBy(at Pos) Item {
	o := &OrderBy{Pos: at}
	for p.lines(); p.err == nil; p.lines() {
		o.Keys = append(o.Keys, p.orderKey())
		if p.blanks(); !p.take(",") {
			break
		}
	}
	return o
}

// orderKey reads ?x, ?x desc, desc(?x).
func (p *parser) orderKey() OrderKey {
	at := p.here()
	if word := asciiWord(p.text, p.pos); (word == "desc" || word == "asc") && strings.HasPrefix(p.text[p.pos+len(word):], "(") {
		p.pos += len(word)
		return OrderKey{Expr: p.operand(), Desc: word == "desc", Pos: at}
	}
	k := OrderKey{Expr: p.operand(), Pos: at}
	p.blanks()
	switch word := asciiWord(p.text, p.pos); word {
	case "desc", "asc":
		p.pos += len(word)
		k.Desc = word == "desc"
	}
	return k
}

// integer reads the number behind limit, offset or max.
func (p *parser) integer() int {
	start := p.pos
	p.pos = afterDigits(p.text, p.pos)
	n, err := strconv.Atoi(p.text[start:p.pos])
	if err != nil {
		p.fail(start, "a number that is too large", "", "")
	}
	return n
}

// group reads { … }.
func (p *parser) group() []Item {
	p.blanks()
	if p.peek() != '{' {
		p.unexpected("'{'", "")
		return nil
	}
	if !p.nest() {
		return nil
	}
	defer p.leave()
	start := p.pos
	p.pos++
	parens := p.parens
	p.parens = 0
	items := p.items(true)
	p.parens = parens
	switch {
	case !p.take("}"):
		p.unexpected("'}'", "")
	case len(items) == 0:
		p.fail(start, "an empty group", "a pattern", "")
	}
	return items
}

func (p *parser) either(at Pos) Item {
	e := &Either{Groups: [][]Item{p.group()}, Pos: at}
	for p.err == nil {
		next := afterBlanks(p.text, p.pos, true)
		if p.keyword(next) != "or" {
			break
		}
		p.pos = next + len("or")
		e.Groups = append(e.Groups, p.group())
	}
	if len(e.Groups) == 1 && p.err == nil {
		p.unfinished = afterBlanks(p.text, p.pos, true) >= len(p.text)
		p.unexpected("or { … }", "")
	}
	return e
}

// values reads ?x {A, B}.
func (p *parser) values(at Pos) Item {
	v := &Values{Pos: at}
	if name, ok := p.term(inExpr).(Var); ok {
		v.Var = name.Name
	}
	p.blanks()
	if p.peek() != '{' {
		p.unexpected("'{'", "as in values ?x {A, B}")
		return v
	}
	v.Terms = p.set(inValues)
	return v
}

// set reads {A, B}, where bare names need no quotes.
func (p *parser) set(at place) []Term {
	if !p.open() {
		return nil
	}
	var terms []Term
	for p.err == nil {
		start := p.pos
		terms = append(terms, p.term(at))
		p.lines()
		if p.peek() != ',' {
			break
		}
		if i := p.pos; isDigit(p.text[i-1]) && i+1 < len(p.text) && isDigit(p.text[i+1]) && p.bareAt(start) {
			p.commaError(start, "between digits")
			break
		}
		p.pos++
		p.lines()
	}
	p.close("}")
	return terms
}
