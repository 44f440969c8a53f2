package query

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		rows, err := Run(ctx, g, text, Options{MaxRows: 100, Why: true, Params: map[string]string{"who": "Russia"}})
		if err != nil {
			return
		}
		defer rows.Close()
		for rows.Next() {
			if len(rows.Row().Cells) != len(rows.Vars) {
				t.Fatalf("%d cells, %d variables", len(rows.Row().Cells), len(rows.Vars))
			}
		}
	})
}
