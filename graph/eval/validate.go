package eval

import (
	"slices"

	"quipu/graph/algebra"
)

// validate refuses trees that have no meaning, so that the operators need not
// look again.
func validate(n algebra.Node) (err error) {
	algebra.Visit(n, func(n algebra.Node) bool {
		if err == nil {
			err = validNode(n)
		}
		return err == nil
	})
	if n == nil {
		return badTree("no tree")
	}
	return err
}

func validNode(n algebra.Node) error {
	for _, c := range algebra.Children(n) {
		if c == nil {
			return badTree("a part is missing below %T", n)
		}
	}
	switch n := n.(type) {
	case *algebra.Pattern:
		return validPlaces(n.Label, n.S, n.P, n.O)
	case *algebra.Leapfrog:
		return validLeapfrog(n)
	case *algebra.PathPattern:
		if err := validPlaces(n.Label, n.S, n.O); err != nil {
			return err
		}
		return validPath(n.Path)
	case *algebra.Values:
		for _, row := range n.Rows {
			if len(row) != len(n.Vars) {
				return badTree("values of %d variables have a row of %d", len(n.Vars), len(row))
			}
		}
	case *algebra.Extend:
		if slices.Contains(algebra.Vars(n.In), n.Var) {
			return badTree("?%s is bound twice", n.Var)
		}
		return validExpr(n.Expr)
	case *algebra.Filter:
		return validExpr(n.Cond)
	case *algebra.Slice:
		if n.Offset < 0 {
			return badTree("negative offset")
		}
	case *algebra.Order:
		for _, k := range n.Keys {
			if err := validExpr(k.Expr); err != nil {
				return err
			}
		}
	case *algebra.Walk:
		for _, v := range []string{n.Var, n.Hop} {
			if v != "" && (slices.Contains(algebra.Vars(n.In), v) || n.Var == n.Hop) {
				return badTree("?%s is bound twice", v)
			}
		}
	}
	return nil
}

func validLeapfrog(n *algebra.Leapfrog) error {
	if len(n.Parts) == 0 {
		return badTree("a leapfrog without parts")
	}
	var vars []string
	for _, part := range n.Parts {
		p, ok := part.(*algebra.Pattern)
		if !ok || !algebra.Leaps(p) {
			return badTree("leapfrog over %s", part)
		}
		vars = append(vars, algebra.Vars(p)...)
	}
	for _, v := range vars {
		if !slices.Contains(n.Vars, v) {
			return badTree("leapfrog leaves ?%s out", v)
		}
	}
	for i, v := range n.Vars {
		if !slices.Contains(vars, v) || slices.Contains(n.Vars[:i], v) {
			return badTree("leapfrog over ?%s, which no part has, or twice", v)
		}
	}
	return nil
}

func validPlaces(l algebra.Label, terms ...algebra.Term) error {
	for _, t := range terms {
		if t.Var == "" && t.Value == nil {
			return badTree("a pattern has an empty place")
		}
	}
	if l.Kind == algebra.BindLabel && l.Var == "" {
		return badTree("a label binds no variable")
	}
	if l.Kind == algebra.SaidIn && len(l.Terms) != 2 {
		return badTree("said in wants a speaker and a document")
	}
	for _, t := range l.Terms {
		if t.Value == nil {
			return badTree("a label's term is no constant")
		}
	}
	return nil
}

func validPath(p algebra.Path) error {
	switch p := p.(type) {
	case algebra.Link, algebra.AnyLink, algebra.NotLinks:
		return nil
	case algebra.Inverse:
		return validPath(p.Path)
	case algebra.Repeat:
		if p.Min < 0 || p.Max >= 0 && p.Max < p.Min {
			return badTree("a path repeats %d to %d times", p.Min, p.Max)
		}
		return validPath(p.Path)
	case algebra.Sequence:
		return validPaths(p.Paths)
	case algebra.Alternative:
		return validPaths(p.Paths)
	default:
		return badTree("no such path: %T", p)
	}
}

func validPaths(paths []algebra.Path) error {
	if len(paths) == 0 {
		return badTree("a path without parts")
	}
	for _, p := range paths {
		if err := validPath(p); err != nil {
			return err
		}
	}
	return nil
}

func validExpr(e algebra.Expr) error {
	switch e := e.(type) {
	case algebra.VarExpr:
		return nil
	case algebra.ConstExpr:
		if e.Value == nil {
			return badTree("an empty constant")
		}
		return nil
	case algebra.Call:
		f, ok := functions[e.Func]
		if !ok {
			return badTree("no such function: %s", e.Func)
		}
		if len(e.Args) < f.min || f.max > 0 && len(e.Args) > f.max {
			return badTree("%s with %d arguments", e.Func, len(e.Args))
		}
		for _, a := range e.Args {
			if err := validExpr(a); err != nil {
				return err
			}
		}
		return nil
	default:
		return badTree("no such expression: %T", e)
	}
}
