package eval_test

import (
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/quads"
)

type triple struct{ s, p, o quad.Value }

// triples returns those that have a label which fits, each once.
func (e *naive) triples(fits func(quad.Value) bool) []triple {
	var out []triple
	for _, q := range e.quads {
		t := triple{q.Subject, q.Predicate, q.Object}
		if fits(q.Label) && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// leads returns what a label may be.
func (e *naive) leads(terms []algebra.Term) map[quad.Value]bool {
	set := map[quad.Value]bool{}
	for _, t := range terms {
		set[t.Value] = true
	}
	for again := true; again; {
		again = false
		for _, q := range e.quads {
			switch q.Predicate {
			case quads.WasDerivedFrom, quads.WasAttributedTo, quads.WasQuotedFrom:
				if set[q.Object] && !set[q.Subject] {
					set[q.Subject], again = true, true
				}
			}
		}
	}
	return set
}

func (e *naive) fits(l algebra.Label) func(quad.Value) bool {
	leads := e.leads(l.Terms)
	return func(label quad.Value) bool {
		switch l.Kind {
		case algebra.AnyLabel:
			return true
		case algebra.SaidIn:
			return e.leadsBy(label, quads.WasAttributedTo, l.Terms[:1]) && e.leadsBy(label, quads.WasDerivedFrom, l.Terms[1:])
		case algebra.NoLabel:
			return label == nil
		case algebra.LeadsTo:
			return leads[label]
		case algebra.NotLeadsTo:
			return label != nil && !leads[label]
		case algebra.ExactLabel:
			return slices.ContainsFunc(l.Terms, func(t algebra.Term) bool { return t.Value == label })
		default:
			panic(fmt.Sprint(l.Kind))
		}
	}
}

// leadsBy reports whether a predicate leads from a label to what leads to an
// end.
func (e *naive) leadsBy(label quad.Value, p quad.IRI, end []algebra.Term) bool {
	leads := e.leads(end)
	return slices.ContainsFunc(e.quads, func(q quad.Quad) bool {
		return q.Subject == label && q.Predicate == p && leads[q.Object]
	})
}

// labels returns all labels.
func (e *naive) labels() []quad.Value {
	var out []quad.Value
	for _, q := range e.quads {
		if q.Label != nil && !slices.Contains(out, q.Label) {
			out = append(out, q.Label)
		}
	}
	return out
}

// under evaluates with each label that BindLabel can mean, or with the label
// as it is.
func (e *naive) under(l algebra.Label, eval func(fits func(quad.Value) bool) []solution) []solution {
	if l.Kind != algebra.BindLabel {
		return eval(e.fits(l))
	}
	var out []solution
	for _, g := range e.labels() {
		found := eval(func(label quad.Value) bool { return label == g })
		out = append(out, joined(found, []solution{{l.Var: g}})...)
	}
	return out
}

// bind makes a solution of terms and what stands in their places.
func bind(places []algebra.Term, terms ...quad.Value) []solution {
	s := solution{}
	for i, p := range places {
		if p.Var == "" {
			if p.Value != terms[i] {
				return nil
			}
		} else if old, ok := s[p.Var]; ok && old != terms[i] {
			return nil
		} else {
			s[p.Var] = terms[i]
		}
	}
	return []solution{s}
}

func (e *naive) pattern(n *algebra.Pattern) []solution {
	if n.Label.Kind == algebra.EachQuad {
		var out []solution
		for _, q := range e.quads {
			out = append(out, bind([]algebra.Term{n.S, n.P, n.O}, q.Subject, q.Predicate, q.Object)...)
		}
		return out
	}
	return e.under(n.Label, func(fits func(quad.Value) bool) []solution {
		var out []solution
		for _, t := range e.triples(fits) {
			out = append(out, bind([]algebra.Term{n.S, n.P, n.O}, t.s, t.p, t.o)...)
		}
		return out
	})
}

// fresh is the variable in the midst of a sequence.
func (e *naive) fresh() string {
	e.names++
	return fmt.Sprint("_:", e.names)
}

// ends is a pair that a path relates.
type ends struct{ s, o quad.Value }

// pathPattern is SPARQL 1.1, sections 9, 18.2.2.4 and 18.4: a sequence is a join
// by a variable, which is no term that only the query has. Constants relate to
// themselves where no link is needed.
func (e *naive) pathPattern(n *algebra.PathPattern) []solution {
	if n.Label.Kind == algebra.EachQuad {
		panic(tooBig{}) // no language writes that
	}
	expanded := algebra.Expand(n, e.fresh)
	rest, ok := expanded.(*algebra.PathPattern)
	if !ok {
		return projected(e.eval(expanded), algebra.Vars(n))
	}
	n = rest
	var constants []quad.Value
	for _, t := range []algebra.Term{n.S, n.O} {
		if t.Value != nil {
			constants = append(constants, t.Value)
		}
	}
	return e.under(n.Label, func(fits func(quad.Value) bool) []solution {
		var out []solution
		for _, p := range e.pairs(n.Path, e.triples(fits), constants) {
			out = append(out, bind([]algebra.Term{n.S, n.O}, p.s, p.o)...)
		}
		return out
	})
}

// pairs is the multiset of what a path relates.
func (e *naive) pairs(p algebra.Path, ts []triple, extra []quad.Value) []ends {
	var out []ends
	link := func(onward bool, fits func(quad.Value) bool) {
		for _, t := range ts {
			if !fits(t.p) {
				continue
			}
			if onward {
				out = append(out, ends{t.s, t.o})
			} else {
				out = append(out, ends{t.o, t.s})
			}
		}
	}
	except := func(iris []quad.IRI) func(quad.Value) bool {
		return func(v quad.Value) bool { return !slices.Contains(iris, v.(quad.IRI)) }
	}
	switch p := p.(type) {
	case algebra.Link:
		link(true, func(v quad.Value) bool { return v == p.IRI })
	case algebra.AnyLink:
		link(true, except(nil))
	case algebra.NotLinks:
		if len(p.Forward) > 0 || len(p.Backward) == 0 {
			link(true, except(p.Forward))
		}
		if len(p.Backward) > 0 {
			link(false, except(p.Backward))
		}
	case algebra.Inverse:
		for _, x := range e.pairs(p.Path, ts, extra) {
			out = append(out, ends{x.o, x.s})
		}
	case algebra.Alternative:
		for _, q := range p.Paths {
			out = append(out, e.pairs(q, ts, extra)...)
		}
	case algebra.Sequence:
		out = e.pairs(p.Paths[0], ts, extra)
		for _, q := range p.Paths[1:] {
			out = composed(out, e.pairs(q, ts, extra))
		}
	case algebra.Repeat:
		return e.repeated(p, ts, extra)
	}
	return out
}

func composed(a, b []ends) []ends {
	var out []ends
	for _, x := range a {
		for _, y := range b {
			if x.o == y.s {
				out = append(out, ends{x.s, y.o})
			}
		}
	}
	return out
}

// repeated is a set: every number of steps up to as many as there are terms.
func (e *naive) repeated(p algebra.Repeat, ts []triple, extra []quad.Value) []ends {
	var nodes []quad.Value
	for _, t := range ts {
		nodes = append(nodes, t.s, t.o)
	}
	nodes = append(nodes, extra...)
	level := []ends{}
	for _, v := range nodes {
		level = addEnds(level, ends{v, v})
	}
	step := e.pairs(p.Path, ts, extra)
	most := p.Max
	if most < 0 {
		most = p.Min + len(nodes) + 1
	}
	out := []ends{}
	for k := 0; k <= most; k++ {
		if k >= p.Min {
			out = addEnds(out, level...)
		}
		level = addEnds([]ends{}, composed(level, step)...)
	}
	return out
}

func addEnds(set []ends, more ...ends) []ends {
	for _, x := range more {
		if !slices.Contains(set, x) {
			set = append(set, x)
		}
	}
	return set
}
