package query

import (
	"slices"
	"strconv"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads/arrow"
)

// group lowers the items between two braces, or a whole block's: the
// patterns joined, then walks, optional parts, what is excluded, and the
// conditions. The order they are written in does not matter, but that of
// optional parts.
func (l *lowerer) group(items []arrow.Item) (algebra.Node, error) {
	g := &groupParts{}
	for _, item := range items {
		if err := l.item(g, item); err != nil {
			return nil, err
		}
	}
	node := join(g.parts)
	for _, w := range g.walks {
		var err error
		if node, err = l.walk(node, w); err != nil {
			return nil, err
		}
	}
	for _, o := range g.optional {
		node = &algebra.Optional{Left: node, Right: o}
	}
	for _, n := range g.not {
		node = &algebra.Not{Left: node, Right: n}
	}
	if cond := and(g.conds); cond != nil {
		node = &algebra.Filter{In: node, Cond: cond}
	}
	return node, nil
}

// groupParts are a group's items, lowered, by what they are.
type groupParts struct {
	parts    []algebra.Node
	walks    []*arrow.Walk
	optional []algebra.Node
	not      []algebra.Node
	conds    []algebra.Expr
}

func (l *lowerer) item(g *groupParts, item arrow.Item) error {
	l.at = item.At()
	switch item := item.(type) {
	case *arrow.Triple:
		nodes, err := l.triple(item)
		g.parts = append(g.parts, nodes...)
		return err
	case *arrow.Walk:
		g.walks = append(g.walks, item)
	case *arrow.Values:
		v, err := l.values(item)
		g.parts = append(g.parts, v)
		return err
	case *arrow.Either:
		u, err := l.either(item)
		g.parts = append(g.parts, u)
		return err
	case *arrow.Optional:
		n, err := l.group(item.Items)
		g.optional = append(g.optional, n)
		return err
	case *arrow.Not:
		n, err := l.group(item.Items)
		g.not = append(g.not, n)
		return err
	case *arrow.Where:
		e, err := l.expr(item.Cond)
		g.conds = append(g.conds, e)
		return err
	case *arrow.BaseDecl, *arrow.PrefixDecl, *arrow.SourceDecl:
		return l.failf("put it before the query", "a directive inside { }")
	default:
		return l.failf("put it behind the closing brace", "select, order by, limit, offset and '?' stand outside { }")
	}
	return nil
}

// either is a union. A condition in a branch sees that branch alone, so one
// on a variable from elsewhere would never hold: that is an error.
func (l *lowerer) either(e *arrow.Either) (algebra.Node, error) {
	u := &algebra.Union{}
	for _, items := range e.Groups {
		n, err := l.group(items)
		if err != nil {
			return nil, err
		}
		if f, ok := n.(*algebra.Filter); ok {
			have := algebra.Vars(f.In)
			for _, v := range algebra.ExprVars(f.Cond) {
				if !slices.Contains(have, v) {
					l.at = whereOf(items, v)
					return nil, l.failf("repeat the pattern that binds it inside the braces, or put the where outside",
						"?%s is not bound in this part of 'either'", v)
				}
			}
		}
		u.Parts = append(u.Parts, n)
	}
	return u, nil
}

// whereOf returns the place of the condition that has a variable.
func whereOf(items []arrow.Item, name string) arrow.Pos {
	for _, item := range items {
		if w, ok := item.(*arrow.Where); ok && mentions(w.Cond, []string{name}) {
			return w.Pos
		}
	}
	return arrow.Pos{}
}

func (l *lowerer) values(v *arrow.Values) (algebra.Node, error) {
	name, err := l.variable(v.Var)
	if err != nil {
		return nil, err
	}
	out := &algebra.Values{Vars: []string{name.Var}}
	for _, t := range v.Terms {
		value, err := l.constant(t, "values")
		if err != nil {
			return nil, err
		}
		out.Rows = append(out.Rows, []quad.Value{value})
	}
	return out, nil
}

func join(parts []algebra.Node) algebra.Node {
	if len(parts) == 1 {
		return parts[0]
	}
	return &algebra.Join{Parts: parts}
}

func and(conds []algebra.Expr) algebra.Expr {
	switch len(conds) {
	case 0:
		return nil
	case 1:
		return conds[0]
	}
	return algebra.Call{Func: "and", Args: conds}
}

// visible finds the variables a block shows, in order of their first
// appearance, names those of the walks, and so knows the shape of the rows.
// What stands only inside not, or only in conditions, is never bound.
func (l *lowerer) visible(items []arrow.Item) {
	v := visitor{walks: make(map[*arrow.Walk]string)}
	v.items(items)
	l.vars, l.walkVars = v.vars, v.walks
	all := visitor{walks: make(map[*arrow.Walk]string), not: true}
	all.items(items)
	l.mentioned = all.vars
	if l.kind = Table; len(v.walks) == 1 && len(v.vars) == 1 {
		l.kind = Walks
	}
}

// visitor collects variables.
type visitor struct {
	vars  []string
	walks map[*arrow.Walk]string
	not   bool // goes into not, too
}

func (v *visitor) add(name string) {
	if !algebra.Hidden(name) && !slices.Contains(v.vars, name) {
		v.vars = append(v.vars, name)
	}
}

// walk adds the ends of a walk and the column of its paths: path, path2, …
func (v *visitor) walk(w *arrow.Walk) {
	v.terms(w.From)
	v.terms(w.To)
	name := "path"
	if n := len(v.walks) + 1; n > 1 {
		name += strconv.Itoa(n)
	}
	v.walks[w] = name
	if aroundOf(w) {
		v.vars = append(v.vars, hopColumn(name))
	}
	v.vars = append(v.vars, name)
}

func (v *visitor) items(items []arrow.Item) {
	for _, item := range items {
		switch item := item.(type) {
		case *arrow.Triple:
			v.triple(item)
		case *arrow.Walk:
			v.walk(item)
		case *arrow.Values:
			v.add(item.Var)
		case *arrow.Optional:
			v.items(item.Items)
		case *arrow.Not:
			if v.not {
				v.items(item.Items)
			}
		case *arrow.Either:
			for _, g := range item.Groups {
				v.items(g)
			}
		}
	}
}

func (v *visitor) triple(t *arrow.Triple) {
	v.term(t.Subject)
	if p, ok := t.Predicate.(*arrow.PathTerm); ok {
		v.term(p.Term)
	}
	v.term(t.Object)
	if t.Label != nil {
		for _, part := range t.Label.Parts {
			v.terms(part.Terms)
		}
	}
}

func (v *visitor) terms(terms []arrow.Term) {
	for _, t := range terms {
		v.term(t)
	}
}

func (v *visitor) term(t arrow.Term) {
	switch t := t.(type) {
	case arrow.Var:
		v.add(t.Name)
	case arrow.Quoted:
		v.triple(t.Triple)
	}
}
