package query

import (
	"context"
	"flag"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/quads"
	"quipu/quads/arrow"
)

// backends are the kinds of store that queries are tested over: ours in memory
// and in a file, and Cayley's in memory. What is expected is rewritten from
// the first alone.
func backends() []string {
	all := []string{"memory", "file", "memstore"}
	if f := flag.Lookup("rewrite"); f != nil && f.Value.String() == "true" {
		return all[:1]
	}
	return all
}

var (
	ordered = regexp.MustCompile(`(?m)^\s*order by|\A.*\.order\(\).*\z`)
	chosen  = regexp.MustCompile(`limit|offset|sample|getLimit|skip\(|Value\(|forEach\(\d|Array\(\d`)
)

// sameElsewhere reports whether an answer is the same as that of another store:
// an order that nobody asked for is each store's own, and so is which rows a
// limit leaves.
func sameElsewhere(query string, o Options, got, want string) bool {
	a, b := linesOf(got), linesOf(want)
	switch {
	case o.MaxRows > 0 || chosen.MatchString(query):
		return len(a) == len(b) && a[0] == b[0]
	case ordered.MatchString(query):
		return got == want
	}
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

var sourceLists = regexp.MustCompile(`\{[^{}]*\}`)

// linesOf is the lines of an answer, the sources of each in order.
func linesOf(answer string) []string {
	answer = sourceLists.ReplaceAllStringFunc(answer, func(list string) string {
		names := strings.Split(list[1:len(list)-1], "; ")
		slices.Sort(names)
		return strings.Join(names, "; ")
	})
	return strings.Split(answer, "\n")
}

// graphOf returns a graph in memory of statements.
func graphOf(t testing.TB, statements string) *graph.Graph {
	t.Helper()
	return graphOn(t, "memory", statements)
}

// graphOn returns a graph of statements over a kind of store.
func graphOn(t testing.TB, backend, statements string) *graph.Graph {
	t.Helper()
	var g *graph.Graph
	var err error
	switch backend {
	case "file":
		g, err = graph.Open(context.Background(), filepath.Join(t.TempDir(), "case.db"), graph.Options{})
	case "memstore":
		var names *quads.Names
		if names, err = quads.NewNames(""); err != nil {
			t.Fatal(err)
		}
		all := read(t, statements, names)
		for i, q := range all {
			for _, d := range quad.Directions {
				all[i].Set(d, quads.ToCayley(q.Get(d)))
			}
		}
		g, err = graph.Over(context.Background(), filled(t, "memstore", all), graph.Options{})
	default:
		g, err = graph.Memory(graph.Options{})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if backend == "memstore" {
		return g
	}
	if _, err := g.Apply(context.Background(), read(t, statements, g.Names()), nil); err != nil {
		t.Fatal(err)
	}
	return g
}

// read reads statements.
func read(t testing.TB, statements string, names *quads.Names) []quad.Quad {
	t.Helper()
	r := arrow.NewReader(strings.NewReader(statements), quads.ReadOptions{Names: names})
	var all []quad.Quad
	for {
		q, err := r.Read()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
}
