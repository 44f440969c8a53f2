package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"quipu/graph/view"
)

// A chain of names stands in the evidence of every row. What a page may hold of
// it is limited, and its excess is an error.
func TestLongChainOfNames(t *testing.T) {
	var lines strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&lines, "y%d → p → \"v%d\"\ny%d → same as → y%d\n", i, i, i, i+1)
	}
	g := graphOf(t, lines.String())
	for _, why := range []bool{false, true} {
		rows, err := Run(context.Background(), g, "y0 → p → ?x", Options{Why: why})
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
		}
		var limit *view.LimitError
		if err := rows.Err(); errors.As(err, &limit) != why {
			t.Errorf("evidence %t: %v", why, err)
		}
		rows.Close()
	}
}
