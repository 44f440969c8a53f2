package eval_test

import (
	"slices"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/algebra"
	"quipu/quads"
)

var (
	someNodes  = []quad.Value{entity("a"), entity("b"), entity("c"), entity("p"), entity("g")}
	somePreds  = []quad.Value{entity("p"), entity("q"), quads.WasDerivedFrom, quads.WasAttributedTo}
	someLabels = []quad.Value{nil, entity("g"), entity("h"), entity("a")}
	someVars   = []string{"x", "y", "z", "w"}
)

func entity(name string) quad.IRI { return quad.IRI(quads.Base + name) }

func drawQuads(t *rapid.T) []quad.Quad {
	var out []quad.Quad
	for range rapid.IntRange(0, 14).Draw(t, "quads") {
		objects := append([]quad.Value{number(1), number(2), quad.String("s")}, someNodes...)
		q := quad.Quad{
			Subject:   rapid.SampledFrom(someNodes).Draw(t, "s"),
			Predicate: rapid.SampledFrom(somePreds).Draw(t, "p"),
			Object:    rapid.SampledFrom(objects).Draw(t, "o"),
			Label:     rapid.SampledFrom(someLabels).Draw(t, "l"),
		}
		if !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	return out
}

// trees draws trees.
type trees struct {
	*rapid.T
	// monotone: more quads never mean fewer rows, and a row needs no quads
	// but those that its patterns match.
	monotone bool
}

func (t trees) pick(n int, what string) int { return rapid.IntRange(0, n-1).Draw(t.T, what) }

func (t trees) term(constants []quad.Value) algebra.Term {
	if t.pick(3, "constant") == 0 {
		return algebra.Constant(rapid.SampledFrom(constants).Draw(t.T, "term"))
	}
	return algebra.Variable(t.variable())
}

func (t trees) variable() string { return rapid.SampledFrom(someVars).Draw(t.T, "var") }

func (t trees) label() algebra.Label {
	kind := algebra.LabelKind(max(0, t.pick(11, "label")-3))
	if t.monotone && (kind == algebra.LeadsTo || kind == algebra.NotLeadsTo || kind == algebra.SaidIn) {
		kind = algebra.ExactLabel
	}
	l := algebra.Label{Kind: kind}
	if kind == algebra.BindLabel {
		l.Var = t.variable()
	} else if kind > algebra.NoLabel && kind < algebra.EachQuad {
		most := 1 + t.pick(2, "labels")
		if kind == algebra.SaidIn {
			most = 2
		}
		for range most {
			l.Terms = append(l.Terms, algebra.Constant(rapid.SampledFrom(someNodes).Draw(t.T, "label")))
		}
	}
	return l
}

func (t trees) path(depth int) algebra.Path {
	link := algebra.Link{IRI: rapid.SampledFrom(somePreds).Draw(t.T, "link").(quad.IRI)}
	kind := t.pick(8, "path")
	if depth == 0 {
		kind %= 3
	}
	switch kind {
	case 1:
		return algebra.AnyLink{}
	case 2:
		not := algebra.NotLinks{Forward: []quad.IRI{link.IRI}}
		if t.pick(2, "backward") == 0 {
			not.Backward = []quad.IRI{"urn:quipu:q"}
		}
		return not
	case 3:
		return algebra.Inverse{Path: t.path(depth - 1)}
	case 4:
		return algebra.Sequence{Paths: []algebra.Path{t.path(depth - 1), t.path(depth - 1)}}
	case 5:
		return algebra.Alternative{Paths: []algebra.Path{t.path(depth - 1), t.path(depth - 1)}}
	case 6, 7:
		least := t.pick(3, "min")
		if t.monotone {
			least++
		}
		most := -1
		if t.pick(2, "bounded") == 0 {
			most = least + t.pick(3, "max")
		}
		return algebra.Repeat{Path: t.path(depth - 1), Min: least, Max: most}
	default:
		return link
	}
}

func (t trees) expr(depth int) algebra.Expr {
	if depth > 0 && t.pick(2, "logic") == 0 {
		f := rapid.SampledFrom([]string{"and", "or", "not"}).Draw(t.T, "func")
		if f == "not" {
			return algebra.Call{Func: f, Args: []algebra.Expr{t.expr(depth - 1)}}
		}
		return algebra.Call{Func: f, Args: []algebra.Expr{t.expr(depth - 1), t.expr(depth - 1)}}
	}
	v := algebra.VarExpr{Name: t.variable()}
	if t.pick(4, "bound") == 0 {
		return algebra.Call{Func: "bound", Args: []algebra.Expr{v}}
	}
	op := rapid.SampledFrom([]string{"=", "!=", "<", ">="}).Draw(t.T, "op")
	other := algebra.Expr(algebra.VarExpr{Name: t.variable()})
	if t.pick(2, "const") == 0 {
		other = algebra.ConstExpr{Value: rapid.SampledFrom([]quad.Value{number(1), number(3), entity("a")}).Draw(t.T, "value")}
	}
	return algebra.Call{Func: op, Args: []algebra.Expr{v, other}}
}

func (t trees) node(depth int) algebra.Node {
	kind := t.pick(19, "node")
	if depth == 0 {
		kind %= 4
	}
	if t.monotone && (kind == 8 || kind >= 10) {
		kind = 0
	}
	switch kind {
	case 1:
		return &algebra.PathPattern{S: t.term(someNodes), Path: t.path(2), O: t.term(someNodes), Label: t.label()}
	case 2:
		n := &algebra.Values{Vars: []string{"x", t.variable()}}
		if n.Vars[1] == "x" {
			n.Vars = n.Vars[:1]
		}
		for range t.pick(3, "rows") {
			row := []quad.Value{}
			for range n.Vars {
				row = append(row, rapid.SampledFrom([]quad.Value{nil, entity("a"), entity("new"), number(1)}).Draw(t.T, "value"))
			}
			n.Rows = append(n.Rows, row)
		}
		return n
	case 4, 5, 6, 7:
		n := &algebra.Join{}
		for range t.pick(4, "parts") {
			n.Parts = append(n.Parts, t.node(depth-1))
		}
		return n
	case 8:
		return &algebra.Optional{Left: t.node(depth - 1), Right: t.node(depth - 1)}
	case 9:
		return &algebra.Union{Parts: []algebra.Node{t.node(depth - 1), t.node(depth - 1)}}
	case 10:
		return &algebra.Not{Left: t.node(depth - 1), Right: t.node(depth - 1)}
	case 16:
		return &algebra.Minus{Left: t.node(depth - 1), Right: t.node(depth - 1)}
	case 11, 12:
		return &algebra.Filter{In: t.node(depth - 1), Cond: t.expr(2)}
	case 13:
		return t.above(depth)
	case 14:
		in := t.node(depth - 1)
		if v := t.variable(); !slices.Contains(algebra.Vars(in), v) {
			return &algebra.Extend{In: in, Var: v, Expr: t.expr(1)}
		}
		return in
	case 15:
		return t.group(depth)
	case 17:
		return t.alone()
	case 18:
		return t.labelled()
	default:
		return t.pattern()
	}
}

func (t trees) pattern() algebra.Node {
	return &algebra.Pattern{S: t.term(someNodes), P: t.term(somePreds), O: t.term(someNodes), Label: t.label()}
}

// labelled draws a path that needs no link, under labels that rows may bind.
func (t trees) labelled() algebra.Node {
	return &algebra.Join{Parts: []algebra.Node{t.pattern(), &algebra.PathPattern{
		S: t.term(someNodes), Path: algebra.Repeat{Path: t.path(1), Max: -1}, O: t.term(someNodes),
		Label: algebra.Label{Kind: algebra.BindLabel, Var: t.variable()},
	}}}
}

// alone draws what is asked of one pattern by itself, which the engine can
// often tell without reading quads.
func (t trees) alone() algebra.Node {
	in := t.pattern()
	for range t.pick(3, "projects") {
		in = &algebra.Project{In: in, Vars: someVars[t.pick(3, "first"):]}
	}
	if t.pick(2, "distinct") == 0 {
		return &algebra.Distinct{In: &algebra.Project{In: in, Vars: []string{t.variable()}}}
	}
	n := &algebra.Group{In: in, Aggs: []algebra.Aggregate{{Func: "count", As: "n"}}}
	if t.pick(3, "by") > 0 {
		n.By = []string{t.variable()}
	}
	return n
}

func (t trees) group(depth int) algebra.Node {
	n := &algebra.Group{In: t.node(depth - 1)}
	if t.pick(3, "by") > 0 {
		n.By = []string{t.variable()}
	}
	as := []string{"n", "m"}
	for i := range 1 + t.pick(2, "aggregates") {
		a := algebra.Aggregate{Func: rapid.SampledFrom([]string{"count", "sum", "min", "max", "avg", "list", "group_concat"}).Draw(t.T, "func"), As: as[i],
			Distinct: t.pick(2, "distinct") == 0, Expr: algebra.VarExpr{Name: t.variable()}}
		if a.Func == "count" && t.pick(2, "star") == 0 {
			a.Expr = nil
		}
		if a.Func == "group_concat" {
			a.Separator = "; "
		}
		n.Aggs = append(n.Aggs, a)
	}
	return n
}

// above draws what arranges rows. A limit stands over an order alone, where
// it is known which rows it leaves.
func (t trees) above(depth int) algebra.Node {
	in := t.node(depth - 1)
	switch t.pick(4, "above") {
	case 0:
		return &algebra.Distinct{In: in}
	case 1:
		return &algebra.Project{In: in, Vars: []string{"y", "x"}}
	}
	order := &algebra.Order{In: in, Keys: []algebra.Key{{Expr: algebra.VarExpr{Name: t.variable()}, Desc: t.pick(2, "desc") == 0}}}
	if t.pick(2, "slice") == 0 {
		return order
	}
	return &algebra.Slice{In: order, Offset: t.pick(3, "offset"), Limit: t.pick(5, "limit") - 1}
}
