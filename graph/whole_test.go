package graph_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/quads/arrow"
)

// statementQuads reads statements.
func statementQuads(t fataler, g *graph.Graph, text string) []quad.Quad {
	t.Helper()
	blocks, err := arrow.Parse(text, arrow.Options{Names: g.Names()})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	builder := arrow.NewBuilder(g.Names(), nil)
	var all []quad.Quad
	for _, b := range blocks {
		qs, err := builder.Quads(b)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		all = append(all, qs...)
	}
	return all
}

// removeWhole removes what a statement or a pattern matches.
func removeWhole(t fataler, g *graph.Graph, pattern string) graph.Applied {
	t.Helper()
	ctx := context.Background()
	if err := query.CheckRemoval(pattern, g.Names()); err != nil {
		t.Fatalf("%s: %v", pattern, err)
	}
	rows, err := query.Run(ctx, g, pattern, query.Options{Why: true, NoSame: true})
	if err != nil {
		t.Fatalf("%s: %v", pattern, err)
	}
	defer rows.Close()
	found, err := rows.Quads()
	if err != nil {
		t.Fatal(err)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	whole, err := g.Whole(ctx, src, found)
	if err != nil {
		t.Fatal(err)
	}
	applied, err := g.Apply(ctx, nil, whole)
	if err != nil {
		t.Fatal(err)
	}
	if len(applied.Removed) != len(whole) {
		t.Fatalf("%s: %d quads were to go, %d did", pattern, len(whole), len(applied.Removed))
	}
	return applied
}

func apply(t fataler, g *graph.Graph, add, remove []quad.Quad) {
	t.Helper()
	if _, err := g.Apply(context.Background(), add, remove); err != nil {
		t.Fatal(err)
	}
}

func exported(t fataler, g *graph.Graph, format string) string {
	t.Helper()
	for _, f := range graph.Formats() {
		if f.Name == format {
			var b bytes.Buffer
			if _, err := g.Export(context.Background(), f.NewWriter(&b, g.Names()), graph.ExportOptions{}); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("no format %s", format)
	return ""
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
	Fatal(...any)
}

func empty(t fataler) *graph.Graph {
	t.Helper()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestWhole runs testdata/removal/claims.txt: statements, and what a removal
// leaves of them.
func TestWhole(t *testing.T) {
	var g *graph.Graph
	datadriven.RunTest(t, filepath.Join("..", "testdata", "removal", "claims.txt"), func(t *testing.T, d *datadriven.TestData) string {
		switch d.Cmd {
		case "graph":
			g = empty(t)
			apply(t, g, statementQuads(t, g, d.Input), nil)
			return fmt.Sprintln(strings.Count(exported(t, g, "nquads"), "\n"), "quads")
		case "remove":
			before := exported(t, g, "nquads")
			gone := removeWhole(t, g, d.Input)
			left := exported(t, g, "arrows")
			if d.HasArg("undo") {
				apply(t, g, gone.Removed, nil)
				if after := exported(t, g, "nquads"); after != before {
					t.Errorf("undone, the graph is\n%s\nnot\n%s", after, before)
				}
			}
			return fmt.Sprintf("removed %d; left:\n%s", len(gone.Removed), left)
		}
		t.Fatalf("unknown command %s", d.Cmd)
		return ""
	})
}

// Removing a statement by the words it was written with leaves the graph as
// it was before it, whatever else is there.
func TestRemoveIsInverse(t *testing.T) {
	forms := []string{
		"Ann → met → Bob",
		"Ann → aged → 40",
		"Ann → met → Bob @ Paper",
		"Ann → met → Bob @ Cid @ Paper",
		`Ann → met → Bob @ Paper "they met"`,
		`Ann → met → Bob @ Cid @ Paper "they met"`,
		"Cid → denies → [Ann → met → Bob]",
		"Cid → denies → [Ann → met → Bob] @ Paper",
		"Cid → rejects → [Ann → met → Bob] @ Paper",
		"Cid → denies → [Ann → met → Bob] @ Dan @ Paper",
		"Cid → claims → [Ann → met → Bob]",
		"Cid → claims → [Ann → met → Bob] @ Paper",
		"Cid → claims → [Ann → met → Bob] @ Dan @ Paper",
		`Cid → claims → [Ann → met → Bob] @ Paper "they met"`,
		"Cid → mentions → [Ann → met → Bob] @ Paper",
		"Cid → claims → [Dan → denies → [Ann → met → Bob]] @ Paper",
		"Dan → denies → [Cid → claims → [Ann → met → Bob]] @ Paper",
		"Dan → doubts → [Eve → says → [Cid → claims → [Ann → met → Bob]]] @ Fay @ Paper",
	}
	others := []string{
		"Ann → knows → Bob @ Cid @ Paper",
		"Ann → knows → Bob @ Paper",
		"Cid → denies → [Ann → knows → Bob] @ Paper",
		"Cid → claims → [Ann → knows → Bob] @ Paper",
		"Dan → denies → [Cid → claims → [Ann → knows → Bob]] @ Paper",
		"Gus → denies → [Cid → claims → [Ann → met → Bob]] @ Paper",
		"Gus → denies → [Dan → denies → [Ann → met → Bob]] @ Journal",
		"Gus → denies → [Ann → met → Bob] @ Paper",
		"Gus → claims → [Ann → met → Bob] @ Journal",
		`Ann → knows → Bob @ Cid @ Paper "they do"`,
		"@source Paper { title: \"The Paper\" }",
	}
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom(forms).Draw(t, "statement")
		g := empty(t)
		defer g.Close()
		for _, other := range rapid.SliceOfDistinct(rapid.SampledFrom(others), rapid.ID[string]).Draw(t, "others") {
			apply(t, g, statementQuads(t, g, other), nil)
		}
		if !strings.Contains(form, "@") && !strings.Contains(form, "[") {
			form += " @ none" // without a label it is removed under all
		}
		before := exported(t, g, "nquads")
		apply(t, g, statementQuads(t, g, form), nil)
		added := exported(t, g, "nquads")
		if added == before {
			return
		}
		gone := removeWhole(t, g, form)
		if after := exported(t, g, "nquads"); after != before {
			t.Fatalf("%s: before\n%s\nafter\n%s", form, before, after)
		}
		apply(t, g, gone.Removed, nil)
		if again := exported(t, g, "nquads"); again != added {
			t.Fatalf("%s: with it\n%s\nundone\n%s", form, added, again)
		}
	})
}
