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
// plainly, with notes and errors behind them. Arguments: why, no-same,
// max-rows=N, lang=NAME, and p=(NAME=VALUE,…).
func TestQueries(t *testing.T) { runFiles(t, "../../testdata/query/*.txt", "") }

// runFiles runs data-driven files over every kind of store; language is that of
// queries that do not say.
func runFiles(t *testing.T, glob, language string) {
	files, err := filepath.Glob(glob)
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files: %v", err)
	}
	for _, file := range files {
		for _, backend := range backends() {
			t.Run(filepath.Base(file)+"/"+backend, func(t *testing.T) { runFile(t, file, backend, language) })
		}
	}
}

func runFile(t *testing.T, file, backend, language string) {
	var g *graph.Graph
	datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
		switch d.Cmd {
		case "graph":
			g = graphOn(t, backend, d.Input)
			return ""
		case "query":
			o := optionsOf(t, d)
			if o.Language == "" {
				o.Language = language
			}
			got := printed(g, d.Input, o)
			if backend != backends()[0] && sameElsewhere(d.Input, o, got, d.Expected) {
				return d.Expected
			}
			return got
		}
		d.Fatalf(t, "unknown command %s", d.Cmd)
		return ""
	})
}

func optionsOf(t *testing.T, d *datadriven.TestData) Options {
	o := Options{Params: make(map[string]string)}
	for _, arg := range d.CmdArgs {
		switch arg.Key {
		case "why":
			o.Why = true
		case "no-same":
			o.NoSame = true
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
	for _, c := range row.Cells {
		if c.Path != nil && c.Path.Rests != nil {
			p.rests(c.Path.Rests)
			fmt.Fprintln(p.out)
		}
	}
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

// rests prints what a path rests on.
func (p printer) rests(r *Rests) {
	if len(r.Whole) > 0 {
		fmt.Fprintf(p.out, "  whole %s", p.sources(r.Whole))
	} else {
		var origins []Source
		for _, o := range r.Origins {
			origins = append(origins, Source{Label: o})
		}
		fmt.Fprintf(p.out, "  weakest %d %s", r.Weakest, p.sources(origins))
	}
	for _, d := range r.Denied {
		fmt.Fprintf(p.out, ", %d denied %s", d.Hop, p.sources(d.By))
	}
	if a := r.Apart; a != nil {
		fmt.Fprintf(p.out, ", %d and %d apart %d", a.From, a.To, a.Years)
	}
}

func (p printer) path(path *Path) {
	if path.Weight > 0 {
		fmt.Fprintf(p.out, "%.3g: ", path.Weight)
	}
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
