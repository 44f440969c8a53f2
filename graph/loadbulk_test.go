package graph

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/rdf"
)

// manyLines is more than one goroutine takes at once: quads of all kinds, with
// and without a label, some of them twice, and now and then a bad line.
func manyLines(bad bool) string {
	var b strings.Builder
	for i := range 30_000 {
		switch {
		case bad && i%1000 == 7:
			b.WriteString("<urn:a> <urn:p> .\n")
		case i%7 == 0:
			fmt.Fprintf(&b, "_:b%d <urn:p> _:b%d <urn:g%d> .\n", i%500, i%300, i%3)
		case i%7 == 1:
			fmt.Fprintf(&b, "<urn:%d> <urn:p\\u0041> \"caf\\u00e9 \\\"%d\\\"\\t\"@EN .\r\n", i%2000, i%900)
		default:
			fmt.Fprintf(&b, "<urn:%d> <urn:p%d> \"%d\"^^<urn:t> <urn:g%d> .\n", i%5000, i%11, i%800, i%5)
		}
		if i%100 == 0 {
			b.WriteString("# " + strings.Repeat("a comment ", 10) + "\n")
		}
	}
	return b.String()
}

// What a bulk load comes to is what a transaction comes to.
func TestLoadBulk(t *testing.T) {
	folder := t.TempDir()
	var inputs []Input
	for name, text := range map[string]string{
		"many.nq":    manyLines(true),
		"few.nq":     "<urn:a> <urn:p> <urn:b> .\n<urn:a> <urn:p> <urn:b> .\n_:b7 <urn:p> _:b7 .\n",
		"few.nt":     "<urn:a> <urn:p> <urn:c> .\n<urn:a> <urn:p> <urn:c> <urn:g> .\n",
		"few.arrows": "a → p → b @ S\na → p →  c\n",
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, Input{Path: path})
	}
	for _, label := range []string{"", "Reuters"} {
		load := func(hide bool) (bad []string, report LoadReport, lines string) {
			g, err := Memory(Options{})
			if err != nil {
				t.Fatal(err)
			}
			mustLoad(t, g, "<urn:a> <urn:p> <urn:b> .\n<urn:1> <urn:pA> <urn:b> <urn:g1> .\n")
			if hide {
				g.store = struct{ source.Store }{g.store}
			}
			o := LoadOptions{OnBad: func(err error) { bad = append(bad, err.Error()) }}
			if label != "" {
				o.Source = g.Names().IRI(label)
			}
			if report, err = g.Load(ctx, inputs, o); err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			if _, err := g.Export(ctx, rdf.NewWriter(&b), ExportOptions{}); err != nil {
				t.Fatal(err)
			}
			return bad, report, b.String()
		}
		bad, report, lines := load(false)
		wantBad, wantReport, wantLines := load(true)
		if report.Commit, wantReport.Commit = 0, 0; report != wantReport {
			t.Errorf("source %q: the report is %+v, want %+v", label, report, wantReport)
		}
		if strings.Join(bad, "\n") != strings.Join(wantBad, "\n") || len(bad) != 31 {
			t.Errorf("source %q: %d bad lines, want %d in the same order", label, len(bad), len(wantBad))
		}
		if lines != wantLines {
			t.Errorf("source %q: the graphs differ: %d bytes, want %d", label, len(lines), len(wantLines))
		}
	}
}

func mustLoad(t *testing.T, g *Graph, text string) {
	t.Helper()
	in := Input{Path: "-", From: "nquads", Stdin: strings.NewReader(text)}
	if _, err := g.Load(ctx, []Input{in}, LoadOptions{}); err != nil {
		t.Fatal(err)
	}
}

// A bulk load that fails, wherever, leaves the graph as it was.
func TestLoadBulkFails(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	text := manyLines(false)
	path := filepath.Join(t.TempDir(), "many.nq")
	if err := os.WriteFile(path, []byte(text+"bad\n"+text+"bad\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("many.nq:%d:1: ", strings.Count(text, "\n")+1)
	if _, err := g.Load(ctx, []Input{{Path: path}}, LoadOptions{}); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v; want %q in it", err, want)
	}
	verify(t, g)

	stopped, cancel := context.WithCancel(ctx)
	o := LoadOptions{OnBad: func(error) {}, Progress: func(p Progress) {
		if p.Done > 1<<20 {
			cancel()
		}
	}}
	if _, err := g.Load(stopped, []Input{{Path: path}}, o); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	verify(t, g)

	var syntax *quads.SyntaxError
	small := Input{Path: "-", From: "ntriples", Stdin: strings.NewReader("<urn:a> <urn:p> <urn:b> <urn:g> .\n")}
	if _, err := g.Load(ctx, []Input{small}, LoadOptions{}); !errors.As(err, &syntax) || syntax.Line != 1 {
		t.Errorf("a label in N-Triples: %v", err)
	}
	verify(t, g)
}
