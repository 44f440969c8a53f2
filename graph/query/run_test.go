package query

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"quipu/graph"
)

const small = "Russia → accuses → Ukraine @ TASS\nISIS-K → claimed → attack @ Amaq\nRussia → suffered → attack @ TASS\n"

// large is a graph whose cross product ends no query in time.
func large(t *testing.T) *graph.Graph {
	var b strings.Builder
	for i := range 300 {
		fmt.Fprintf(&b, "a%d → p → b%d\n", i, i)
	}
	return graphOf(t, b.String())
}

const cross = "?a → p → ?b\n?c → p → ?d\n?e → p → ?f"

func TestTimeLimit(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	rows, err := Run(ctx, large(t), cross, Options{})
	if err == nil {
		for rows.Next() {
		}
		err = rows.Err()
		rows.Close()
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("want the end of the context, got %v", err)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	rows, err := Run(ctx, large(t), "?a → p → ?b\n?c → p → ?d", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if !rows.Next() {
		t.Fatalf("no row: %v", rows.Err())
	}
	cancel()
	for rows.Next() {
	}
	if err := rows.Err(); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled query ends with %v", err)
	}
}

func TestMaxRows(t *testing.T) {
	rows, err := Run(context.Background(), large(t), "?a → p → ?b", Options{MaxRows: 299})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
	}
	var limit *LimitError
	if !errors.As(rows.Err(), &limit) || n != 299 {
		t.Errorf("%d rows, then %v", n, rows.Err())
	}
}

func TestAmbiguous(t *testing.T) {
	g := graphOf(t, "<http://a/1> → rdfs:label → \"X\"\n<http://a/2> → rdfs:label → \"X\"\n")
	_, err := Run(context.Background(), g, "?p → ?q → X", Options{})
	var ambiguous *AmbiguousError
	if !errors.As(err, &ambiguous) || len(ambiguous.Candidates) != 2 || ambiguous.Name != "X" {
		t.Fatalf("want two candidates, got %v", err)
	}
}

// TestNeverWrites: no text that looks like statements changes the graph.
func TestNeverWrites(t *testing.T) {
	g := graphOf(t, small)
	for _, text := range []string{
		"Russia → invades → Ukraine @ TASS", "ISIS-K → denies → [A → b → C] @ D", "Russia → invades → Ukraine ?",
		"@source S { title: \"T\" }\nA → b → C",
	} {
		rows, err := Run(context.Background(), g, text, Options{})
		if err != nil {
			continue
		}
		for rows.Next() {
		}
		rows.Close()
	}
	src, err := g.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if size, err := src.Size(context.Background()); err != nil || size.Quads != 3 {
		t.Errorf("%d quads, %v", size.Quads, err)
	}
}

// TestStable: rows, notes and evidence are the same from run to run.
func TestStable(t *testing.T) {
	g := graphOf(t, small)
	text := "?a → ?p → ?b"
	want := printed(g, text, Options{Why: true})
	for range 20 {
		if got := printed(g, text, Options{Why: true}); got != want {
			t.Fatalf("first\n%s\nthen\n%s", want, got)
		}
	}
}
