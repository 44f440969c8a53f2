package algebratest

import (
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

func (e sexp) head() string {
	if len(e.list) == 0 {
		panic("not an operator: " + e.atom)
	}
	return e.list[0].atom
}

func node(e sexp) algebra.Node {
	head, a := e.head(), e.list[1:]
	switch head {
	case "pattern":
		return &algebra.Pattern{S: term(a[0]), P: term(a[1]), O: term(a[2]), Label: label(a[3:])}
	case "path":
		return &algebra.PathPattern{S: term(a[0]), Path: path(a[1]), O: term(a[2]), Label: label(a[3:])}
	case "join":
		return &algebra.Join{Parts: nodes(a)}
	case "leapfrog":
		return &algebra.Leapfrog{Vars: names(a[0]), Parts: nodes(a[1:])}
	case "union":
		return &algebra.Union{Parts: nodes(a)}
	case "optional":
		return &algebra.Optional{Left: node(a[0]), Right: node(a[1])}
	case "not":
		return &algebra.Not{Left: node(a[0]), Right: node(a[1])}
	case "minus":
		return &algebra.Minus{Left: node(a[0]), Right: node(a[1])}
	case "filter":
		return &algebra.Filter{Cond: expr(a[0]), In: node(a[1])}
	case "extend":
		return &algebra.Extend{Var: name(a[0]), Expr: expr(a[1]), In: node(a[2])}
	case "values":
		return values(a)
	case "group":
		return &algebra.Group{By: names(a[0]), Aggs: aggregates(a[1]), In: node(a[2])}
	case "project":
		return &algebra.Project{Vars: names(a[0]), In: node(a[1])}
	case "distinct":
		return &algebra.Distinct{In: node(a[0])}
	case "thin":
		return &algebra.Thin{Vars: names(a[0]), In: node(a[1])}
	case "order":
		return order(a)
	case "slice":
		return &algebra.Slice{Offset: number(a[0]), Limit: number(a[1]), In: node(a[2])}
	case "walk":
		return walk(a)
	default:
		panic("no operator: " + head)
	}
}

func nodes(es []sexp) []algebra.Node {
	var out []algebra.Node
	for _, e := range es {
		out = append(out, node(e))
	}
	return out
}

func name(e sexp) string {
	v, ok := strings.CutPrefix(e.atom, "?")
	if !ok {
		panic("no variable: " + e.atom)
	}
	return v
}

func names(e sexp) []string {
	var out []string
	for _, v := range e.list {
		out = append(out, name(v))
	}
	return out
}

func number(e sexp) int {
	if e.atom == "*" {
		return -1
	}
	n, err := strconv.Atoi(e.atom)
	if err != nil {
		panic("no number: " + e.atom)
	}
	return n
}

func term(e sexp) algebra.Term {
	if strings.HasPrefix(e.atom, "?") {
		return algebra.Variable(e.atom[1:])
	}
	return algebra.Constant(Value(e.atom))
}

func termList(es []sexp) []algebra.Term {
	var out []algebra.Term
	for _, e := range es {
		out = append(out, term(e))
	}
	return out
}

func label(es []sexp) algebra.Label {
	if len(es) == 0 {
		return algebra.Label{}
	}
	head, a := es[0].head(), es[0].list[1:]
	switch head {
	case "@none":
		return algebra.Label{Kind: algebra.NoLabel}
	case "@":
		if strings.HasPrefix(a[0].atom, "?") {
			return algebra.Label{Kind: algebra.BindLabel, Var: name(a[0])}
		}
		return algebra.Label{Kind: algebra.LeadsTo, Terms: termList(a)}
	case "@=":
		return algebra.Label{Kind: algebra.ExactLabel, Terms: termList(a)}
	case "@!":
		return algebra.Label{Kind: algebra.NotLeadsTo, Terms: termList(a)}
	case "@said":
		return algebra.Label{Kind: algebra.SaidIn, Terms: termList(a)}
	case "@each":
		return algebra.Label{Kind: algebra.EachQuad}
	default:
		panic("no label: " + head)
	}
}

func path(e sexp) algebra.Path {
	if e.list == nil {
		if e.atom == "any" {
			return algebra.AnyLink{}
		}
		return algebra.Link{IRI: Value(e.atom).(quad.IRI)}
	}
	head, a := e.head(), e.list[1:]
	switch head {
	case "^":
		return algebra.Inverse{Path: path(a[0])}
	case "!":
		var p algebra.NotLinks
		for _, l := range a {
			if l.list == nil {
				p.Forward = append(p.Forward, Value(l.atom).(quad.IRI))
			} else {
				p.Backward = append(p.Backward, Value(l.list[1].atom).(quad.IRI))
			}
		}
		return p
	case "repeat":
		return algebra.Repeat{Min: number(a[0]), Max: number(a[1]), Path: path(a[2])}
	case "/":
		return algebra.Sequence{Paths: paths(a)}
	case "|":
		return algebra.Alternative{Paths: paths(a)}
	default:
		panic("no path: " + head)
	}
}

func paths(es []sexp) []algebra.Path {
	var out []algebra.Path
	for _, e := range es {
		out = append(out, path(e))
	}
	return out
}

func expr(e sexp) algebra.Expr {
	if e.list == nil {
		if strings.HasPrefix(e.atom, "?") {
			return algebra.VarExpr{Name: e.atom[1:]}
		}
		return algebra.ConstExpr{Value: Value(e.atom)}
	}
	call := algebra.Call{Func: strings.ReplaceAll(e.head(), "-", " ")}
	for _, a := range e.list[1:] {
		call.Args = append(call.Args, expr(a))
	}
	return call
}

func values(a []sexp) algebra.Node {
	n := &algebra.Values{Vars: names(a[0])}
	for _, row := range a[1:] {
		var vs []quad.Value
		for _, v := range row.list {
			vs = append(vs, Value(v.atom))
		}
		n.Rows = append(n.Rows, vs)
	}
	return n
}

func aggregates(e sexp) []algebra.Aggregate {
	var out []algebra.Aggregate
	for _, l := range e.list {
		a := algebra.Aggregate{Func: l.head()}
		rest := l.list[1:]
		if len(rest[0].list) == 2 && rest[0].head() == "separator" {
			a.Separator = string(Value(rest[0].list[1].atom).(quad.String))
			rest = rest[1:]
		}
		if rest[0].atom == "distinct" {
			a.Distinct = true
			rest = rest[1:]
		}
		if rest[0].atom != "*" {
			a.Expr = expr(rest[0])
		}
		a.As = name(rest[1])
		out = append(out, a)
	}
	return out
}

func order(a []sexp) algebra.Node {
	n := &algebra.Order{In: node(a[len(a)-1])}
	for _, k := range a[0].list {
		if len(k.list) == 2 && k.head() == "desc" {
			n.Keys = append(n.Keys, algebra.Key{Expr: expr(k.list[1]), Desc: true})
		} else {
			n.Keys = append(n.Keys, algebra.Key{Expr: expr(k)})
		}
	}
	for _, e := range a[1 : len(a)-1] {
		switch e.head() {
		case "ties":
			n.Ties = names(sexp{list: e.list[1:]})
		case "top":
			n.Top = number(e.list[1])
		}
	}
	return n
}

func walk(a []sexp) algebra.Node {
	n := &algebra.Walk{Var: name(a[0]), From: termList(a[1].list), In: node(a[len(a)-1])}
	if a[2].head() == "around" {
		n.Hop = name(a[2].list[1])
	} else {
		n.To = termList(a[2].list)
	}
	for _, e := range a[3 : len(a)-1] {
		switch e.head() {
		case "directed":
			n.Spec.Directed = true
		case "max":
			n.Spec.Max = number(e.list[1])
		case "limit":
			n.Spec.Limit = number(e.list[1])
		case "via":
			n.Spec.Via = path(e.list[1])
		case "via-any":
			n.Spec.ViaAny = true
		case "including-denied":
			n.Spec.IncludingDenied = true
		case "all-shortest":
			n.Spec.AllShortest = true
		case "since":
			n.Spec.Since = term(e.list[1]).Value
		case "until":
			n.Spec.Until = term(e.list[1]).Value
		case "weighted-by":
			n.Spec.WeightedBy = term(e.list[1]).Value
		case "by-rarity":
			n.Spec.ByRarity = true
		case "hub-links":
			n.Spec.HubLinks = number(e.list[1])
		case "min-origins":
			n.Spec.MinOrigins = number(e.list[1])
		case "uncontested":
			n.Spec.Uncontested = true
		case "one-source":
			n.Spec.OneSource = true
		case "cap":
			n.Spec.Cap = number(e.list[1])
		default:
			n.Spec.Label = label([]sexp{e})
		}
	}
	return n
}
