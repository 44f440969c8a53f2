package eval

import (
	"fmt"
	"regexp"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// result is an expression's value; nil is an error (SPARQL 1.1, section
// 17.2), which an unbound variable is too.
type result = quad.Value

// truth is a value of SPARQL's three-valued logic.
type truth int

const (
	failed truth = iota
	no
	yes
)

// expression is an expression compiled for the rows of a relation.
type expression struct {
	run  *run
	cols []int // that it looks at
	same int   // the column that it is, -1 where it is more than a variable
	eval func(row []source.ID) result
	// imprecise is set when a comparison held only possibly.
	imprecise bool
	patterns  map[string]*regexp.Regexp // compiled so far; nil is a bad one
}

func (c *compiler) expression(in relation, e algebra.Expr) (*expression, error) {
	x := &expression{run: c.run, same: -1, patterns: map[string]*regexp.Regexp{}}
	if v, ok := e.(algebra.VarExpr); ok {
		x.same = in.col(v.Name)
	}
	for _, v := range algebra.ExprVars(e) {
		if col := in.col(v); col >= 0 {
			x.cols = append(x.cols, col)
		}
	}
	eval, err := x.compile(in, e)
	x.eval = eval
	return x, err
}

// prepare looks up the terms that the expression needs for a batch.
func (x *expression) prepare(b *batch) error {
	ids := make([]source.ID, 0, b.n*len(x.cols))
	for i := range b.n {
		row := b.row(i)
		for _, col := range x.cols {
			ids = append(ids, row[col])
		}
	}
	return x.run.resolve(ids)
}

// holds reports whether a condition is true of a row.
func (x *expression) holds(row []source.ID) bool { return truthOf(x.eval(row)) == yes }

// ids evaluates the expression for each row and gives the values ids.
func (x *expression) ids(b *batch) ([]source.ID, error) {
	if x.same >= 0 {
		out := make([]source.ID, b.n)
		for i := range b.n {
			out[i] = b.row(i)[x.same]
		}
		return out, nil
	}
	if err := x.prepare(b); err != nil {
		return nil, err
	}
	values := make([]quad.Value, b.n)
	for i := range b.n {
		values[i] = x.eval(b.row(i))
	}
	return x.run.intern(values)
}

func (x *expression) compile(in relation, e algebra.Expr) (func([]source.ID) result, error) {
	switch e := e.(type) {
	case algebra.ConstExpr:
		return func([]source.ID) result { return e.Value }, nil
	case algebra.VarExpr:
		col := in.col(e.Name)
		if col < 0 {
			return func([]source.ID) result { return nil }, nil
		}
		return func(row []source.ID) result { return x.run.terms.value(row[col]) }, nil
	case algebra.Call:
		return x.call(in, e)
	default:
		return nil, badTree("no such expression: %T", e)
	}
}

// function is how many arguments a function takes; max 0 is any number.
type function struct{ min, max int }

var functions = map[string]function{
	"=": {2, 2}, "!=": {2, 2}, "<": {2, 2}, "<=": {2, 2}, ">": {2, 2}, ">=": {2, 2},
	"and": {1, 0}, "or": {1, 0}, "not": {1, 1}, "bound": {1, 1},
	"contains": {2, 2}, "starts with": {2, 2}, "matches": {2, 2},
	"language": {1, 1}, "type": {1, 1}, "str": {1, 1}, "is iri": {1, 1}, "is literal": {1, 1},
}

func (x *expression) call(in relation, e algebra.Call) (func([]source.ID) result, error) {
	if e.Func == "bound" {
		return bound(in, e.Args[0])
	}
	args := make([]func([]source.ID) result, len(e.Args))
	for i, a := range e.Args {
		f, err := x.compile(in, a)
		if err != nil {
			return nil, err
		}
		args[i] = f
	}
	switch e.Func {
	case "and", "or":
		return logic(args, e.Func == "or"), nil
	case "not":
		return func(row []source.ID) result { return boolean(truthOf(args[0](row)).not()) }, nil
	case "contains", "starts with":
		return x.textTest(e.Func, args), nil
	case "matches":
		if c, ok := e.Args[1].(algebra.ConstExpr); ok {
			if _, err := x.pattern(c.Value); err != nil {
				return nil, err
			}
		}
		return x.matches(args), nil
	case "language":
		return func(row []source.ID) result { return languageOf(args[0](row)) }, nil
	case "type":
		return func(row []source.ID) result { return typeOf(args[0](row)) }, nil
	case "str":
		return func(row []source.ID) result { return strOf(args[0](row)) }, nil
	case "is iri", "is literal":
		return func(row []source.ID) result { return isKind(args[0](row), e.Func == "is iri") }, nil
	default:
		op := quads.Op(e.Func)
		compare := func(row []source.ID) result { return x.compare(op, args[0](row), args[1](row)) }
		return x.notingYear(in, e.Args, compare), nil
	}
}

// notingYear adds to a comparison of a variable with a number that may be a
// year what to write where the variable holds a date: the two cannot be
// compared, and the answer would be silent about it.
func (x *expression) notingYear(in relation, args []algebra.Expr, compare func([]source.ID) result) func([]source.ID) result {
	v, isVar := args[0].(algebra.VarExpr)
	year, isConst := args[1].(algebra.ConstExpr)
	if !isVar {
		v, isVar = args[1].(algebra.VarExpr)
		year, isConst = args[0].(algebra.ConstExpr)
	}
	col := in.col(v.Name)
	digits, bare := quads.BareYear(year.Value)
	if !isVar || !isConst || col < 0 || algebra.Hidden(v.Name) || !bare {
		return compare
	}
	told := false
	return func(row []source.ID) result {
		if !told {
			if _, _, told = quads.Span(x.run.terms.value(row[col])); told {
				x.run.note(fmt.Sprintf("%s is a number and ?%s holds dates: write %s-01-01", digits, v.Name, digits))
			}
		}
		return compare(row)
	}
}

// bound looks at the id alone: a path is bound too.
func bound(in relation, arg algebra.Expr) (func([]source.ID) result, error) {
	v, ok := arg.(algebra.VarExpr)
	if !ok {
		return nil, badTree("bound of what is no variable")
	}
	col := in.col(v.Name)
	return func(row []source.ID) result { return truthValue(col >= 0 && row[col] != source.Any) }, nil
}

// compare compares two terms by value. What cannot be compared is not equal;
// asking which of such two is less is an error.
func (x *expression) compare(op quads.Op, a, b quad.Value) result {
	if a == nil || b == nil {
		return nil
	}
	holds, imprecise, ok := quads.Compare(op, a, b)
	if !ok && op != quads.EQ && op != quads.NE {
		return nil
	}
	if holds && imprecise {
		x.imprecise = true
	}
	return truthValue(holds)
}

// logic is "and" or "or": the deciding value decides, else an error is one
// (section 17.2's table).
func logic(args []func([]source.ID) result, or bool) func([]source.ID) result {
	deciding, other := no, yes
	if or {
		deciding, other = yes, no
	}
	return func(row []source.ID) result {
		out := other
		for _, a := range args {
			switch truthOf(a(row)) {
			case deciding:
				return boolean(deciding)
			case failed:
				out = failed
			}
		}
		return boolean(out)
	}
}

func (t truth) not() truth {
	switch t {
	case yes:
		return no
	case no:
		return yes
	default:
		return failed
	}
}

func boolean(t truth) result {
	if t == failed {
		return nil
	}
	return truthValue(t == yes)
}

func truthValue(b bool) result {
	if b {
		return quad.TypedString{Value: "true", Type: quads.XSDBoolean}
	}
	return quad.TypedString{Value: "false", Type: quads.XSDBoolean}
}

// truthOf is the effective boolean value (section 17.2.2).
func truthOf(v result) truth {
	decide := func(b bool) truth {
		if b {
			return yes
		}
		return no
	}
	switch v := v.(type) {
	case quad.String:
		return decide(v != "")
	case quad.LangString:
		return decide(v.Value != "")
	case quad.TypedString:
		if v.Type == quads.XSDBoolean {
			return decide(v.Value == "true" || v.Value == "1")
		}
		if f, ok := quads.Number(v); ok {
			return decide(f != 0 && f == f)
		}
	}
	return failed
}
