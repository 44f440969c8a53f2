package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"quipu/graph/analysis"
	"quipu/graph/eval"
	"quipu/graph/source"
)

// TestTimelineShares: the links that lead to an entity are evidence of all its
// dates, and are held once for them.
func TestTimelineShares(t *testing.T) {
	const links, dates = 30, 20
	var b strings.Builder
	for i := range links {
		fmt.Fprintf(&b, "x → p%d → y\n", i)
	}
	for i := range dates {
		fmt.Fprintf(&b, "y → d%d → 2024-03-%02d\n", i, 1+i)
	}
	g := graphOf(t, b.String())
	src, err := g.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	x, err := source.IDOf(t.Context(), src, g.Names().IRI("x"))
	if err != nil {
		t.Fatal(err)
	}
	dated, _, err := analysis.Timeline(t.Context(), src, g.Names(), []source.ID{x}, links+dates)
	if err != nil || len(dated) != dates {
		t.Fatalf("%d dates: %v", len(dated), err)
	}
	f := newFound(eval.Options{Why: true, MaxHeld: links + dates})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if err := f.dated(ctx, src, dated); err != nil {
		t.Fatal(err)
	}
	for i, row := range f.rows {
		why, err := row.prove()
		if err != nil || len(row.why) != 0 || len(why) != links+1 {
			t.Fatalf("row %d holds %d pieces of evidence and proves %d, want 0 and %d: %v", i, len(row.why), len(why), links+1, err)
		}
		if predicate := why[links].P; predicate != g.Names().IRI(fmt.Sprint("d", i)) {
			t.Errorf("row %d proves %v", i, predicate)
		}
	}
	cancel()
	if _, err := f.rows[0].prove(); !errors.Is(err, context.Canceled) {
		t.Errorf("proves when its context has ended: %v", err)
	}
	if _, _, err := analysis.Timeline(t.Context(), src, g.Names(), []source.ID{x}, links+dates-1); err == nil {
		t.Errorf("holds %d where %d are allowed", links+dates, links+dates-1)
	}
}

// TestAnswersEnd: rows that are held are given out no longer than the context
// lasts.
func TestAnswersEnd(t *testing.T) {
	var b strings.Builder
	for i := range 3 * pageRows {
		fmt.Fprintf(&b, "a → p → %d @ A\n", i)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	rows, err := Run(ctx, graphOf(t, b.String()), "only @ A", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
		cancel()
	}
	if n > pageRows || !errors.Is(rows.Err(), context.Canceled) {
		t.Errorf("%d rows, then %v", n, rows.Err())
	}
}

// TestAnswersAreHeld: rows, and evidence where it is asked for, count against
// the limit.
func TestAnswersAreHeld(t *testing.T) {
	g := graphOf(t, `
a → killed → 1 @ A
a → killed → 2 @ B
a → met → b @ A
a → met → b @ B
`)
	for _, text := range []string{"contested", "corroborated", "only @ A", "differ @ A @ B", "timeline a max 3", "between {a} {b}", "central"} {
		for _, why := range []bool{false, true} {
			rows, err := Run(t.Context(), g, text, Options{Why: why, MaxHeld: 100})
			if err != nil {
				t.Fatal(err)
			}
			held := 0
			for rows.Next() {
				held++
				if text != "central" { // which proves a row when it is asked to
					for _, w := range rows.Row().Why {
						held += len(w.Sources)
					}
				}
			}
			if err := errors.Join(rows.Err(), rows.Close()); err != nil {
				t.Fatal(err)
			}
			if held == 0 {
				continue
			}
			var memory *MemoryError
			if rows, err := Run(t.Context(), g, text, Options{Why: why, MaxHeld: held - 1}); !errors.As(err, &memory) && held > 1 {
				if err == nil {
					rows.Close()
				}
				t.Errorf("%s, why %v: holds %d where %d are allowed: %v", text, why, held, held-1, err)
			}
		}
	}
}
