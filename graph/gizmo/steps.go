package gizmo

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
)

// direction is which way a step goes along quads.
type direction int

const (
	onward direction = iota
	against
	either
)

func (d direction) turned(backwards bool) direction {
	if backwards && d != either {
		return 1 - d
	}
	return d
}

// hop is out(), in() and both(): one row a quad.
func hop(d direction, preds via, tags []string) move {
	return func(l *lowering, t trail, backwards bool) (trail, error) {
		t, to, err := l.cross(t, d.turned(backwards), preds, tags)
		t.at, t.sorted = to, false
		return t, err
	}
}

// cross joins the quads at the trail's vertex and returns their other end.
func (l *lowering) cross(t trail, d direction, preds via, tags []string) (trail, string, error) {
	t, pred, err := l.predicate(t, preds, tags)
	if err != nil {
		return t, "", err
	}
	return l.along(t, d, pred)
}

// along is cross with a given predicate.
func (l *lowering) along(t trail, d direction, pred algebra.Term) (trail, string, error) {
	other := l.fresh()
	t, label, err := l.label(t)
	if err != nil {
		return t, other, err
	}
	here, there := algebra.Variable(t.at), algebra.Variable(other)
	out := &algebra.Pattern{S: here, P: pred, O: there, Label: label}
	in := &algebra.Pattern{S: there, P: pred, O: here, Label: label}
	switch d {
	case onward:
		return t.with(out), other, nil
	case against:
		return t.with(in), other, nil
	default:
		return t.with(&algebra.Union{Parts: []algebra.Node{in, out}}), other, nil
	}
}

// predicate is the term in the predicate's place, with what binds it.
func (l *lowering) predicate(t trail, preds via, tags []string) (trail, algebra.Term, error) {
	if len(preds.terms) == 1 && len(tags) == 0 {
		return t, algebra.Constant(preds.terms[0]), nil
	}
	at := l.fresh()
	t, err := l.within(t, preds, at)
	for _, name := range tags {
		t = t.tag(name, at)
	}
	return t, algebra.Variable(at), err
}

// within binds a variable to a set.
func (l *lowering) within(t trail, set via, at string) (trail, error) {
	switch {
	case set.all:
		return t, nil
	case set.path == nil:
		return t.with(values(at, set.terms)), nil
	}
	in, err := l.ending(set.path, at)
	if err != nil {
		return t, err
	}
	return t.join(in), nil
}

// join takes in what another trail found, with its tags.
func (t trail) join(other trail) trail {
	t = t.with(other.parts...)
	for _, o := range other.tags {
		t = t.tag(o.name, o.at)
		t.tags[len(t.tags)-1].wall = o.wall
	}
	return t
}

// label is the label of the quads that a step sees: each quad once. Under a
// label context it is a source named there, or leads to one, as in every
// language here.
func (l *lowering) label(t trail) (trail, algebra.Label, error) {
	if t.labels == nil || t.labels.in.all {
		return t, algebra.Label{Kind: algebra.EachQuad}, nil
	}
	at := l.fresh()
	label := algebra.Label{Kind: algebra.BindLabel, Var: at}
	for _, name := range t.labels.tags {
		t = t.tag(name, at)
	}
	if t.labels.in.path != nil {
		t, err := l.within(t, t.labels.in, at)
		return t, label, err
	}
	if len(t.labels.in.terms) == 0 {
		return t.with(values(at, nil)), label, nil
	}
	leads := &algebra.Union{} // of constants: a variable is no label that stands nowhere else
	for _, named := range t.labels.in.terms {
		leads.Parts = append(leads.Parts, &algebra.PathPattern{S: algebra.Variable(at), Path: leadsTo, O: algebra.Constant(named)})
	}
	return t.with(distinct(at, leads)), label, nil
}

// leadsTo is how a label leads to a source: see algebra.LeadsTo.
var leadsTo = algebra.Repeat{Max: -1, Path: algebra.Alternative{Paths: []algebra.Path{
	algebra.Link{IRI: quads.WasDerivedFrom}, algebra.Link{IRI: quads.WasAttributedTo}, algebra.Link{IRI: quads.WasQuotedFrom},
}}}

// has is has() and hasR(): the other end is one of the terms, or passes the
// tests, or is anything.
func has(d direction, preds via, terms []quad.Value, tests []*test, any bool) move {
	return func(l *lowering, t trail, _ bool) (trail, error) {
		t, other, err := l.cross(t, d, preds, nil)
		if err != nil || any {
			return t, err
		}
		if len(tests) == 0 {
			return t.with(values(other, terms)), nil
		}
		for _, test := range tests {
			t = t.test(test.on(algebra.VarExpr{Name: other}))
		}
		return t, nil
	}
}

// save is save() and its like: the other end becomes a tag.
func save(d direction, preds via, name string, optional bool) move {
	return func(l *lowering, t trail, _ bool) (trail, error) {
		if !optional {
			t, other, err := l.cross(t, d, preds, nil)
			return t.tag(name, other), err
		}
		side, other, err := l.cross(trail{at: t.at, labels: t.labels}, d, preds, nil)
		if err != nil {
			return t, err
		}
		t = t.on(&algebra.Optional{Left: l.whole(t), Right: &algebra.Join{Parts: side.parts}})
		return t.join(trail{tags: side.tags}).tag(name, other), nil
	}
}

// savePredicates is saveInPredicates() and saveOutPredicates().
func savePredicates(d direction, name string) move {
	return func(l *lowering, t trail, _ bool) (trail, error) {
		t, _, err := l.cross(t, d, via{all: true}, []string{name})
		return t, err
	}
}

// is keeps the vertices that are one of the terms.
func is(terms []quad.Value) move {
	return func(_ *lowering, t trail, _ bool) (trail, error) {
		return t.with(values(t.at, terms)), nil
	}
}

func filter(tests []*test) move {
	return func(_ *lowering, t trail, _ bool) (trail, error) {
		for _, test := range tests {
			t = t.test(test.on(algebra.VarExpr{Name: t.at}))
		}
		return t, nil
	}
}

func tagHere(names []string) move {
	return func(_ *lowering, t trail, _ bool) (trail, error) {
		for _, name := range names {
			t = t.tag(name, t.at)
		}
		return t, nil
	}
}

func follow(p *path, reverse bool) move {
	return func(l *lowering, t trail, backwards bool) (trail, error) {
		t, err := l.apply(t, p, reverse != backwards)
		t.sorted = false
		return t, err
	}
}

// page is limit() and skip().
func page(offset, limit int) move {
	return func(l *lowering, t trail, _ bool) (trail, error) {
		return t.on(&algebra.Slice{In: l.ordered(t), Offset: offset, Limit: limit}), nil
	}
}

func order(_ *lowering, t trail, _ bool) (trail, error) {
	t.sorted = true
	return t, nil
}
