package algebra

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// Expr is an expression: VarExpr, ConstExpr or Call, all values. An error in
// it makes a filter's row fall away (SPARQL 1.1, section 17.2).
type Expr interface {
	String() string
	expr()
}

type (
	// VarExpr is a variable's value; an unbound one is an error.
	VarExpr struct{ Name string }
	// ConstExpr is a term.
	ConstExpr struct{ Value quad.Value }
	// Call is an operator or function: "=", "!=", "<", "<=", ">", ">=",
	// "and", "or" (two arguments or more), "not", "bound" (of a VarExpr),
	// "contains", "starts with", "matches" (text, RE2), "language", "type", and
	// SPARQL's "str", "is iri", "is literal" (sections 17.4.2.1 to 17.4.2.5).
	Call struct {
		Func string
		Args []Expr
	}
)

func (VarExpr) expr()   {}
func (ConstExpr) expr() {}
func (Call) expr()      {}

func (e VarExpr) String() string   { return "?" + e.Name }
func (e ConstExpr) String() string { return constant(e.Value) }

// String prints (function argument…); spaces in its name are hyphens.
func (e Call) String() string {
	var b strings.Builder
	b.WriteString("(" + strings.ReplaceAll(e.Func, " ", "-"))
	for _, a := range e.Args {
		b.WriteString(" " + exprString(a))
	}
	b.WriteString(")")
	return b.String()
}

func exprString(e Expr) string {
	if e == nil {
		return "nil"
	}
	return e.String()
}

// ExprVars returns the variables of an expression, in order of appearance.
func ExprVars(e Expr) []string {
	var out []string
	seen := map[string]bool{}
	var visit func(Expr)
	visit = func(e Expr) {
		switch e := e.(type) {
		case VarExpr:
			if !seen[e.Name] {
				seen[e.Name] = true
				out = append(out, e.Name)
			}
		case Call:
			for _, a := range e.Args {
				visit(a)
			}
		}
	}
	visit(e)
	return out
}
