package eval_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
)

// solution is a row of the naive evaluator.
type solution map[string]quad.Value

// naive evaluates a tree as SPARQL 1.1 defines it, over a list of quads,
// without any thought of speed. It is what the engine is compared with.
type naive struct {
	quads []quad.Quad
	names int // of variables invented
}

func (e *naive) eval(n algebra.Node) []solution {
	switch n := n.(type) {
	case *algebra.Pattern:
		return e.pattern(n)
	case *algebra.PathPattern:
		return e.pathPattern(n)
	case *algebra.Join:
		out := []solution{{}}
		for _, p := range n.Parts {
			out = joined(out, e.eval(p))
		}
		return out
	case *algebra.Leapfrog:
		return e.eval(&algebra.Join{Parts: n.Parts})
	case *algebra.Union:
		var out []solution
		for _, p := range n.Parts {
			out = append(out, e.eval(p)...)
		}
		return out
	case *algebra.Optional:
		return e.optional(n)
	case *algebra.Not:
		return e.not(n)
	case *algebra.Minus:
		return e.minus(n)
	case *algebra.Filter:
		return keep(e.eval(n.In), n.Cond)
	case *algebra.Extend:
		var out []solution
		for _, s := range e.eval(n.In) {
			s = maps.Clone(s)
			if v := value(n.Expr, s); v != nil {
				s[n.Var] = v
			}
			out = append(out, s)
		}
		return out
	case *algebra.Values:
		var out []solution
		for _, row := range n.Rows {
			s := solution{}
			for i, v := range row {
				if v != nil {
					s[n.Vars[i]] = v
				}
			}
			out = append(out, s)
		}
		return out
	case *algebra.Group:
		return e.group(n)
	case *algebra.Project:
		return projected(e.eval(n.In), n.Vars)
	case *algebra.Thin:
		return e.eval(&algebra.Project{In: n.In, Vars: n.Vars})
	case *algebra.Distinct:
		return e.distinct(n)
	case *algebra.Order:
		return e.order(n)
	case *algebra.Slice:
		all := e.eval(n.In)
		all = all[min(n.Offset, len(all)):]
		if n.Limit >= 0 {
			all = all[:min(n.Limit, len(all))]
		}
		return all
	default:
		panic(fmt.Sprintf("%T", n))
	}
}

// tooBig is what joined panics with, so that a test can give up.
type tooBig struct{}

func joined(left, right []solution) []solution {
	if len(left)*len(right) > 50_000 {
		panic(tooBig{})
	}
	var out []solution
	for _, l := range left {
		for _, r := range right {
			if compatible(l, r) {
				s := maps.Clone(l)
				maps.Copy(s, r)
				out = append(out, s)
			}
		}
	}
	return out
}

func compatible(a, b solution) bool {
	for v, t := range a {
		if u, ok := b[v]; ok && u != t {
			return false
		}
	}
	return true
}

func keep(in []solution, cond algebra.Expr) []solution {
	var out []solution
	for _, s := range in {
		if truth(value(cond, s)) == 1 {
			out = append(out, s)
		}
	}
	return out
}

// topped takes the filters off the top of an optional or negated part.
func topped(n algebra.Node) ([]algebra.Expr, algebra.Node) {
	var conds []algebra.Expr
	for {
		f, ok := n.(*algebra.Filter)
		if !ok {
			return conds, n
		}
		conds = append(conds, f.Cond)
		n = f.In
	}
}

func (e *naive) optional(n *algebra.Optional) []solution {
	conds, right := topped(n.Right)
	found := e.eval(right)
	var out []solution
	for _, l := range e.eval(n.Left) {
		both := joined([]solution{l}, found)
		for _, c := range conds {
			both = keep(both, c)
		}
		if len(both) == 0 {
			both = []solution{l}
		}
		out = append(out, both...)
	}
	return out
}

func (e *naive) not(n *algebra.Not) []solution {
	conds, right := topped(n.Right)
	found := e.eval(right)
	var out []solution
	for _, l := range e.eval(n.Left) {
		both := joined([]solution{l}, found)
		for _, c := range conds {
			both = keep(both, c)
		}
		if len(both) == 0 {
			out = append(out, l)
		}
	}
	return out
}

// minus takes away what agrees in at least one variable that both bind.
func (e *naive) minus(n *algebra.Minus) []solution {
	right := e.eval(n.Right)
	var out []solution
	for _, l := range e.eval(n.Left) {
		if !slices.ContainsFunc(right, func(r solution) bool { return compatible(l, r) && shares(l, r) }) {
			out = append(out, l)
		}
	}
	return out
}

func shares(a, b solution) bool {
	for v := range a {
		if _, ok := b[v]; ok {
			return true
		}
	}
	return false
}

func projected(in []solution, names []string) []solution {
	var out []solution
	for _, s := range in {
		p := solution{}
		for _, v := range names {
			if t, ok := s[v]; ok {
				p[v] = t
			}
		}
		out = append(out, p)
	}
	return out
}

func (e *naive) distinct(n *algebra.Distinct) []solution {
	var out []solution
	seen := map[string]bool{}
	names := algebra.Shown(n.In)
	for _, s := range projected(e.eval(n.In), names) {
		if k := line(s, names); !seen[k] {
			seen[k] = true
			out = append(out, s)
		}
	}
	return out
}

// line prints a solution, so that solutions can be compared.
func line(s solution, names []string) string {
	var cells []string
	for _, v := range names {
		cells = append(cells, show(s[v]))
	}
	return strings.Join(cells, " ")
}

