package eval_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/plan"
	"quipu/graph/source"
)

// lines runs a tree and prints its rows.
func lines(t *rapid.T, src source.Source, n algebra.Node, o eval.Options) []string {
	rows, err := eval.Run(context.Background(), src, n, o)
	if err != nil {
		t.Fatalf("%v\n%s", err, n)
	}
	defer rows.Close()
	out := []string{}
	for rows.Next() {
		var cells []string
		for _, v := range rows.Row() {
			cells = append(cells, show(v.Term))
		}
		out = append(out, strings.Join(cells, " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%v\n%s", err, n)
	}
	return out
}

// cut runs a tree that may end before its time: over what it may hold, or with
// its context after some reads of the source. Then it must say so.
func cut(t *rapid.T, src *plain, n algebra.Node, o eval.Options, calls int) (got []string, whole bool) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	limited := *src
	limited.calls, limited.onScan = 0, func(now int) {
		if now == calls {
			cancel()
		}
	}
	rows, err := eval.Run(ctx, &limited, n, o)
	if err == nil {
		defer rows.Close()
		got = []string{}
		for rows.Next() {
			var cells []string
			for _, v := range rows.Row() {
				cells = append(cells, show(v.Term))
			}
			got = append(got, strings.Join(cells, " "))
		}
		err = rows.Err()
	}
	var held *eval.MemoryError
	if err != nil && !errors.As(err, &held) && !errors.Is(err, context.Canceled) {
		t.Fatalf("%v\n%s", err, n)
	}
	return got, err == nil
}

// plainly runs the naive evaluator; ok is false where that would multiply out
// too many solutions, because it multiplies before it filters.
func plainly(qs []quad.Quad, n algebra.Node) (found []solution, ok bool) {
	defer func() {
		if r := recover(); r != nil {
			if _, big := r.(tooBig); !big {
				panic(r)
			}
			ok = false
		}
	}()
	return (&naive{quads: qs}).eval(n), true
}

// drawAnswered draws trees until the naive evaluator can answer one.
func drawAnswered(qs []quad.Quad, draw func() algebra.Node) (algebra.Node, []solution) {
	for range 20 {
		n := draw()
		if found, ok := plainly(qs, n); ok {
			return n, found
		}
	}
	return &algebra.Join{}, []solution{{}} // so many in a row are not to be met
}

// memory is a state of our store in memory, which skips and counts.
func memory(t *rapid.T, qs []quad.Quad) source.Source {
	g, err := graph.Memory(graph.Options{})
	if err == nil {
		t.Cleanup(func() { g.Close() })
		_, err = g.Apply(context.Background(), qs, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	src, err := g.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

// testDiffer compares the engine, with the planner and without, over a list of
// quads and a store, with the naive evaluator.
func testDiffer(t *rapid.T) {
	qs := drawQuads(t)
	n, found := drawAnswered(qs, func() algebra.Node { return trees{T: t}.node(3) })
	src := newPlain(qs)
	names := algebra.Shown(n)
	want := []string{}
	for _, s := range found {
		want = append(want, line(s, names))
	}
	planned, err := plan.Optimize(context.Background(), n, eval.Counts{Source: src})
	if err != nil {
		t.Fatal(err)
	}
	top := n
	if s, ok := n.(*algebra.Slice); ok {
		top = s.In
	}
	_, ordered := top.(*algebra.Order)
	check := func(what string, got []string, tree algebra.Node) {
		want := slices.Clone(want)
		if !ordered {
			slices.Sort(got)
			slices.Sort(want)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s:\n%s\n\nquads:\n%v\ngot (%d):\n%s\nwant (%d):\n%s", what, tree, qs,
				len(got), strings.Join(got, "\n"), len(want), strings.Join(want, "\n"))
		}
	}
	check("planned", lines(t, src, planned, eval.Options{}), planned)
	check("planned, with evidence", lines(t, src, planned, eval.Options{Why: true}), planned)
	check("planned, held at once", lines(t, src, planned, eval.Options{}.HeldAfter(1)), planned)
	shown := &algebra.Project{In: n, Vars: names}
	check("as it stands", lines(t, src, shown, eval.Options{}), n)
	mem := memory(t, qs)
	check("as it stands, over a store", lines(t, mem, shown, eval.Options{}), n)
	check("planned, over a store", lines(t, mem, planned, eval.Options{}.HeldAfter(1)), planned)
	limits := eval.Options{MaxHeld: rapid.IntRange(1, 40).Draw(t, "held")}
	if got, whole := cut(t, src, planned, limits, -1); whole {
		check("within a limit", got, planned)
	}
	if got, whole := cut(t, src, planned, eval.Options{}, rapid.IntRange(1, 30).Draw(t, "calls")); whole {
		check("with a context that ends", got, planned)
	}
}

// TestDiffer draws graphs and trees.
func TestDiffer(t *testing.T) { rapid.Check(t, testDiffer) }

// FuzzDiffer lets the fuzzer draw them.
func FuzzDiffer(f *testing.F) {
	for seed := range uint64(20) {
		bytes := make([]byte, 1<<13)
		random := rand.NewChaCha8([32]byte{byte(seed)})
		if _, err := random.Read(bytes); err != nil {
			f.Fatal(err)
		}
		f.Add(bytes)
	}
	f.Fuzz(rapid.MakeFuzz(testDiffer))
}
