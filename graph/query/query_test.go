package query

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph"
	"quipu/quads"
	"quipu/quads/arrow"
)

// TestQueries runs ../../testdata/query/*.txt. A "graph" block is statements
// in the arrow notation, a "query" block one query: its rows are printed
// plainly, with notes and errors behind them. Arguments: why, max-rows=N,
// lang=NAME, and p=(NAME=VALUE,…).
func TestQueries(t *testing.T) { runFiles(t, "../../testdata/query/*.txt", "") }

// runFiles runs data-driven files; language is that of queries that do not
// say.
func runFiles(t *testing.T, glob, language string) {
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			var g *graph.Graph
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				switch d.Cmd {
				case "graph":
					g = graphOf(t, d.Input)
					return ""
				case "query":
					o := optionsOf(t, d)
					if o.Language == "" {
						o.Language = language
					}
					return printed(g, d.Input, o)
				}
				d.Fatalf(t, "unknown command %s", d.Cmd)
				return ""
			})
		})
	}
}

func optionsOf(t *testing.T, d *datadriven.TestData) Options {
	o := Options{Params: make(map[string]string)}
	for _, arg := range d.CmdArgs {
		switch arg.Key {
		case "why":
			o.Why = true
		case "max-rows":
			arg.Scan(t, 0, &o.MaxRows)
		case "lang":
			arg.Scan(t, 0, &o.Language)
		case "p":
			for _, v := range arg.Vals {
				name, value, _ := strings.Cut(v, "=")
				o.Params[name] = strings.ReplaceAll(value, "+", " ")
			}
		default:
			d.Fatalf(t, "unknown argument %s", arg.Key)
		}
	}
	return o
}

// graphOf returns a graph in memory of statements.
func graphOf(t testing.TB, statements string) *graph.Graph {
	t.Helper()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := arrow.NewReader(strings.NewReader(statements), quads.ReadOptions{Names: g.Names()})
	var all []quad.Quad
	for {
		q, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
	if _, err := g.Apply(context.Background(), all, nil); err != nil {
		t.Fatal(err)
	}
	return g
}

// printed runs a query and prints what comes out.
func printed(g *graph.Graph, text string, o Options) string {
	var out strings.Builder
	rows, err := Run(context.Background(), g, text, o)
	if err != nil {
		printError(&out, err)
		return out.String()
	}
	defer rows.Close()
	p := printer{out: &out, names: g.Names()}
	if rows.Kind == Table {
		fmt.Fprintf(&out, "?%s\n", strings.Join(rows.Vars, "\t?"))
	}
	n := 0
	for ; rows.Next(); n++ {
		p.row(rows.Row())
	}
	if rows.Kind != Answer {
		fmt.Fprintf(&out, "(%d)\n", n)
	}
	for _, note := range rows.Notes {
		fmt.Fprintf(&out, "note: %s\n", note)
	}
	if err := rows.Err(); err != nil {
		printError(&out, err)
	}
	return out.String()
}

func printError(out io.Writer, err error) {
	fmt.Fprintf(out, "error: %v\n", err)
	var syntax *quads.SyntaxError
	if errors.As(err, &syntax) && syntax.Excerpt() != "" {
		fmt.Fprintf(out, "%s\n", syntax.Excerpt())
	}
}

type printer struct {
	out   io.Writer
	names *quads.Names
	nodes Nodes
	depth int // within brackets
}

func (p printer) row(row Row) {
	p.nodes = row.Nodes
	for i, c := range row.Cells {
		if i > 0 {
			fmt.Fprint(p.out, "\t")
		}
		switch {
		case c.Path != nil:
			p.path(c.Path)
		case c.Term == nil:
			fmt.Fprint(p.out, "-")
		default:
			fmt.Fprint(p.out, p.term(c.Term))
		}
	}
	fmt.Fprintln(p.out)
	for _, e := range row.Why {
		fmt.Fprintf(p.out, "  %s → %s → %s %s\n", p.term(e.S), p.term(e.P), p.term(e.O), p.sources(e.Sources))
	}
}

func (p printer) term(v quad.Value) string {
	if s, ok := p.nodes.Sources[v]; ok {
		return p.source(s)
	}
	if says, ok := p.nodes.Statements[v]; ok && p.depth < MaxNested {
		p.depth++
		return "[" + p.term(says.S) + " → " + p.term(says.P) + " → " + p.term(says.O) + "]"
	}
	return arrow.Format(v, p.names)
}

func (p printer) source(s Source) string {
	switch {
	case s == (Source{}):
		return "(no source)"
	case s.Speaker != nil && s.Document != nil:
		return p.term(s.Speaker) + ", in " + p.term(s.Document)
	}
	return p.term(s.Label)
}

func (p printer) sources(sources []Source) string {
	var out []string
	for _, s := range sources {
		out = append(out, p.source(s))
	}
	return "{" + strings.Join(out, "; ") + "}"
}

func (p printer) path(path *Path) {
	for i, h := range path.Hops {
		from, to, arrow := h.S, h.O, "→"
		if !h.Forward {
			from, to, arrow = h.O, h.S, "←"
		}
		if i == 0 {
			fmt.Fprint(p.out, p.term(from))
		}
		denied := ""
		if h.Denied {
			denied = " denied"
		}
		fmt.Fprintf(p.out, " %s %s%s %s %s %s", arrow, p.term(h.P), denied, p.sources(h.Sources), arrow, p.term(to))
	}
}
