package query

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
	"quipu/quads/arrow"
)

// notation writes the operators of a plan as a person would write them in a
// query. Hidden variables are _ where they stand once, else _1, _2, …
type notation struct {
	names  *quads.Names
	uses   map[string]int
	hidden []string
}

func newNotation(names *quads.Names, n algebra.Node) *notation {
	t := &notation{names: names, uses: make(map[string]int)}
	t.count(n)
	return t
}

// count counts where the hidden variables of a tree stand. A path brings more
// of them when it is taken apart, each of which stands twice.
func (t *notation) count(n algebra.Node) {
	algebra.Visit(n, func(n algebra.Node) bool {
		var ends []algebra.Term
		switch n := n.(type) {
		case *algebra.Pattern:
			ends = []algebra.Term{n.S, n.P, n.O, {Var: n.Label.Var}}
		case *algebra.PathPattern:
			ends = []algebra.Term{n.S, n.O, {Var: n.Label.Var}}
		case *algebra.Filter:
			for _, v := range algebra.ExprVars(n.Cond) {
				ends = append(ends, algebra.Variable(v))
			}
		case *algebra.Walk:
			ends = slices.Concat(n.From, n.To)
		}
		for _, e := range ends {
			if algebra.Hidden(e.Var) {
				t.uses[e.Var]++
			}
		}
		return true
	})
}

// node is what an operator does, without what it does it to.
func (t *notation) node(n algebra.Node) string {
	switch n := n.(type) {
	case *algebra.Pattern:
		return t.term(n.S) + " → " + t.term(n.P) + " → " + t.term(n.O) + t.label(n.Label)
	case *algebra.PathPattern:
		return t.term(n.S) + " → " + t.path(n.Path, looseAlternative) + " → " + t.term(n.O) + t.label(n.Label)
	case *algebra.Join:
		return "join"
	case *algebra.Leapfrog:
		return "join by " + t.variables(n.Vars)
	case *algebra.Union:
		return "either"
	case *algebra.Optional:
		return "optional"
	case *algebra.Not:
		return "not"
	case *algebra.Minus:
		return "minus"
	case *algebra.Thin:
		return "once each " + t.variables(n.Vars)
	case *algebra.Filter:
		return "where " + t.expr(n.Cond, false)
	case *algebra.Extend:
		return t.variable(n.Var) + " = " + t.expr(n.Expr, false)
	case *algebra.Values:
		return t.values(n)
	case *algebra.Group:
		return t.group(n)
	case *algebra.Project:
		if len(n.Vars) == 0 {
			return "yes or no"
		}
		return "select " + t.variables(n.Vars)
	case *algebra.Distinct:
		return "distinct"
	case *algebra.Order:
		return t.order(n)
	case *algebra.Slice:
		return slice(n)
	case *algebra.Walk:
		return t.walk(n)
	default:
		head, _, _ := strings.Cut(n.String(), "\n")
		return head
	}
}

func (t *notation) term(x algebra.Term) string {
	if x.Var != "" {
		return t.variable(x.Var)
	}
	return t.value(x.Value)
}

func (t *notation) value(v quad.Value) string {
	if v == nil {
		return "_"
	}
	return arrow.Format(v, t.names)
}

func (t *notation) variable(name string) string {
	if !algebra.Hidden(name) {
		return "?" + name
	}
	if t.uses[name] == 1 {
		return "_"
	}
	i := slices.Index(t.hidden, name)
	if i < 0 {
		i = len(t.hidden)
		t.hidden = append(t.hidden, name)
	}
	return "_" + strconv.Itoa(i+1)
}

func (t *notation) variables(names []string) string {
	out := make([]string, len(names))
	for i, v := range names {
		out[i] = t.variable(v)
	}
	return strings.Join(out, ", ")
}

func (t *notation) terms(terms []algebra.Term, sep string) string {
	out := make([]string, len(terms))
	for i, x := range terms {
		out[i] = t.term(x)
	}
	return strings.Join(out, sep)
}

func (t *notation) label(l algebra.Label) string {
	one := func(sign string) string {
		if len(l.Terms) == 1 {
			return " @ " + sign + t.term(l.Terms[0])
		}
		return " @ " + sign + "(" + t.terms(l.Terms, "|") + ")"
	}
	switch l.Kind {
	case algebra.BindLabel:
		return " @ " + t.variable(l.Var)
	case algebra.NoLabel:
		return " @ none"
	case algebra.LeadsTo:
		return one("")
	case algebra.ExactLabel:
		return one("=")
	case algebra.NotLeadsTo:
		return one("!")
	case algebra.SaidIn:
		return " @ " + t.terms(l.Terms, " @ ")
	case algebra.EachQuad:
		return " (each quad)"
	default:
		return ""
	}
}

// shownRows is how many given rows a plan shows.
const shownRows = 3

func (t *notation) values(n *algebra.Values) string {
	var rows []string
	for i, row := range n.Rows {
		if i == shownRows {
			rows = append(rows, fmt.Sprintf("… %s more", quads.Grouped(len(n.Rows)-i)))
			break
		}
		cells := make([]string, len(row))
		for k, v := range row {
			cells[k] = t.value(v)
		}
		rows = append(rows, strings.Join(cells, " "))
	}
	return "values " + t.variables(n.Vars) + " {" + strings.Join(rows, ", ") + "}"
}

func (t *notation) group(n *algebra.Group) string {
	var aggs []string
	for _, a := range n.Aggs {
		arg := "*"
		if a.Expr != nil {
			arg = t.expr(a.Expr, false)
		}
		if a.Distinct {
			arg = "distinct " + arg
		}
		aggs = append(aggs, a.Func+"("+arg+") as "+t.variable(a.As))
	}
	if len(n.By) == 0 {
		return strings.Join(aggs, ", ")
	}
	return strings.TrimSuffix("group by "+t.variables(n.By)+": "+strings.Join(aggs, ", "), ": ")
}

func (t *notation) order(n *algebra.Order) string {
	var keys []string
	for _, k := range n.Keys {
		key := t.expr(k.Expr, false)
		if k.Desc {
			key += " desc"
		}
		keys = append(keys, key)
	}
	text := "order by " + strings.Join(keys, ", ")
	if n.Top > 0 {
		text += fmt.Sprintf(" (the first %s)", quads.Grouped(n.Top))
	}
	return text
}

func slice(n *algebra.Slice) string {
	var parts []string
	if n.Limit >= 0 {
		parts = append(parts, "limit "+strconv.Itoa(n.Limit))
	}
	if n.Offset > 0 {
		parts = append(parts, "offset "+strconv.Itoa(n.Offset))
	}
	return strings.Join(parts, " ")
}
