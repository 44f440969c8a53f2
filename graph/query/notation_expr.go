package query

import (
	"strconv"
	"strings"

	"quipu/graph/algebra"
)

// How loosely what stands in a place of a path may bind.
const (
	looseAlternative = iota
	looseSequence
	looseInverse
	looseNothing
)

// path writes a path, in brackets where it binds looser than its place.
func (t *notation) path(p algebra.Path, loose int) string {
	text, level := t.anyPath(p)
	if level < loose {
		return "(" + text + ")"
	}
	return text
}

func (t *notation) anyPath(p algebra.Path) (text string, level int) {
	switch p := p.(type) {
	case algebra.Link:
		return t.value(p.IRI), looseNothing
	case algebra.Inverse:
		return "^" + t.path(p.Path, looseNothing), looseInverse
	case algebra.NotLinks:
		return t.notLinks(p), looseInverse
	case algebra.Repeat:
		return t.path(p.Path, looseNothing) + repetition(p), looseNothing
	case algebra.Sequence:
		return t.paths(p.Paths, " / ", looseInverse), looseSequence
	case algebra.Alternative:
		return t.paths(p.Paths, "|", looseSequence), looseAlternative
	default:
		return "_", looseNothing
	}
}

func (t *notation) paths(paths []algebra.Path, sep string, loose int) string {
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = t.path(p, loose)
	}
	return strings.Join(out, sep)
}

func (t *notation) notLinks(p algebra.NotLinks) string {
	var all []string
	for _, iri := range p.Forward {
		all = append(all, t.value(iri))
	}
	for _, iri := range p.Backward {
		all = append(all, "^"+t.value(iri))
	}
	switch len(all) {
	case 0:
		return "_"
	case 1:
		return "!" + all[0]
	default:
		return "!(" + strings.Join(all, "|") + ")"
	}
}

func repetition(p algebra.Repeat) string {
	switch {
	case p.Min == 0 && p.Max == 1:
		return "?"
	case p.Min == 0 && p.Max < 0:
		return "*"
	case p.Min == 1 && p.Max < 0:
		return "+"
	case p.Max < 0:
		return "{" + strconv.Itoa(p.Min) + ",}"
	case p.Min == p.Max:
		return "{" + strconv.Itoa(p.Min) + "}"
	}
	return "{" + strconv.Itoa(p.Min) + "," + strconv.Itoa(p.Max) + "}"
}

// expr writes an expression; as an operand it stands in brackets where it has
// an operator.
func (t *notation) expr(e algebra.Expr, operand bool) string {
	switch e := e.(type) {
	case algebra.VarExpr:
		return t.variable(e.Name)
	case algebra.ConstExpr:
		return t.value(e.Value)
	case algebra.Call:
		text, infix := t.call(e)
		if infix && operand {
			return "(" + text + ")"
		}
		return text
	default:
		return "_"
	}
}

func (t *notation) call(e algebra.Call) (text string, infix bool) {
	args := make([]string, len(e.Args))
	switch e.Func {
	case "=", "!=", "<", "<=", ">", ">=", "and", "or", "contains", "starts with", "matches":
		for i, a := range e.Args {
			args[i] = t.expr(a, true)
		}
		return strings.Join(args, " "+e.Func+" "), true
	case "not":
		return "not " + t.expr(e.Args[0], true), true
	}
	for i, a := range e.Args {
		args[i] = t.expr(a, false)
	}
	return e.Func + "(" + strings.Join(args, ", ") + ")", false
}