func (e *naive) order(n *algebra.Order) []solution {
	all := e.eval(n.In)
	names := slices.Concat(n.Ties, algebra.Shown(n.In))
	sort.SliceStable(all, func(i, j int) bool {
		for _, k := range n.Keys {
			c := quads.Order(value(k.Expr, all[i]), value(k.Expr, all[j]))
			if k.Desc {
				c = -c
			}
			if c != 0 {
				return c < 0
			}
		}
		for _, v := range names {
			if c := quads.Order(all[i][v], all[j][v]); c != 0 {
				return c < 0
			}
		}
		return false
	})
	return all
}

func (e *naive) group(n *algebra.Group) []solution {
	in := e.eval(n.In)
	groups := map[string][]solution{}
	var order []string
	if len(n.By) == 0 {
		order, groups[""] = []string{""}, nil
	}
	for _, s := range in {
		k := line(s, n.By)
		if _, ok := groups[k]; !ok {
			order = append(order, k)
		}
		groups[k] = append(groups[k], s)
	}
	var out []solution
	for _, k := range order {
		s := solution{}
		if len(n.By) > 0 {
			s = projected(groups[k][:1], n.By)[0]
		}
		for _, a := range n.Aggs {
			if v := aggregate(a, groups[k], algebra.Shown(n.In)); v != nil {
				s[a.As] = v
			}
		}
		out = append(out, s)
	}
	return out
}

// aggregate knows all but sample; of numbers, integers.
func aggregate(a algebra.Aggregate, in []solution, shown []string) quad.Value {
	var values []quad.Value
	seen := map[string]bool{}
	n := 0
	for _, s := range in {
		k := line(s, shown)
		var v quad.Value
		if a.Expr != nil {
			if v = value(a.Expr, s); v == nil {
				if a.Func == "sum" || a.Func == "avg" {
					return nil
				}
				continue
			}
			k = show(v)
		}
		if a.Distinct && seen[k] {
			continue
		}
		seen[k] = true
		n++
		values = append(values, v)
	}
	switch a.Func {
	case "count":
		return number(n)
	case "sum", "avg":
		return sum(values, a.Func == "avg")
	case "list":
		return texts(values, ", ")
	case "group_concat":
		return texts(values, a.Separator)
	}
	if len(values) == 0 {
		return nil
	}
	slices.SortFunc(values, quads.Order)
	if a.Func == "max" {
		return values[len(values)-1]
	}
	return values[0]
}

// sum adds integers up; their mean is a decimal.
func sum(values []quad.Value, mean bool) quad.Value {
	sum := 0
	for _, v := range values {
		t, ok := v.(quad.TypedString)
		i, err := strconv.Atoi(string(t.Value))
		if !ok || err != nil {
			return nil
		}
		sum += i
	}
	if !mean || len(values) == 0 {
		return number(sum)
	}
	text := big.NewRat(int64(sum), int64(len(values))).FloatString(18)
	if text = strings.TrimRight(text, "0"); strings.HasSuffix(text, ".") {
		text += "0"
	}
	return quad.TypedString{Value: quad.String(text), Type: quads.XSDDecimal}
}

// texts joins what values read as.
func texts(values []quad.Value, separator string) quad.Value {
	slices.SortFunc(values, quads.Order)
	var out []string
	for _, v := range values {
		switch v := v.(type) {
		case quad.IRI:
			out = append(out, string(v))
		case quad.String:
			out = append(out, string(v))
		case quad.TypedString:
			out = append(out, string(v.Value))
		}
	}
	return quad.String(strings.Join(out, separator))
}

func number(n int) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.Itoa(n)), Type: quads.XSDInteger}
}

// truth is 1, 0, or -1 for an error.
func truth(v quad.Value) int {
	t, ok := v.(quad.TypedString)
	switch {
	case !ok:
		return -1
	case t.Type == quads.XSDBoolean && t.Value == "true", t.Type == quads.XSDInteger && t.Value != "0":
		return 1
	default:
		return 0
	}
}

func value(x algebra.Expr, s solution) quad.Value {
	boolean := func(b bool) quad.Value {
		return quad.TypedString{Value: quad.String(strconv.FormatBool(b)), Type: quads.XSDBoolean}
	}
	switch x := x.(type) {
	case algebra.VarExpr:
		return s[x.Name]
	case algebra.ConstExpr:
		return x.Value
	}
	call := x.(algebra.Call)
	if call.Func == "bound" {
		_, ok := s[call.Args[0].(algebra.VarExpr).Name]
		return boolean(ok)
	}
	var args []quad.Value
	for _, a := range call.Args {
		args = append(args, value(a, s))
	}
	switch call.Func {
	case "not":
		if t := truth(args[0]); t >= 0 {
			return boolean(t == 0)
		}
		return nil
	case "and", "or":
		decides := map[string]int{"and": 0, "or": 1}[call.Func]
		failed := false
		for _, a := range args {
			if truth(a) == decides {
				return boolean(decides == 1)
			}
			failed = failed || truth(a) < 0
		}
		if failed {
			return nil
		}
		return boolean(decides == 0)
	}
	if args[0] == nil || args[1] == nil {
		return nil
	}
	holds, _, ok := quads.Compare(quads.Op(call.Func), args[0], args[1])
	if !ok && call.Func != "=" && call.Func != "!=" {
		return nil
	}
	return boolean(holds)
}
