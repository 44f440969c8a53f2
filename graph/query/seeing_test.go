package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/quads"
	"quipu/quads/arrow"
)

// rowsOf runs a query and returns its rows as sorted texts, and its quads.
func rowsOf(t *rapid.T, g *graph.Graph, text string, o Options) []string {
	rows, err := Run(context.Background(), g, text, o)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var line strings.Builder
		printer{out: &line, names: g.Names()}.row(Row{Cells: rows.Row().Cells, Nodes: rows.Row().Nodes})
		out = append(out, line.String())
	}
	if err := rows.Err(); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	slices.Sort(out)
	return out
}

// Names that are the same answer every query as a graph does in which one name
// stands in the place of all.
func TestSameIsRewritten(t *testing.T) {
	queries := []string{
		"?a → p → ?b", "?a → ?p → ?b", "A → p+ → ?x", "?x → (p|q)* → B", "?x → p{2,3} → ?y", "A ~ B max 3 limit 50", "C ~ ?x max 2 . ?x → q → ?y",
		"?a → p → ?b @ ?s", "?a → ?p → ?b @ A", "?a → ?p → ?b @ !A", "?a → p → ?b\nselect ?a, count(?b) as ?n", "select distinct ?b . ?a → p → ?b",
		"?a → p → ?b . ?b → q → ?c", "?a → p → ?b . ?b → p → ?c . ?c → p → ?a", "?a → p → ?b\nnot { ?b → q → ?a }",
		"?a → p → ?b\noptional { ?b → q → ?c }", "A → p → B", "values ?x {A, B, C}\n?x → ?p → ?y", "select count(*) as ?n . ?a → ?p → ?b",
		"?a → ?p → ?b @ none", "?a → p → ?b\nwhere ?a = A", "?a → denies → [?x → p → ?y]",
	}
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		// A is in more statements than its other names, so it stands for them.
		name := rapid.SampledFrom([]string{"A", "A1", "A2", "B", "C", "D"})
		var lines []string
		for i := range 25 {
			lines = append(lines, fmt.Sprintf("A → filler → %d", i))
		}
		for range rapid.IntRange(1, 8).Draw(rt, "statements") {
			form := rapid.SampledFrom([]string{"%s → p → %s", "%s → q → %s", "%s → p → %s @ %s", "%s → denies → [%s → p → %s]"}).Draw(rt, "form")
			var args []any
			for range strings.Count(form, "%s") {
				args = append(args, name.Draw(rt, "name"))
			}
			lines = append(lines, fmt.Sprintf(form, args...))
		}
		all := quadsOf(rt, append(lines, "A → same as → A1 @ Z", "A2 → same as → A1"))
		over, plain := memoryOf(rt, all), memoryOf(rt, oneName(all))
		text := rapid.SampledFrom(queries).Draw(rt, "query")
		if got, want := rowsOf(rt, over, text, Options{}), rowsOf(rt, plain, text, Options{}); !slices.Equal(got, want) {
			rt.Fatalf("%s\n\n%s\ngives %q; want %q", strings.Join(lines, "\n"), text, got, want)
		}
		evidenceIsHeld(ctx, rt, over, text)
	})
}

// evidenceIsHeld fails where the evidence of a query is not in the graph.
func evidenceIsHeld(ctx context.Context, t *rapid.T, g *graph.Graph, text string) {
	rows, err := Run(ctx, g, text, Options{Why: true})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []quad.Quad
	for rows.Next() {
		for _, e := range rows.Row().Why {
			for _, s := range e.Sources {
				all = append(all, quad.Quad{Subject: e.S, Predicate: e.P, Object: e.O, Label: s.Label})
			}
		}
		for _, c := range rows.Row().Cells {
			if c.Path == nil {
				continue
			}
			for _, h := range c.Path.Hops {
				if h.Merged {
					continue
				}
				for _, s := range h.Sources {
					all = append(all, quad.Quad{Subject: h.S, Predicate: h.P, Object: h.O, Label: s.Label})
				}
			}
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	tx, err := g.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	for _, q := range all {
		if has, err := tx.Has(q); err != nil || !has {
			t.Fatalf("%s rests on %v, which nobody said: %v", text, q, err)
		}
	}
}

// oneName puts A in the place of its other names.
func oneName(all []quad.Quad) (out []quad.Quad) {
	see := func(v quad.Value) quad.Value {
		if iri, ok := v.(quad.IRI); ok && (iri == quads.Base+"A1" || iri == quads.Base+"A2") {
			return quad.IRI(quads.Base + "A")
		}
		return v
	}
	for _, q := range all {
		if q.Predicate != quads.SameAs {
			out = append(out, quad.Quad{Subject: see(q.Subject), Predicate: q.Predicate, Object: see(q.Object), Label: see(q.Label)})
		}
	}
	return out
}

func quadsOf(t *rapid.T, lines []string) (all []quad.Quad) {
	blocks, err := arrow.Parse(strings.Join(lines, "\n"), arrow.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		qs, err := arrow.NewBuilder(nil, nil).Quads(b)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, qs...)
	}
	return all
}

func memoryOf(t *rapid.T, all []quad.Quad) *graph.Graph {
	g, err := graph.Memory(graph.Options{})
	if err == nil {
		_, err = g.Apply(context.Background(), all, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// The classes of a state are read once; a commit makes another state.
func TestClassesAreKept(t *testing.T) {
	ctx := context.Background()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	link := quad.Quad{Subject: quad.IRI("ex:a"), Predicate: quads.SameAs, Object: quad.IRI("ex:b")}
	fact := quad.Quad{Subject: quad.IRI("ex:a"), Predicate: quad.IRI("ex:p"), Object: quad.IRI("ex:c")}
	classes := func() any {
		src, err := g.View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		c, err := g.Classes(ctx, src)
		if err != nil {
			t.Fatal(err)
		}
		if c == nil {
			return nil
		}
		return c
	}
	if c := classes(); c != nil {
		t.Errorf("an empty graph has classes: %v", c)
	}
	if _, err := g.Apply(ctx, []quad.Quad{link}, nil); err != nil {
		t.Fatal(err)
	}
	first := classes()
	if first == nil || classes() != first {
		t.Errorf("the classes of one state are read twice: %v", first)
	}
	if _, err := g.Apply(ctx, []quad.Quad{fact}, nil); err != nil {
		t.Fatal(err)
	}
	if classes() == first {
		t.Error("a new state has the classes of the old one")
	}
	if _, err := g.Apply(ctx, nil, []quad.Quad{link}); err != nil {
		t.Fatal(err)
	}
	if c := classes(); c != nil {
		t.Errorf("there are classes without a link: %v", c)
	}
}
