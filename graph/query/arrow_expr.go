package query

import (
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads/arrow"
)

// aggregates are the functions over a group.
var aggregates = []string{"count", "sum", "min", "max", "avg", "sample", "list"}

// expr lowers an expression without aggregates.
func (l *lowerer) expr(e arrow.Expr) (algebra.Expr, error) {
	return l.exprWith(e, func(c *arrow.Call) (algebra.Expr, error) {
		return nil, l.failf("write it in select, give it a name with 'as', and use the name", "%s() stands outside select", c.Func)
	})
}

// exprWith lowers an expression; aggregate lowers the aggregates in it.
func (l *lowerer) exprWith(e arrow.Expr, aggregate func(*arrow.Call) (algebra.Expr, error)) (algebra.Expr, error) {
	list := func(args ...arrow.Expr) ([]algebra.Expr, error) {
		var out []algebra.Expr
		for _, a := range args {
			x, err := l.exprWith(a, aggregate)
			if err != nil {
				return nil, err
			}
			out = append(out, x)
		}
		return out, nil
	}
	switch e := e.(type) {
	case *arrow.TermExpr:
		if v, ok := e.Term.(arrow.Var); ok {
			if !slices.Contains(l.mentioned, v.Name) {
				return nil, l.failf("use a variable of a pattern", "?%s is asked about and no pattern binds it", v.Name)
			}
			return algebra.VarExpr{Name: v.Name}, nil
		}
		v, err := l.constant(e.Term, "value of a condition")
		return algebra.ConstExpr{Value: v}, err
	case *arrow.Unary:
		args, err := list(e.X)
		return algebra.Call{Func: e.Op, Args: args}, err
	case *arrow.Binary:
		if text, ok := l.sought(e); ok {
			args, err := list(e.L)
			if err == nil {
				err = l.checkPattern(e, text)
			}
			return algebra.Call{Func: e.Op, Args: append(args, algebra.ConstExpr{Value: text})}, err
		}
		e = l.worded(e)
		args, err := list(e.L, e.R)
		if err != nil {
			return nil, err
		}
		if c, ok := args[1].(algebra.ConstExpr); ok {
			err = l.checkPattern(e, c.Value)
		}
		return algebra.Call{Func: e.Op, Args: args}, err
	case *arrow.Call:
		if slices.Contains(aggregates, e.Func) {
			return aggregate(e)
		}
		args, err := list(e.Args...)
		return algebra.Call{Func: e.Func, Args: args}, err
	}
	return nil, l.failf("", "no such expression: %T", e)
}

// worded makes a word of a bare name that is compared with a column of words:
// where ?kind = denied. A side of differ is one only where it is no name.
func (l *lowerer) worded(e *arrow.Binary) *arrow.Binary {
	word := func(column, other arrow.Expr) arrow.Expr {
		c, _ := column.(*arrow.TermExpr)
		o, _ := other.(*arrow.TermExpr)
		if c == nil || o == nil {
			return other
		}
		v, isVar := c.Term.(arrow.Var)
		term := o.Term
		param, isParam := term.(arrow.Param)
		if isParam {
			term = l.in.params[param.Name]
		}
		name, isName := term.(arrow.Name)
		if !isVar || !isName || v.Name == "side" || !slices.Contains(l.coined, v.Name) {
			return other
		}
		if isParam {
			l.used[param.Name] = true
		}
		return &arrow.TermExpr{Term: arrow.Literal{Value: quad.String(name.Text)}, Pos: o.Pos}
	}
	out := *e
	out.L, out.R = word(e.R, e.L), word(e.L, e.R)
	return &out
}

// searches are the operators whose right side is a text, not an entity.
var searches = []string{"contains", "starts with", "matches"}

// sought returns the text on the right of a search that is written as a name:
// where ?who starts with 'U' asks for the letter, whatever 'U' may name here.
func (l *lowerer) sought(e *arrow.Binary) (quad.String, bool) {
	right, ok := e.R.(*arrow.TermExpr)
	if !ok || !slices.Contains(searches, e.Op) {
		return "", false
	}
	term := right.Term
	if param, ok := term.(arrow.Param); ok {
		term = l.in.params[param.Name]
		l.used[param.Name] = true
	}
	name, ok := term.(arrow.Name)
	return quad.String(name.Text), ok
}

// checkPattern refuses what stands on the right of matches and is no regular
// expression.
func (l *lowerer) checkPattern(e *arrow.Binary, v quad.Value) error {
	right, ok := e.R.(*arrow.TermExpr)
	if e.Op != "matches" || !ok {
		return nil
	}
	var text string
	switch v := v.(type) {
	case quad.String:
		text = string(v)
	case quad.LangString:
		text = string(v.Value)
	}
	_, err := regexp.Compile(text)
	if bad := (*syntax.Error)(nil); errors.As(err, &bad) {
		return l.fail(right.Pos, "not a regular expression of RE2's syntax: "+bad.Code.String()+" in '"+bad.Expr+"'",
			"contains looks for a text as it stands")
	}
	return err
}

// isAggregate reports whether an expression has an aggregate in it.
func isAggregate(e arrow.Expr) bool {
	switch e := e.(type) {
	case *arrow.Unary:
		return isAggregate(e.X)
	case *arrow.Binary:
		return isAggregate(e.L) || isAggregate(e.R)
	case *arrow.Call:
		return slices.Contains(aggregates, e.Func) || slices.ContainsFunc(e.Args, isAggregate)
	}
	return false
}

// mentions reports whether an expression has one of some variables.
func mentions(e arrow.Expr, vars []string) bool {
	switch e := e.(type) {
	case *arrow.TermExpr:
		v, ok := e.Term.(arrow.Var)
		return ok && slices.Contains(vars, v.Name)
	case *arrow.Unary:
		return mentions(e.X, vars)
	case *arrow.Binary:
		return mentions(e.L, vars) || mentions(e.R, vars)
	case *arrow.Call:
		return slices.ContainsFunc(e.Args, func(a arrow.Expr) bool { return mentions(a, vars) })
	}
	return false
}
