package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"quipu/graph"
)

// TestPlans runs ../../testdata/query/plans/*.txt: "explain" prints the plan of
// a query, "profile" with what was done but for the time.
func TestPlans(t *testing.T) {
	datadriven.Walk(t, "../../testdata/query/plans", func(t *testing.T, file string) {
		var g *graph.Graph
		datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
			ask := Explain
			switch d.Cmd {
			case "graph":
				g = graphOf(t, d.Input)
				return ""
			case "explain":
			case "profile":
				ask = Profile
			default:
				d.Fatalf(t, "unknown command %s", d.Cmd)
			}
			p, err := ask(context.Background(), g, d.Input, optionsOf(t, d))
			if err != nil {
				var out strings.Builder
				printError(&out, err)
				return out.String()
			}
			return printedPlan(p)
		})
	})
}

func printedPlan(p *Plan) string {
	var b strings.Builder
	for _, s := range p.Steps {
		printStep(&b, s, "")
	}
	if p.Total != nil {
		fmt.Fprintf(&b, "total | rows %d, seeks %d, quads %d\n", p.Total.Rows, p.Total.Seeks, p.Total.Quads)
	}
	return b.String()
}

func printStep(b *strings.Builder, s *Step, indent string) {
	b.WriteString(indent + s.Does)
	if s.How != "" {
		b.WriteString(" | " + s.How)
	}
	if s.Expected >= 0 {
		fmt.Fprintf(b, " | ~%d", s.Expected)
	}
	if s.Spent != nil {
		fmt.Fprintf(b, " | rows %d, seeks %d, quads %d", s.Spent.Rows, s.Spent.Seeks, s.Spent.Quads)
	}
	b.WriteByte('\n')
	for _, below := range s.Steps {
		printStep(b, below, indent+"  ")
	}
}

// TestProfileWhole: what searches by itself, a walk or an operator of analysts,
// is one step that tells its rows and what it read.
func TestProfileWhole(t *testing.T) {
	g := graphOf(t, crowd(60, 200))
	for _, text := range append([]string{"P1 ~ P2 max 4"}, operators...) {
		p, err := Profile(context.Background(), g, text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		step := p.Steps[0]
		if strings.HasPrefix(step.Does, "select") { // above a walk
			step = step.Steps[0]
		}
		if all := step.all(); step.Spent == nil || step.Spent.Rows != p.Total.Rows || step.Spent.Time < 0 || all.Seeks == 0 || all.Quads == 0 {
			t.Errorf("%s:\n%s", text, printedPlan(p))
		}
		if all := step.all(); all.Seeks != p.Total.Seeks || all.Quads != p.Total.Quads || all.Time > p.Total.Time {
			t.Errorf("%s: the steps are not the total:\n%s", text, printedPlan(p))
		}
	}
}

// TestProfileMany: a script may run any number of paths.
func TestProfileMany(t *testing.T) {
	g := graphOf(t, small)
	p, err := Profile(context.Background(), g, "for (var i = 0; i < 150; i++) g.V().count()", Options{Language: "gizmo"})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(p.Steps); n != 101 || p.Steps[100].Does != "… and 50 plans more, left out of the total" {
		t.Errorf("%d plans, the last: %s", n, p.Steps[n-1].Does)
	}
}

// TestProfileFails as the query does: there is no profile of a part.
func TestProfileFails(t *testing.T) {
	g := graphOf(t, small)
	var limit *LimitError
	if p, err := Profile(context.Background(), g, "?x → ?p → ?y", Options{MaxRows: 1}); p != nil || !errors.As(err, &limit) {
		t.Errorf("%v, %v", p, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, ask := range []func(context.Context, *graph.Graph, string, Options) (*Plan, error){Explain, Profile} {
		if p, err := ask(ctx, g, "?x → ?p → ?y", Options{}); p != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%v, %v", p, err)
		}
		if _, err := ask(context.Background(), g, "Russia →", Options{}); err == nil {
			t.Error("a broken query has a plan")
		}
	}
}
