package eval_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/plan"
)

// drawDense draws a graph in which patterns that form cycles have solutions.
func drawDense(t *rapid.T) []quad.Quad {
	var out []quad.Quad
	node := rapid.IntRange(0, 6)
	for range rapid.IntRange(0, 60).Draw(t, "quads") {
		q := quad.Quad{
			Subject:   entity(fmt.Sprintf("n%d", node.Draw(t, "s"))),
			Predicate: rapid.SampledFrom(somePreds[:2]).Draw(t, "p"),
			Object:    entity(fmt.Sprintf("n%d", node.Draw(t, "o"))),
			Label:     rapid.SampledFrom(someLabels).Draw(t, "l"),
		}
		if !slices.Contains(out, q) {
			out = append(out, q)
		}
	}
	return out
}

// drawPatterns draws patterns that may be parts of a Leapfrog, most of them
// between two variables.
func drawPatterns(t *rapid.T) []algebra.Node {
	place := func(what string) algebra.Term {
		if rapid.IntRange(0, 6).Draw(t, "constant") == 0 {
			return algebra.Constant(entity(fmt.Sprintf("n%d", rapid.IntRange(0, 7).Draw(t, what))))
		}
		return algebra.Variable(rapid.SampledFrom(someVars).Draw(t, what))
	}
	var out []algebra.Node
	for range rapid.IntRange(1, 6).Draw(t, "patterns") {
		p := &algebra.Pattern{S: place("s"), P: algebra.Constant(rapid.SampledFrom(somePreds[:2]).Draw(t, "p")), O: place("o")}
		switch rapid.IntRange(0, 5).Draw(t, "label") {
		case 0:
			p.Label = algebra.Label{Kind: algebra.NoLabel}
		case 1:
			p.Label = algebra.Label{Kind: algebra.ExactLabel, Terms: []algebra.Term{algebra.Constant(entity("g")), algebra.Constant(entity("h"))}}
		}
		if algebra.Leaps(p) {
			out = append(out, p)
		}
	}
	return out
}

// TestLeapfrog compares joins of patterns, planned, held, and as one Leapfrog
// in any order of its variables, with the naive evaluator.
func TestLeapfrog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		qs := drawDense(t)
		join, found := drawAnswered(qs, func() algebra.Node { return &algebra.Join{Parts: drawPatterns(t)} })
		parts := algebra.Children(join)
		names := algebra.Shown(join)
		want := []string{}
		for _, s := range found {
			want = append(want, line(s, names))
		}
		slices.Sort(want)
		src := newPlain(qs)
		check := func(what string, n algebra.Node, o eval.Options) {
			t.Helper()
			got := lines(t, src, &algebra.Project{In: n, Vars: names}, o)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Fatalf("%s:\n%s\n\nquads:\n%v\ngot (%d):\n%s\nwant (%d):\n%s", what, n, qs,
					len(got), strings.Join(got, "\n"), len(want), strings.Join(want, "\n"))
			}
			counted := &algebra.Group{In: n, Aggs: []algebra.Aggregate{{Func: "count", As: "n"}}}
			if got, want := lines(t, src, counted, o), []string{show(number(len(want)))}; !slices.Equal(got, want) {
				t.Fatalf("%s, counted: %v, not %v\n%s\n%v", what, got, want, n, qs)
			}
		}
		planned, err := plan.Optimize(context.Background(), join, eval.Counts{Source: src})
		if err != nil {
			t.Fatal(err)
		}
		check("planned", planned, eval.Options{})
		check("one after the other", join, eval.Options{})
		check("held", join, eval.Options{}.HeldAfter(1))
		check("held, with evidence", join, eval.Options{Why: true}.HeldAfter(1))
		if len(names) > 0 && !slices.ContainsFunc(parts, func(p algebra.Node) bool { return len(algebra.Vars(p)) == 0 }) {
			leapfrog := &algebra.Leapfrog{Vars: rapid.Permutation(names).Draw(t, "order"), Parts: parts}
			check("leapfrog", leapfrog, eval.Options{})
			check("leapfrog with evidence", leapfrog, eval.Options{Why: true})
		}
	})
}

// TestHubs joins through entities that have most of the links, whose lists are
// searched and marked.
func TestHubs(t *testing.T) {
	var qs []quad.Quad
	add := func(s, p, o string) {
		qs = append(qs, quad.Quad{Subject: entity(s), Predicate: entity(p), Object: entity(o)})
	}
	triangles := 0
	for i := range 2000 {
		n := fmt.Sprintf("n%d", i)
		add("hub", "knows", n)
		add(n, "leads", fmt.Sprintf("m%d", i%100))
		if i%7 == 0 {
			add("hub", "funds", fmt.Sprintf("m%d", i%100)) // some of them again and again
		}
	}
	for i := range 100 {
		if slices.ContainsFunc(qs, func(q quad.Quad) bool {
			return q.Predicate == entity("funds") && q.Object == entity(fmt.Sprintf("m%d", i))
		}) {
			triangles += 20
		}
	}
	src := newPlain(qs)
	for _, order := range []string{"?a ?b ?c", "?c ?b ?a", "?b ?c ?a", "?b ?a ?c"} {
		n := parse(t, "(group () ((count * ?n)) (leapfrog ("+order+") (pattern ?a :knows ?b) (pattern ?b :leads ?c) (pattern ?a :funds ?c)))")
		rows, err := eval.Run(context.Background(), src, n, eval.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !rows.Next() || show(rows.Row()[0].Term) != show(number(triangles)) {
			t.Errorf("%s: %v, not %d", order, rows.Row(), triangles)
		}
		rows.Close()
	}
}

// TestSpare gives what only makes a run faster no more memory than there is:
// what fits without it fits with it.
func TestSpare(t *testing.T) {
	var qs []quad.Quad
	for i := range 2000 {
		for _, p := range []string{"p", "q"} {
			qs = append(qs, quad.Quad{Subject: entity(fmt.Sprintf("n%d", i)), Predicate: entity(p), Object: entity(fmt.Sprintf("n%d", (i+1)%2000))})
		}
	}
	for i := range 10 {
		qs = append(qs, quad.Quad{Subject: entity(fmt.Sprintf("n%d", 3*i+2)), Predicate: entity("p"), Object: entity(fmt.Sprintf("n%d", 3*i))},
			quad.Quad{Subject: entity(fmt.Sprintf("n%d", 3*i+2)), Predicate: entity("q"), Object: entity(fmt.Sprintf("n%d", 3*i))})
	}
	src := newPlain(qs)
	const p, q = "(leapfrog (?a ?b ?c) (pattern ?a :p ?b) (pattern ?b :p ?c) (pattern ?c :p ?a))", "(leapfrog (?a ?b ?c) (pattern ?a :q ?b) (pattern ?b :q ?c) (pattern ?c :q ?a))"
	for _, c := range []struct {
		name, tree string
		held, rows int
	}{
		{"more than there is room for", p, 500, 30},
		{"one after the other", "(union " + p + " " + q + ")", 1500, 60},
		{"an answer beside what is dropped", "(distinct (join (thin (?b) (pattern ?a :p ?b)) (pattern ?b :p ?c)))", 2020, 2010},
		{"counted", "(group () ((count * ?n)) " + p + ")", 500, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := eval.Run(context.Background(), src, parse(t, c.tree), eval.Options{MaxHeld: c.held}.HeldAfter(1))
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			n := 0
			for rows.Next() {
				n++
			}
			if rows.Err() != nil || n != c.rows {
				t.Errorf("%d rows, not %d: %v", n, c.rows, rows.Err())
			}
		})
	}
}
