package gizmo

import (
	"slices"

	"quipu/graph/algebra"
)

// rename returns a tree with another name for a variable. The trees of this
// package name every variable once, so nothing is captured.
func rename(n algebra.Node, from, to string) algebra.Node {
	if from == to {
		return n
	}
	r := renaming{from, to}
	return r.node(n)
}

type renaming struct{ from, to string }

func (r renaming) name(v string) string {
	if v == r.from {
		return r.to
	}
	return v
}

func (r renaming) names(vars []string) []string {
	out := slices.Clone(vars)
	for i, v := range out {
		out[i] = r.name(v)
	}
	return out
}

func (r renaming) term(t algebra.Term) algebra.Term {
	t.Var = r.name(t.Var)
	return t
}

func (r renaming) label(l algebra.Label) algebra.Label {
	l.Var = r.name(l.Var)
	return l
}

func (r renaming) node(n algebra.Node) algebra.Node {
	n = algebra.Map(n, r.node)
	switch n := n.(type) {
	case *algebra.Pattern:
		return &algebra.Pattern{S: r.term(n.S), P: r.term(n.P), O: r.term(n.O), Label: r.label(n.Label)}
	case *algebra.PathPattern:
		return &algebra.PathPattern{S: r.term(n.S), Path: n.Path, O: r.term(n.O), Label: r.label(n.Label)}
	case *algebra.Filter:
		return &algebra.Filter{In: n.In, Cond: r.expr(n.Cond)}
	case *algebra.Extend:
		return &algebra.Extend{In: n.In, Var: r.name(n.Var), Expr: r.expr(n.Expr)}
	case *algebra.Values:
		return &algebra.Values{Vars: r.names(n.Vars), Rows: n.Rows}
	case *algebra.Project:
		return &algebra.Project{In: n.In, Vars: r.names(n.Vars)}
	case *algebra.Group:
		aggs := slices.Clone(n.Aggs)
		for i := range aggs {
			aggs[i].As = r.name(aggs[i].As)
			if aggs[i].Expr != nil {
				aggs[i].Expr = r.expr(aggs[i].Expr)
			}
		}
		return &algebra.Group{In: n.In, By: r.names(n.By), Aggs: aggs}
	case *algebra.Order:
		keys := slices.Clone(n.Keys)
		for i := range keys {
			keys[i].Expr = r.expr(keys[i].Expr)
		}
		return &algebra.Order{In: n.In, Keys: keys, Ties: r.names(n.Ties), Top: n.Top}
	default:
		return n
	}
}

func (r renaming) expr(e algebra.Expr) algebra.Expr {
	switch e := e.(type) {
	case algebra.VarExpr:
		return algebra.VarExpr{Name: r.name(e.Name)}
	case algebra.Call:
		args := make([]algebra.Expr, len(e.Args))
		for i, a := range e.Args {
			args[i] = r.expr(a)
		}
		return algebra.Call{Func: e.Func, Args: args}
	default:
		return e
	}
}
