package arrow

import (
	"strconv"
	"strings"
)

// path reads what stands in the predicate's place: | binds loosest, then /,
// then ^, and * + ? {m,n} and ! tightest (SPARQL 1.1, section 9).
func (p *parser) path() Path {
	if !p.nest() {
		return nil
	}
	defer p.leave()
	paths := []Path{p.pathSeq()}
	for p.gap(); p.take("|"); p.gap() {
		p.lines()
		paths = append(paths, p.pathSeq())
	}
	if len(paths) == 1 {
		return paths[0]
	}
	p.checkOperands(paths)
	return &PathAlt{Paths: paths}
}

func (p *parser) pathSeq() Path {
	paths := []Path{p.pathInverse()}
	for p.gap(); p.takeFree("/"); p.gap() {
		p.lines()
		paths = append(paths, p.pathInverse())
	}
	if len(paths) == 1 {
		return paths[0]
	}
	p.checkOperands(paths)
	return &PathSeq{Paths: paths}
}

func (p *parser) pathInverse() Path {
	if !p.take("^") {
		return p.pathRepeat()
	}
	path := p.pathRepeat()
	p.checkOperands([]Path{path})
	return &PathInverse{Path: path}
}

// checkOperands refuses variables under a path operator.
func (p *parser) checkOperands(paths []Path) {
	for _, path := range paths {
		if t, ok := path.(*PathTerm); ok {
			if v, ok := t.Term.(Var); ok {
				p.fail(p.pos, "the variable ?"+v.Name+" under a path operator", "a predicate", "any predicate is _ there")
			}
		}
	}
}

func (p *parser) pathRepeat() Path {
	path := p.pathPrimary()
	least, most := 0, 0
	switch {
	case p.err != nil:
		return path
	case p.take("*"):
		most = -1
	case p.take("+"):
		least, most = 1, -1
	case p.peek() == '?' && !isVarStart(p.text[p.pos+1:]):
		p.pos++
		most = 1
	case p.peek() == '{':
		least, most = p.bounds()
	default:
		return path
	}
	if c := p.peek(); c != 0 && strings.IndexByte("*+?{", c) >= 0 {
		p.unexpected("one path operator", "brackets allow another: (p+)?")
	}
	p.checkOperands([]Path{path})
	return &PathRepeat{Path: path, Min: least, Max: most}
}

// maxRepeat bounds the numbers in p{1,4}.
const maxRepeat = 1_000_000

// bounds reads {m}, {m,}, {,n} or {m,n}.
func (p *parser) bounds() (least, most int) {
	start := p.pos
	p.pos++
	least, from := p.bound()
	most, to := least, from
	if p.take(",") {
		if most, to = p.bound(); !to {
			most = -1
		}
	}
	switch {
	case !p.take("}") || !from && !to:
		p.fail(start, "a number of repetitions that is none", "as in p{1,4}", "")
	case most >= 0 && least > most:
		p.fail(start, "a number of repetitions that is empty", "", "write the smaller number first")
	case least == 0 && most == 0:
		p.fail(start, "a predicate that is never followed", "", "write at least p{0,1}")
	case max(least, most) > maxRepeat:
		p.fail(start, "a number of repetitions that is too large", "", "at most "+strconv.Itoa(maxRepeat))
	}
	return least, most
}

func (p *parser) bound() (n int, ok bool) {
	start := p.pos
	p.pos = afterDigits(p.text, p.pos)
	if p.pos == start {
		return 0, false
	}
	n, err := strconv.Atoi(p.text[start:p.pos])
	if err != nil {
		n = maxRepeat + 1
	}
	return n, true
}

func (p *parser) pathPrimary() Path {
	switch p.peek() {
	case '(':
		if !p.open() {
			return nil
		}
		path := p.path()
		p.close(")")
		return path
	case '!':
		p.pos++
		return p.pathNot()
	}
	return &PathTerm{Term: p.term(inPredicate)}
}

// pathNot reads what follows !: p, ^p, (p|^q).
func (p *parser) pathNot() Path {
	if p.peek() != '(' {
		return &PathNot{Paths: []Path{p.notOperand()}}
	}
	if !p.open() {
		return nil
	}
	not := &PathNot{Paths: []Path{p.notOperand()}}
	for p.lines(); p.take("|"); p.lines() {
		p.lines()
		not.Paths = append(not.Paths, p.notOperand())
	}
	p.close(")")
	return not
}

func (p *parser) notOperand() Path {
	inverse := p.take("^")
	start := p.pos
	t := p.term(inPredicate)
	switch t.(type) {
	case Var, Any:
		p.fail(start, "a variable or wildcard behind !", "a predicate", "")
	}
	var path Path = &PathTerm{Term: t}
	if inverse {
		path = &PathInverse{Path: path}
	}
	return path
}
