package view_test

import (
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

var names, _ = quads.NewNames("")

// naive rewrites a graph term by term: what a view must look like.
type naive struct {
	all   []quad.Quad
	apart map[[2]quad.Value]bool
}

// rewritten returns the quads with every class as one entity.
func rewritten(all []quad.Quad) []quad.Quad {
	n := naive{all: all, apart: map[[2]quad.Value]bool{}}
	n.findApart()
	first := map[quad.Value]quad.Value{}
	for _, class := range n.classes() {
		for _, m := range class {
			first[m] = n.representative(class)
		}
	}
	see := func(v quad.Value) quad.Value {
		if r, ok := first[v]; ok {
			return r
		}
		return v
	}
	seen := map[quad.Quad]bool{}
	var out []quad.Quad
	for _, q := range all {
		_, joined := first[q.Subject]
		q.Subject, q.Predicate, q.Object, q.Label = see(q.Subject), see(q.Predicate), see(q.Object), see(q.Label)
		if q.Predicate == quads.SameAs && joined && q.Subject == q.Object || seen[q] {
			continue
		}
		seen[q] = true
		out = append(out, q)
	}
	return out
}

func (n naive) findApart() {
	add := func(a, b quad.Value) {
		if a == b {
			return
		}
		n.apart[[2]quad.Value{a, b}], n.apart[[2]quad.Value{b, a}] = true, true
	}
	about := func(node quad.Value, p quad.IRI) (out []quad.Value) {
		for _, q := range n.all {
			if q.Subject == node && q.Predicate == p {
				out = append(out, q.Object)
			}
		}
		return out
	}
	for _, q := range n.all {
		if q.Predicate == quads.DifferentFrom {
			add(q.Subject, q.Object)
		}
		if q.Predicate == quads.Predicate && q.Object == quads.SameAs &&
			slices.Contains(about(q.Subject, names.StancePredicate()), quad.Value(quad.String("denies"))) {
			add(about(q.Subject, quads.Subject)[0], about(q.Subject, quads.Object)[0])
		}
	}
}

func entity(v quad.Value) bool {
	switch v := v.(type) {
	case quad.BNode:
		return true
	case quad.IRI:
		return !strings.HasPrefix(string(v), quads.RDF) && !strings.HasPrefix(string(v), quads.OWL) && !names.IsStatementNode(v) && !names.IsSaid(v)
	}
	return false
}

// classes joins by going over all links until nothing changes.
func (n naive) classes() [][]quad.Value {
	number := map[quad.Value]int{}
	for i, q := range n.all {
		if q.Predicate == quads.SameAs && q.Subject != q.Object && entity(q.Subject) && entity(q.Object) && !n.apart[[2]quad.Value{q.Subject, q.Object}] {
			for _, v := range []quad.Value{q.Subject, q.Object} {
				if number[v] == 0 {
					number[v] = i + 1
				}
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, q := range n.all {
			a, b := number[q.Subject], number[q.Object]
			if q.Predicate == quads.SameAs && a != b && a != 0 && b != 0 && !n.apart[[2]quad.Value{q.Subject, q.Object}] {
				number[q.Subject], number[q.Object] = min(a, b), min(a, b)
				changed = true
			}
		}
	}
	byNumber := map[int][]quad.Value{}
	for v, i := range number {
		byNumber[i] = append(byNumber[i], v)
	}
	var out [][]quad.Value
	for _, class := range byNumber {
		torn := false
		for _, a := range class {
			for _, b := range class {
				torn = torn || n.apart[[2]quad.Value{a, b}]
			}
		}
		if !torn {
			out = append(out, class)
		}
	}
	return out
}

func (n naive) representative(class []quad.Value) quad.Value {
	count := func(v quad.Value) (c int) {
		for _, q := range n.all {
			for _, t := range []quad.Value{q.Subject, q.Predicate, q.Object, q.Label} {
				if t == v {
					c++
				}
			}
		}
		return c
	}
	return slices.MaxFunc(class, func(a, b quad.Value) int {
		if d := count(a) - count(b); d != 0 {
			return d
		}
		return quads.Order(b, a)
	})
}

// unsaid returns the quads without those of some labels; nil is no label.
func unsaid(all []quad.Quad, labels ...quad.Value) []quad.Quad {
	return slices.DeleteFunc(slices.Clone(all), func(q quad.Quad) bool { return slices.Contains(labels, q.Label) })
}
