package query

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"quipu/graph"
)

// crowd is statements as reports make them: few have most of the links.
func crowd(people, links int) string {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.2, 4, uint64(people-1))
	var b strings.Builder
	for i := range people {
		fmt.Fprintf(&b, "P%d → type → person @ S%d\n", i, i%7)
		fmt.Fprintf(&b, "P%d → since → 20%02d-01-%02d @ S%d\n", i, i%25, 1+i%28, i%5)
	}
	for i := range links {
		fmt.Fprintf(&b, "P%d → knows → P%d @ S%d\n", zipf.Uint64(), random.IntN(people), i%11)
		if i%5 == 0 {
			who, whom := zipf.Uint64(), zipf.Uint64()
			fmt.Fprintf(&b, "P%d → accuses → P%d @ S%d\n", who, whom, i%3)
			fmt.Fprintf(&b, "P%d → denies → [P%d → accuses → P%d] @ S%d\n", whom, who, whom, 3+i%3)
		}
	}
	return b.String()
}

const (
	// product has more solutions than can be told in a lifetime.
	product = "?a → knows → ?b . ?c → knows → ?d . ?e → knows → ?f . ?g → knows → ?h"
	// held has as many, of parts that are read once and held.
	held = "?a → knows+ → ?b . ?c → knows+ → ?d . ?e → knows+ → ?f"
)

// endless are queries that end long after they are given up, one or more for
// each operator.
var endless = []struct{ name, language, text string }{
	{"join", "", product},
	{"paths", "", held},
	{"where", "", product + "\nwhere ?a = ?h and ?a != ?h"},
	{"where matches", "", product + "\nwhere ?a matches \"(a|b|c)+x\" or ?h matches \"y(a|b|c)+z$\""},
	{"count", "", product + "\nwhere ?a != ?h\nselect count(*) as ?n"},
	{"group by", "", product + "\nselect ?a, count(?h) as ?n"},
	{"sum", "", product + "\nselect ?a, min(?h) as ?n, max(?g) as ?m"},
	{"order by", "", product + "\norder by ?h desc\nlimit 10"},
	{"distinct", "", product + "\nselect distinct ?a"},
	{"offset", "", product + "\noffset 1000000000"},
	{"optional", "", product + "\noptional { ?h → since → ?when }"},
	{"not", "", product + "\nnot { ?h → type → person }"},
	{"either", "", "either { " + product + " } or { " + product + " }\nwhere ?a = ?h and ?a != ?h"},
	{"values", "", product + "\nvalues ?x {P1, P2, P3}\nwhere ?a = ?h and ?a != ?h"},
	{"clique", "", "?a → knows|^knows → ?b . ?b → knows|^knows → ?c . ?c → knows|^knows → ?d . ?d → knows|^knows → ?e . ?e → knows|^knows → ?a"},
	{"walk", "", "?a → type → person\n?b → type → person\n?a ~ ?b max 12 limit 1000000"},
	{"neighbourhood", "", product + "\n?h ~ ? max 9"},
	{"group_concat", "", product + "\nselect ?a, list(?g) as ?all"},
	{"bounded path", "", "?a → knows{2,9} → ?b . ?c → knows{2,9} → ?d . ?a → (knows / accuses)* → ?d\nwhere ?a = ?b and ?c != ?d and ?a = ?d and ?d > 5"},
	{"evidence of an answer", "", "where ?a = ?h and ?a != ?h\n" + product + " ?"},
	{"central", "", "central { " + product + " }"},
	{"gizmo all", "gizmo", "g.V().both('knows').both('knows').both('knows').both('knows').both('knows').tag('x').all()"},
	{"gizmo count", "gizmo", "g.emit(g.V().out('knows').out('knows').out('knows').out('knows').tag('x').both('knows').both('knows').unique().count())"},
	{"gizmo forEach", "gizmo", "g.V().both('knows').both('knows').both('knows').both('knows').forEach(function(d) {})"},
	{"gizmo loop", "gizmo", "for (;;) {}"},
	{"gizmo regular expression", "gizmo", `/^(a+)+\1$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")`},
}

// lateness is how long after its context a query may end in a test: a machine
// may be busy. On an idle one it is below 100 ms.
const lateness = 2 * time.Second

// outcome is how a run ended.
type outcome struct {
	rows int
	err  error
	late time.Duration // after the context ended
}

// runUntil reads all rows of a query whose context ends after a time.
func runUntil(t *testing.T, g *graph.Graph, language, text string, why bool, end time.Duration) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), end)
	defer cancel()
	var out outcome
	rows, err := Run(ctx, g, text, Options{Language: language, Why: why, MaxHeld: 1 << 30})
	if out.err = err; err == nil {
		for rows.Next() {
			out.rows++
		}
		out.err = rows.Err()
		if err := rows.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	}
	if deadline, _ := ctx.Deadline(); ctx.Err() != nil {
		out.late = time.Since(deadline)
	}
	return out
}

