package eval_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"quipu/graph/algebra"
	"quipu/graph/algebra/algebratest"
	"quipu/graph/eval"
)

// TestProfileChangesNothing: a run with steps gives the same rows for the same
// work, and no more is charged to its steps than was done.
func TestProfileChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		qs := drawQuads(t)
		n := trees{T: t}.node(3)
		work := func(o eval.Options) ([]string, eval.Work) {
			rows, err := eval.Run(context.Background(), newPlain(qs), n, o)
			if err != nil {
				t.Fatal(err)
			}
			defer rows.Close()
			var out []string
			for rows.Next() {
				out = append(out, fmt.Sprint(rows.Row()))
			}
			if err := rows.Err(); err != nil {
				t.Fatal(err)
			}
			return out, rows.Work()
		}
		plainly, done := work(eval.Options{})
		var p eval.Profile
		profiled, again := work(eval.Options{Profile: &p})
		if !slices.Equal(plainly, profiled) || done != again {
			t.Fatalf("without a profile %+v\n%v\nwith it %+v\n%v\nof\n%s", done, plainly, again, profiled, n)
		}
		if len(p.Runs) != 1 {
			t.Fatalf("%d runs", len(p.Runs))
		}
		top := p.Runs[0]
		if top.Ran && top.Rows != int64(len(profiled)) { // the empty join is nothing that runs
			t.Fatalf("%d rows at the top of %d\n%s", top.Rows, len(profiled), n)
		}
		if seeks, quads := spent(top); seeks > done.Seeks || quads > done.Quads {
			t.Fatalf("the steps have %d seeks and %d quads of %+v\n%s", seeks, quads, done, n)
		}
	})
}

func spent(s *eval.Step) (seeks, quads int64) {
	seeks, quads = s.Spent.Seeks, s.Spent.Quads
	for _, below := range s.Steps {
		moreSeeks, moreQuads := spent(below)
		seeks, quads = seeks+moreSeeks, quads+moreQuads
	}
	return seeks, quads
}

// profile runs a tree and prints its steps: the node, how it is done, and what
// it did by itself.
func profile(t *testing.T, src *plain, d *datadriven.TestData) string {
	n, err := algebratest.Parse(d.Input)
	if err != nil {
		d.Fatalf(t, "%v", err)
	}
	var p eval.Profile
	rows, err := eval.Run(context.Background(), src, n, eval.Options{Profile: &p, Walk: stubWalk, Text: lastPart})
	if err != nil {
		d.Fatalf(t, "%v", err)
	}
	defer rows.Close()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		return "error: " + err.Error() + "\n"
	}
	var b strings.Builder
	printSteps(&b, p.Runs[0], "")
	return b.String()
}

func printSteps(b *strings.Builder, s *eval.Step, indent string) {
	head, _, _ := strings.Cut(s.Node.String(), "\n")
	if len(algebra.Children(s.Node)) == 0 {
		head = strings.TrimSuffix(head, ")")
	}
	b.WriteString(indent + strings.TrimPrefix(head, "("))
	if s.How != "" {
		b.WriteString(" | " + s.How)
	}
	if s.Ran {
		fmt.Fprintf(b, " | rows %d, seeks %d, quads %d\n", s.Rows, s.Spent.Seeks, s.Spent.Quads)
	} else {
		b.WriteString(" | not run\n")
	}
	for _, below := range s.Steps {
		printSteps(b, below, indent+"  ")
	}
}
