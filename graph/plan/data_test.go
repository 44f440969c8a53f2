package plan_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph/algebra"
	"quipu/graph/algebra/algebratest"
	"quipu/graph/plan"
)

// fixed counts by predicate alone: "counts" in the test files gives them.
type fixed map[string]int64

func (f fixed) Count(_ context.Context, terms [4]quad.Value) (int64, error) {
	if terms[1] == nil {
		return f["all"], nil
	}
	n := f[algebra.Constant(terms[1]).String()]
	for _, i := range []int{0, 2, 3} {
		if terms[i] != nil {
			n = (n + 9) / 10
		}
	}
	return n, nil
}

// TestData runs the files of testdata/plan. "counts" sets how many quads each
// predicate has (a constant more is a tenth of them); "plan" prints a tree's
// plan, "explain" with estimates, "rewrite" the tree after each rewriting that
// changes it.
func TestData(t *testing.T) {
	files, err := filepath.Glob("../../testdata/plan/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files in testdata/plan: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			var counts plan.Counts
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				if d.Cmd == "counts" {
					f := fixed{"all": 10000}
					for _, arg := range d.CmdArgs {
						var n int64
						d.ScanArgs(t, arg.Key, &n)
						f[arg.Key] = n
					}
					counts = f
					return ""
				}
				n, err := algebratest.Parse(d.Input)
				if err != nil {
					d.Fatalf(t, "%v", err)
				}
				if d.Cmd == "rewrite" {
					return rewritings(t, n, counts)
				}
				planned, err := plan.Optimize(context.Background(), n, counts)
				if err != nil {
					d.Fatalf(t, "%v", err)
				}
				if d.Cmd == "explain" {
					text, err := explained(context.Background(), planned, counts)
					if err != nil {
						d.Fatalf(t, "%v", err)
					}
					return text + "\n"
				}
				return planned.String() + "\n"
			})
		})
	}
}

// explained prints a plan, each node with how many solutions are expected of it.
func explained(ctx context.Context, n algebra.Node, counts plan.Counts) (string, error) {
	expected, err := plan.Estimate(ctx, n, counts)
	text := algebra.Format(n, func(n algebra.Node) string {
		return "~" + strconv.FormatFloat(math.Ceil(expected[n]), 'f', 0, 64)
	})
	return text, err
}

// rewritings prints a tree, and again behind each rewriting that changes it.
func rewritings(t *testing.T, n algebra.Node, counts plan.Counts) string {
	t.Helper()
	last := n.String()
	text := last + "\n"
	_, err := plan.Trace(context.Background(), n, counts, func(rewriting string, n algebra.Node) {
		if now := n.String(); now != last {
			text += rewriting + ":\n" + now + "\n"
			last = now
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestCountsError checks that an error of the counts is not lost.
func TestCountsError(t *testing.T) {
	n, err := algebratest.Parse("(join (pattern ?x :p ?y) (pattern ?y :q ?z))")
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if _, err := plan.Optimize(context.Background(), n, failing{broken}); !errors.Is(err, broken) {
		t.Errorf("Optimize: %v", err)
	}
	if _, err := plan.Estimate(context.Background(), n, failing{broken}); !errors.Is(err, broken) {
		t.Errorf("Estimate: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Count(context.Context, [4]quad.Value) (int64, error) { return 0, f.err }

// TestCancel plans a query that is too large to be planned in no time.
func TestCancel(t *testing.T) {
	chain := &algebra.Join{}
	for i := range 2000 {
		chain.Parts = append(chain.Parts, &algebra.Pattern{
			S: algebra.Variable(fmt.Sprintf("v%d", i)),
			P: algebra.Constant(quad.IRI("urn:quipu:p")),
			O: algebra.Variable(fmt.Sprintf("v%d", i+1)),
		})
	}
	tree := &algebra.Distinct{In: &algebra.Project{In: chain, Vars: []string{"v0"}}}
	if n, err := plan.Optimize(context.Background(), tree, fixed{"all": 3}); n == nil || err != nil {
		t.Fatalf("no plan: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := plan.Optimize(ctx, tree, fixed{"all": 3}); !errors.Is(err, context.Canceled) {
		t.Errorf("a plan was made after the end: %v", err)
	}
}
