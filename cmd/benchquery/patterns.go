package main

import (
	"cmp"
	"errors"
	"slices"

	"quipu/cmd/internal/bench"
)

var errSmall = errors.New("too few quads to choose a question from")

// commonestThree returns the three commonest predicates between entities.
func commonestThree(l *lines) []int32 { return l.links[:3] }

func middleThree(l *lines) []int32 { return l.middle(3) }

// triangles counts a → b → c with a → c, or c → a, over three predicates.
func triangles(choose func(*lines) []int32, cyclic bool) func(*lines) (task, error) {
	return func(l *lines) (task, error) {
		p := choose(l)
		name := func(i int) string { return l.terms[p[i]] }
		last := [3]string{"?a", name(2), "?c"}
		if cyclic {
			last = [3]string{"?c", name(2), "?a"}
		}
		n := countTriangles(l, p, cyclic)
		return task{
			Query: text([][3]string{{"?a", name(0), "?b"}, {"?b", name(1), "?c"}, last}, countAll),
			Want:  counted(n), Note: bench.Grouped(float64(n)) + " triangles",
		}, nil
	}
}

func countTriangles(l *lines, p []int32, cyclic bool) (n int64) {
	second := l.out(l.with(p[1]))
	third := l.out(l.with(p[2]))
	if cyclic {
		third = l.in(l.with(p[2]))
	}
	for _, t := range l.with(p[0]) { // t is a → b
		n += int64(len(shared(second.of(t.o), third.of(t.s))))
	}
	return n
}

func countByPredicate(l *lines) (task, error) {
	var d digest
	for _, p := range l.predicates {
		d.add([]string{l.terms[p], integer(int64(len(l.with(p))))})
	}
	return task{
		Query: text([][3]string{{"?s", "?p", "?o"}}, "select ?p, count(*) as ?n"),
		Want:  d.answer(), Note: bench.Grouped(float64(d.rows)) + " rows",
	}, nil
}

// closure counts what the root of the tree leads to; the first line of the
// tree begins with it.
func closure(l *lines) (task, error) {
	return closureFrom(l, l.out(l.triples), 0, treeLink+"+", treeLink), nil
}

// closureOfAll counts what the most frequent subject leads to by any predicate,
// literals too.
func closureOfAll(l *lines) (task, error) {
	follow := l.out(l.triples)
	start := slices.MaxFunc(l.triples, func(a, b triple) int {
		return cmp.Or(cmp.Compare(follow.degree(a.s), follow.degree(b.s)), cmp.Compare(b.s, a.s))
	}).s
	return closureFrom(l, follow, start, "(!<urn:none>)+"), nil
}

func closureFrom(l *lines, follow adjacency, start int32, path string, terms ...string) task {
	n := int64(len(reached(l, follow, start)))
	return task{
		Query: text([][3]string{{l.terms[start], path, "?x"}}, countAll),
		Terms: append([]string{l.terms[start]}, terms...),
		Want:  counted(n), Note: bench.Grouped(float64(n)) + " nodes reached",
	}
}
