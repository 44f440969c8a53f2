package arrow

import (
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// expr reads a condition: or binds loosest, then and, not, a comparison.
func (p *parser) expr() Expr {
	return p.joined("or", func() Expr { return p.joined("and", p.not) })
}

// joined reads operands joined by a word, left to right.
func (p *parser) joined(op string, operand func() Expr) Expr {
	if !p.nest() {
		return nil
	}
	depth := p.depth
	defer func() { p.depth = depth - 1 }()
	left := operand()
	for p.exprGap(); p.err == nil && p.exprWord(p.pos) == op; p.exprGap() {
		p.pos += len(op)
		p.lines()
		// Each one more is a level more of the tree.
		if !p.nest() {
			return nil
		}
		left = &Binary{Op: op, L: left, R: operand()}
	}
	return left
}

func (p *parser) not() Expr {
	if asciiWord(p.text, p.pos) != "not" {
		start := p.pos
		x := p.comparison()
		p.checkCondition(start, x)
		return x
	}
	if !p.nest() {
		return nil
	}
	defer p.leave()
	p.pos += len("not")
	p.lines()
	return &Unary{Op: "not", X: p.not()}
}

// checkCondition refuses a value where a condition is meant: in "?w = Bosnia
// and Herzegovina" the second word is likely part of a name.
func (p *parser) checkCondition(start int, x Expr) {
	t, ok := x.(*TermExpr)
	if !ok || isCondition(t.Term) {
		return
	}
	p.fail(start, "'"+shorten(t.String())+"' is no condition", "a comparison, bound(?x) or not …",
		"a name with and, or or an operator is written in quotes here")
}

// isCondition reports whether a term alone can be true or false.
func isCondition(t Term) bool {
	switch t := t.(type) {
	case Var, Param:
		return true
	case Literal:
		v, ok := t.Value.(quad.TypedString)
		return ok && v.Type == quads.XSDBoolean
	}
	return t == nil
}

// comparisons are the operators between two values; a sign comes after the
// longer one that it begins.
var comparisons = []string{"!=", "<=", ">=", "=", "<", ">", "contains", "starts with", "matches"}

func (p *parser) comparison() Expr {
	left := p.operand()
	p.exprGap()
	for _, op := range comparisons {
		if !strings.HasPrefix(p.text[p.pos:], op) || len(op) > 2 && p.exprWord(p.pos) != op {
			continue
		}
		p.pos += len(op)
		if op == "=" && p.peek() == '=' {
			p.unexpected("one =", "")
		}
		if p.lines(); p.pos >= len(p.text) {
			p.unfinished = true
		}
		return &Binary{Op: op, L: left, R: p.operand()}
	}
	return left
}

// operand reads a variable, a value, a call or an expression in brackets.
func (p *parser) operand() Expr {
	if p.err == nil && p.pos >= len(p.text) {
		p.unfinished = true
	}
	if p.peek() == '(' {
		if !p.open() {
			return nil
		}
		x := p.expr()
		p.close(")")
		return x
	}
	if word := asciiWord(p.text, p.pos); functions[word] && strings.HasPrefix(p.text[p.pos+len(word):], "(") {
		return p.call(word)
	}
	start, at := p.pos, p.here()
	if p.exprWord(start) != "" {
		if p.failSearch(start); p.err != nil {
			return nil
		}
	}
	t := p.term(inExpr)
	if p.err != nil && p.pos > start && p.exprWord(start) != "" {
		p.syntax().Hint = "a name with and, or, … is written in quotes here"
	}
	return &TermExpr{Term: t, Pos: at}
}

// aggregates are the functions over the rows of a group.
var aggregates = map[string]bool{"count": true, "sum": true, "min": true, "max": true, "avg": true, "sample": true, "list": true}

// call reads f(?x), count(*), count(distinct ?x).
func (p *parser) call(name string) Expr {
	c := &Call{Func: name, Pos: p.here()}
	p.pos += len(name)
	if !p.open() {
		return nil
	}
	if asciiWord(p.text, p.pos) == "distinct" && aggregates[name] {
		p.pos += len("distinct")
		p.lines()
		c.Distinct = true
	}
	switch {
	case name == "count" && !c.Distinct && p.take("*"):
	case p.peek() == '?' && isVarStart(p.text[p.pos+1:]):
		at := p.here()
		c.Args = []Expr{&TermExpr{Term: p.variable(), Pos: at}}
	case name == "count" && !c.Distinct:
		p.unexpected("'*' or a variable", "")
	default:
		p.unexpected("a variable", "")
	}
	p.close(")")
	return c
}

// exprGap moves past white space within an expression, and to the next line
// if that begins with and or or.
func (p *parser) exprGap() {
	p.gap()
	if p.peek() != '\n' {
		return
	}
	next := afterBlanks(p.text, p.pos, true)
	if op := p.exprWord(next); (op == "and" || op == "or") && p.beginsOperand(next+len(op)) {
		p.pos = next
	}
}

// beginsOperand reports whether what follows and or or on a new line makes
// it part of a condition, and not the beginning of a name.
func (p *parser) beginsOperand(i int) bool { return p.beginsExpr(i, true) }
