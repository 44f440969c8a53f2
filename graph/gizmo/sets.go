package gizmo

import (
	"quipu/graph/algebra"
)

// intersect joins with another path at the vertex: a row for each way of the
// one with each way of the other.
func intersect(p *path) move {
	return func(l *lowering, t trail, _ bool) (trail, error) {
		other, err := l.ending(p, t.at)
		return t.join(other), err
	}
}

// except drops the vertices that another path reaches.
func except(p *path) move {
	return func(l *lowering, t trail, _ bool) (trail, error) {
		other, err := l.ending(p, t.at)
		if err != nil {
			return t, err
		}
		out := &algebra.Project{In: l.whole(other), Vars: []string{t.at}}
		return t.on(&algebra.Not{Left: l.whole(t), Right: out}), nil
	}
}

// union adds the rows of another path. Tags that both have are one column.
func union(p *path) move {
	return func(l *lowering, t trail, _ bool) (trail, error) {
		other, err := l.walk(l.start(), p.steps)
		if err != nil {
			return t, err
		}
		out := trail{at: l.fresh(), labels: t.labels}
		for _, tag := range append(t.walled("or").tags, other.walled("or").tags...) {
			if out.find(tag.name) == "" {
				out = out.tag(tag.name, l.fresh())
				out.tags[len(out.tags)-1].wall = tag.wall
			}
		}
		return out.on(&algebra.Union{Parts: []algebra.Node{l.onto(out, t), l.onto(out, other)}}), nil
	}
}

// onto gives a trail's vertex and tags the variables of another's.
func (l *lowering) onto(out, t trail) algebra.Node {
	n := l.whole(t)
	bind := func(to, from string) {
		n = &algebra.Extend{In: n, Var: to, Expr: algebra.VarExpr{Name: from}}
	}
	bind(out.at, t.at)
	for _, tag := range t.tags {
		bind(out.find(tag.name), tag.at)
	}
	return &algebra.Project{In: n, Vars: append(out.tagVars(), out.at)}
}

// find returns the variable of a tag, "" for none.
func (t trail) find(name string) string {
	for _, tag := range t.tags {
		if tag.name == name {
			return tag.at
		}
	}
	return ""
}

// unique keeps each vertex once, with the tags of the first way to it.
func unique(l *lowering, t trail, _ bool) (trail, error) { return l.unique(t, "unique") }

func (l *lowering) unique(t trail, step string) (trail, error) {
	whole := l.whole(t)
	t = t.walled(step)
	if len(t.tagVars()) == 0 {
		return t.on(distinct(t.at, whole)), nil
	}
	group := &algebra.Group{In: whole, By: []string{t.at}}
	bound := algebra.Bound(whole)
	as := map[string]string{t.at: t.at}
	for i, tag := range t.tags {
		if !bound[tag.at] {
			return t, stepErrorf("%s() behind a tag that a row may lack ('%s'): take it before", step, tag.name)
		}
		if as[tag.at] == "" {
			as[tag.at] = l.fresh()
			group.Aggs = append(group.Aggs, algebra.Aggregate{Func: "sample", Expr: algebra.VarExpr{Name: tag.at}, As: as[tag.at]})
		}
		t.tags[i].at = as[tag.at]
	}
	return t.on(group), nil
}

// predicates is inPredicates() and outPredicates(): each predicate of the
// quads at the vertices, once.
func predicates(d direction, name string) move {
	return func(l *lowering, t trail, backwards bool) (trail, error) {
		if backwards {
			return t, oneWay(name)
		}
		at := l.fresh()
		t, _, err := l.along(t, d, algebra.Variable(at))
		if err != nil {
			return t, err
		}
		t.at, t.sorted = at, false
		return l.unique(t, name)
	}
}

// labels is labels(): each label of the quads at the vertices, once.
func labels(l *lowering, t trail, backwards bool) (trail, error) {
	if backwards {
		return t, oneWay("labels")
	}
	here, at := algebra.Variable(t.at), l.fresh()
	other := func() algebra.Term { return algebra.Variable(l.fresh()) }
	t, label, err := l.label(t)
	if err != nil {
		return t, err
	}
	if label.Var != "" {
		at = label.Var
	}
	label = algebra.Label{Kind: algebra.BindLabel, Var: at}
	p, o := other(), other()
	t = t.with(&algebra.Union{Parts: []algebra.Node{
		&algebra.Pattern{S: here, P: p, O: o, Label: label},
		&algebra.Pattern{S: o, P: p, O: here, Label: label},
	}})
	t.at, t.sorted = at, false
	return l.unique(t, "labels")
}

func oneWay(name string) error {
	return stepErrorf("%s() has no way back: it cannot be in a path for followR()", name)
}