// TestEnd ends queries while they run, wherever they are.
func TestEnd(t *testing.T) {
	g := graphOf(t, crowd(600, 6000))
	for _, q := range endless {
		for _, why := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/why=%t", q.name, why), func(t *testing.T) {
				out := runUntil(t, g, q.language, q.text, why, 60*time.Millisecond)
				if !errors.Is(out.err, context.DeadlineExceeded) {
					t.Errorf("%d rows, then %v", out.rows, out.err)
				}
				if out.late > lateness {
					t.Errorf("ended %s after its context", out.late)
				}
				t.Logf("%s late", out.late.Round(time.Millisecond))
			})
		}
	}
}

// operators are those of analysts, over all there is.
var operators = []string{
	"contested", "corroborated 1", "only @ S1", "differ @ S1 @ S2 --all", "timeline P1 max 1000",
	"between {P1, P2, P3} {P4, P5, P6}", "central { ?x → knows → ?y }", "components { ?x → knows → ?y }",
	"communities { ?x → knows → ?y }",
}

// TestEndOperators ends an operator at several moments of its run: what it
// then gives is its whole answer or none.
func TestEndOperators(t *testing.T) {
	g := graphOf(t, crowd(1500, 8000))
	for _, text := range operators {
		t.Run(text, func(t *testing.T) {
			start := time.Now()
			whole := runUntil(t, g, "", text, false, time.Minute)
			took := time.Since(start)
			if whole.err != nil {
				t.Fatal(whole.err)
			}
			t.Logf("%d rows in %s", whole.rows, took.Round(time.Millisecond))
			for part := range time.Duration(8) {
				out := runUntil(t, g, "", text, false, took*part/8)
				switch {
				case out.err == nil && out.rows == whole.rows:
				case !errors.Is(out.err, context.DeadlineExceeded):
					t.Errorf("at %d/8: %d rows of %d, then %v", part, out.rows, whole.rows, out.err)
				case out.late > lateness:
					t.Errorf("at %d/8: ended %s after its context", part, out.late)
				default:
					t.Logf("at %d/8: %s late", part, out.late.Round(time.Millisecond))
				}
			}
		})
	}
}

// TestHeld gives each operator that keeps rows less memory than it wants.
func TestHeld(t *testing.T) {
	g := graphOf(t, crowd(600, 6000))
	for _, q := range []struct{ name, language, text string }{
		{"hash join", "", "?a → knows+ → ?b\nvalues ?c {P1, P2, P3, P4, P5, P6, P7, P8}"},
		{"path", "", "?a → knows+ → ?b\nwhere ?a = ?b"},
		{"group by", "", product + "\nselect ?a, ?b, ?c, count(?h) as ?n"},
		{"distinct count", "", product + "\nselect count(distinct ?b) as ?n, count(distinct ?a) as ?m, max(?c) as ?k"},
		{"order by", "", product + "\norder by ?h desc"},
		{"distinct", "", product + "\nselect distinct ?a, ?b, ?c"},
		{"walk", "", "?a → knows → ?b . ?c → knows → ?d\n?a ~ ?d max 3 limit 10000"},
		{"optional", "", "P1 → type → ?t\noptional { " + product + " }"},
		{"clique", "", "?a → knows → ?b . ?b → knows → ?c . ?c → knows → ?a\nselect ?a, ?b, count(*) as ?n\norder by ?n"},
		{"gizmo", "gizmo", "g.V().both('knows').both('knows').both('knows').unique().all()"},
		{"gizmo list", "gizmo", "g.V().both('knows').both('knows').both('knows').toArray()"},
	} {
		t.Run(q.name, func(t *testing.T) {
			rows, err := Run(context.Background(), g, q.text, Options{Language: q.language, MaxHeld: 50})
			if err == nil {
				for rows.Next() {
				}
				err = rows.Err()
				rows.Close()
			}
			var limit *MemoryError
			if !errors.As(err, &limit) || limit.Max != 50 {
				t.Errorf("%v", err)
			}
		})
	}
}

// TestRowLimits stops every kind of query at the row behind the limit.
func TestRowLimits(t *testing.T) {
	g := graphOf(t, crowd(60, 200))
	for _, q := range []struct{ language, text string }{
		{"", "?a → knows → ?b"},
		{"", "?a → knows → ?b\norder by ?b"},
		{"", "P1 ~ P2 max 4 limit 20"},
		{"", "contested"},
		{"", "only @ S1"},
		{"", "central { ?x → knows → ?y }"},
		{"gizmo", "g.V().out('knows').all(); g.V().out('knows').all()"},
		{"gizmo", "for (var i = 0; i < 100; i++) g.emit(i)"},
	} {
		rows, err := Run(context.Background(), g, q.text, Options{Language: q.language, MaxRows: 7})
		n := 0
		if err == nil {
			for rows.Next() {
				n++
			}
			err = rows.Err()
			rows.Close()
		}
		var limit *LimitError
		if !errors.As(err, &limit) || limit.Max != 7 || n > 7 {
			t.Errorf("%s: %d rows, then %v", q.text, n, err)
		}
	}
}
