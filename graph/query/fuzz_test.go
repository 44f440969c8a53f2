package query

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quipu/graph"
)

// FuzzRun: no text makes a run panic, hang, or change the graph. The seeds
// are the queries of the data-driven tests.
func FuzzRun(f *testing.F) {
	files, err := filepath.Glob("../../testdata/query/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	seeds := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for part := range strings.SplitSeq(string(text), "\nquery") {
			if _, body, ok := strings.Cut(part, "\n"); ok {
				seed, _, _ := strings.Cut(body, "\n----")
				f.Add(seed)
				seeds++
			}
		}
	}
	if seeds < 50 {
		f.Fatalf("only %d seeds", seeds)
	}
	g := graphOf(f, small)
	f.Fuzz(func(t *testing.T, text string) {
		for _, why := range []bool{false, true} {
			fuzzRun(t, g, text, Options{MaxRows: 100, MaxHeld: 10_000, Why: why, Params: map[string]string{"who": "Russia"}})
		}
	})
}

// fuzzRun runs a query within limits: it ends soon after its deadline at the
// latest, and what it says is whole.
func fuzzRun(t *testing.T, g *graph.Graph, text string, o Options) {
	const deadline = 500 * time.Millisecond
	begun := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), deadline)
	defer cancel()
	defer func() {
		if took := time.Since(begun); took > deadline+lateness {
			t.Errorf("took %v with a deadline of %v", took, deadline)
		}
	}()
	rows, err := Run(ctx, g, text, o)
	if err != nil {
		return
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		if n++; len(rows.Row().Cells) != len(rows.Vars) {
			t.Fatalf("%d cells, %d variables", len(rows.Row().Cells), len(rows.Vars))
		}
	}
	if n > o.MaxRows && rows.Err() == nil {
		t.Errorf("%d rows, with a limit of %d", n, o.MaxRows)
	}
}
