package arrow

import "strings"

// The levels of expressions, loosest first.
const (
	levelOr = iota
	levelAnd
	levelNot
	levelCompare
	levelOperand
)

func exprLevel(x Expr) int {
	switch x := x.(type) {
	case *Unary:
		return levelNot
	case *Binary:
		switch x.Op {
		case "or":
			return levelOr
		case "and":
			return levelAnd
		}
		return levelCompare
	}
	return levelOperand
}

func (pr *printer) expr(x Expr, level int) string {
	text := ""
	switch x := x.(type) {
	case *TermExpr:
		text = pr.term(x.Term, inExpr)
	case *Unary:
		text = x.Op + " " + pr.expr(x.X, levelNot)
	case *Binary:
		left, right := levelOperand, levelOperand
		switch x.Op {
		case "or":
			left, right = levelOr, levelAnd
		case "and":
			left, right = levelAnd, levelNot
		}
		text = pr.expr(x.L, left) + " " + x.Op + " " + pr.expr(x.R, right)
	case *Call:
		text = call(x, pr)
	}
	if exprLevel(x) < level {
		return "(" + text + ")"
	}
	return text
}

func call(c *Call, pr *printer) string {
	var args []string
	for _, a := range c.Args {
		args = append(args, pr.expr(a, levelOr))
	}
	list := strings.Join(args, ", ")
	if len(args) == 0 {
		list = "*"
	}
	if c.Distinct {
		list = "distinct " + list
	}
	return c.Func + "(" + list + ")"
}

// leading returns an expression so that the clause word before it is seen as
// one: it begins with ?, $, ( or a function.
func (pr *printer) leading(x Expr, level int) string {
	text := pr.expr(x, level)
	p := newParser(Chunk{Text: " " + text}, "", nil)
	if !p.beginsExpr(0, true) {
		return "(" + text + ")"
	}
	return text
}
