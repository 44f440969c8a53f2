package query

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

// TestGizmo runs ../../testdata/gizmo/*.txt: scripts and what comes out.
func TestGizmo(t *testing.T) { runFiles(t, "../../testdata/gizmo/*.txt", "gizmo") }

// TestGizmoAgain: a script leaves nothing behind for the next (in Cayley every
// query but the first of a session fails).
func TestGizmoAgain(t *testing.T) {
	g := graphOf(t, small)
	gizmo := Options{Language: "gizmo"}
	want := printed(g, `g.V("Russia").out().all()`, gizmo)
	if !strings.Contains(want, "Ukraine") {
		t.Fatalf("no answer: %s", want)
	}
	for _, text := range []string{`var left = 1; g.V = null`, `g.V("Russia").getLimit(1)`, `while (`, `throw 1`} {
		printed(g, text, gizmo)
		if got := printed(g, `g.V("Russia").out().all()`, gizmo); got != want {
			t.Errorf("after %s\n%s, before\n%s", text, got, want)
		}
	}
	if got := printed(g, `typeof left`, gizmo); !strings.Contains(got, "undefined") {
		t.Errorf("a variable is left: %s", got)
	}
}

// TestGizmoTimeLimit: time ends a script wherever it is, with an error and
// never with a part of an answer.
func TestGizmoTimeLimit(t *testing.T) {
	g := large(t)
	everything := `g.V().out("p").tag("a").follow(g.M().in("p").out("p"))`
	for name, text := range map[string]string{
		"loop":      `while (true) {}`,
		"caught":    `while (true) { try { while (true) {} } catch (e) {} finally { continue } }`,
		"callback":  `while (true) g.V("a1").forEach(function(d) { while (true) {} })`,
		"library":   `for (;;) new Array(1e6).fill(0).sort()`,
		"backtrack": `/(?=a)(a+)+$/.test("a".repeat(25) + "b")`,
		"promise":   `function next() { Promise.resolve().then(next) } next()`,
		"count":     `for (;;) ` + everything + `.count()`,
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
			defer cancel()
			rows, err := Run(ctx, g, text, Options{Language: "gizmo"})
			if err == nil {
				rows.Close()
			}
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("want the end of time, got %v", err)
			}
		})
	}
}

// TestGizmoCancel: a cancelled context is an error, in the script and behind.
func TestGizmoCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Run(ctx, graphOf(t, small), `g.V("Russia").count()`, Options{Language: "gizmo"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled script ends with %v", err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	rows, err := Run(ctx, large(t), `g.V().out("p").all()`, Options{Language: "gizmo"})
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
	if !errors.Is(rows.Err(), context.Canceled) {
		t.Errorf("cancelled rows end with %v", rows.Err())
	}
}

// TestGizmoExplain: a plan for each path that is asked for.
func TestGizmoExplain(t *testing.T) {
	p, err := Explain(context.Background(), graphOf(t, small), "g.V('Russia').out('accuses').all()\ng.emit(1)\ng.V().all()", Options{Language: "gizmo"})
	if err != nil {
		t.Fatal(err)
	}
	if text := printedPlan(p); len(p.Steps) != 2 || !strings.Contains(text, "?v1 → accuses → ?v2 (each quad)") {
		t.Errorf("not two plans:\n%s", text)
	}
}
