package arrow

import (
	"strconv"
	"strings"
)

// clause reads the clause that begins with a word keyword found at pos.
func (p *parser) clause(word string, nested bool) Item {
	start := p.pos
	switch word {
	case "select", "order by", "limit", "offset":
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
	p.pos += len(asciiWord(p.text, p.pos))
	p.lines()
	switch word {
	case "where":
		return &Where{Cond: p.expr()}
	case "select":
		return p.selects()
	case "order by":
		p.pos += len("by")
		return p.orderBy()
	case "limit":
		return &Limit{N: p.integer()}
	case "offset":
		return &Offset{N: p.integer()}
	case "not":
		return &Not{Items: p.group()}
	case "optional":
		return &Optional{Items: p.group()}
	case "either":
		return p.either()
	}
	return p.values()
}

func (p *parser) selects() Item {
	s := &Select{}
	if asciiWord(p.text, p.pos) == "distinct" {
		p.pos += len("distinct")
		p.lines()
		s.Distinct = true
	}
	for p.err == nil {
		s.Columns = append(s.Columns, p.column(s.Columns))
		if p.blanks(); !p.take(",") {
			break
		}
		p.lines()
	}
	return s
}

// column reads ?x, or f(?x) as ?n; without "as" the function's name serves.
func (p *parser) column(before []Column) Column {
	start := p.pos
	x := p.operand()
	if p.err != nil {
		return Column{}
	}
	c, call := x.(*Call)
	if !call {
		t, ok := x.(*TermExpr)
		if ok {
			_, ok = t.Term.(Var)
		}
		if !ok {
			p.fail(start, "a column that is neither a variable nor a function", "", "as in select ?source, count(?whom) as ?n")
		}
		return Column{Expr: x}
	}
	as := c.Func
	if p.blanks(); asciiWord(p.text, p.pos) == "as" {
		p.pos += len("as")
		p.lines()
		v, ok := p.term(inExpr).(Var)
		if !ok {
			p.fail(start, "a column's name that is no variable", "", "as in count(?whom) as ?n")
		}
		as = v.Name
	}
	for _, b := range before {
		if b.As == as {
			p.fail(start, "two columns named ?"+as, "", "name one: … as ?n")
		}
	}
	return Column{Expr: x, As: as}
}

func (p *parser) orderBy() Item {
	o := &OrderBy{}
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
	if word := asciiWord(p.text, p.pos); (word == "desc" || word == "asc") && strings.HasPrefix(p.text[p.pos+len(word):], "(") {
		p.pos += len(word)
		return OrderKey{Expr: p.operand(), Desc: word == "desc"}
	}
	k := OrderKey{Expr: p.operand()}
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

func (p *parser) either() Item {
	e := &Either{Groups: [][]Item{p.group()}}
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
func (p *parser) values() Item {
	v := &Values{}
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
