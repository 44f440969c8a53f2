package eval_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"quipu/graph/algebra"
	"quipu/graph/eval"
	"quipu/graph/plan"
)

// TestOrderTop compares the first rows of a sort with those of a whole one: a
// sort that needs a few rows drops the others on the way.
func TestOrderTop(t *testing.T) {
	src := newPlain(skewed())
	all := sortedRows(t, src, "(order (?n (desc ?y)) (join (pattern ?x :knows ?y) (pattern ?x :age ?n)))")
	for _, top := range []int{1, 2, 700, len(all) - 1, len(all) + 1} {
		tree := fmt.Sprintf("(slice 0 %d (order (?n (desc ?y)) (join (pattern ?x :knows ?y) (pattern ?x :age ?n))))", top)
		want := all[:min(top, len(all))]
		if got := sortedRows(t, src, tree); !reflect.DeepEqual(got, want) {
			t.Errorf("the first %d rows differ", top)
		}
	}
}

func sortedRows(t *testing.T, src *plain, tree string) [][]eval.Value {
	t.Helper()
	rows := run(t, context.Background(), src, parse(t, tree))
	defer rows.Close()
	var out [][]eval.Value
	for rows.Next() {
		out = append(out, rows.Row())
	}
	if rows.Err() != nil {
		t.Fatal(rows.Err())
	}
	return out
}

func run(t *testing.T, ctx context.Context, src *plain, n algebra.Node) *eval.Rows {
	t.Helper()
	n, err := plan.Optimize(ctx, n, eval.Counts{Source: src})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := eval.Run(ctx, src, n, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
