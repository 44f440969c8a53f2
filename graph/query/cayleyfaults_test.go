package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/quad"
)

// faultGraph is a graph on which Cayley's Gizmo goes wrong: a chain of 60
// steps, numbers, and a statement in each of two sources.
func faultGraph() []quad.Quad {
	var out []quad.Quad
	for i := range 60 {
		out = append(out, quad.MakeIRI(fmt.Sprintf("n%d", i), "next", fmt.Sprintf("n%d", i+1), ""))
	}
	for i, n := range []int{9, 10, 100} {
		out = append(out, quad.Quad{Subject: quad.IRI(fmt.Sprintf("n%d", i)), Predicate: quad.IRI("size"), Object: quad.Int(n)})
	}
	return append(out,
		quad.MakeIRI("a", "says", "b", "s1"), quad.MakeIRI("a", "says", "c", "s2"), quad.MakeIRI("a", "hints", "c", "s2"),
		quad.MakeIRI("b", "says", "d", "s1"), quad.MakeIRI("c", "says", "e", "s2"),
		quad.Quad{Subject: quad.IRI("a"), Predicate: quad.IRI("motto"), Object: quad.String("on and on")})
}

// TestCayleyFaults: what goes wrong in Cayley's Gizmo does not here, over our
// store and over memstore. The numbers are those of the list of faults.
func TestCayleyFaults(t *testing.T) {
	var chain []string
	for i := range 60 {
		chain = append(chain, fmt.Sprintf("<n%d>", i+1))
	}
	for _, test := range []struct {
		fault, script string
		want          []string // sorted, unless the script orders
		err           string
	}{
		{"9 except of what is unknown", `g.V("<a>").except(g.V("<unknown>")).all()`, []string{"<a>"}, ""},
		{"9 except of all that is unknown", `g.V("<unknown>").except(g.V("<unknown>")).all()`, nil, ""},
		{"9 back behind labels", `g.V("<a>").tag("x").labels().back("x").all()`, nil, "back('x') cannot go behind labels()"},
		{"9 a number as a tag", `g.V("<a>").out("<says>", 1).all()`, nil, "a tag must be a text"},
		{"9 an object as a predicate", `g.V("<a>").out({}).all()`, nil, "a predicate must be a text"},
		{"9 from the unknown both ways", `g.V("<unknown>").both().both().all()`, nil, ""},
		{"9 an order of nothing", `g.V("<unknown>").has("<says>", "<b>").has("<hints>", "<c>").and(g.V("<b>")).out().all()`, nil, ""},
		{"10 both ways again and again", `g.V("<n30>").followRecursive(g.M().both("<next>")).count()`, []string{"61"}, ""},
		{"10 further than 50 steps", `g.V("<n0>").followRecursive("<next>").all()`, chain, ""},
		{"10 no number of steps", `g.V("<n0>").followRecursive("<next>", 0).count()`, []string{"60"}, ""},
		{"10 a number of steps", `g.V("<n0>").followRecursive("<next>", 55).count()`, []string{"55"}, ""},
		{"11 follow", `g.V("<a>").labelContext("<s1>").follow(g.M().out("<says>")).all()`, []string{"<b>"}, ""},
		{"11 followR", `g.V("<e>").labelContext("<s1>").followR(g.M().out("<says>")).all()`, nil, ""},
		{"11 followRecursive", `g.V("<a>").labelContext("<s1>").followRecursive("<says>").all()`, []string{"<b>", "<d>"}, ""},
		{"11 outPredicates", `g.V("<a>").labelContext("<s1>").outPredicates().all()`, []string{"<says>"}, ""},
		{"11 inPredicates", `g.V("<c>").labelContext("<s1>").inPredicates().all()`, nil, ""},
		{"13 numbers by value", `g.V().out("<size>").order().all()`, []string{"9", "10", "100"}, ""},
		{"13 a count of what is ordered", `g.V().out("<size>").order().count()`, []string{"3"}, ""},
		{"13 a limit of its own", `g.V("<n0>").getLimit(1); g.V().out("<size>").order().all()`, []string{"<n0>", "9", "10", "100"}, ""},
		{"14 an IRI without brackets", `g.V("a").out("says").all()`, []string{"<b>", "<c>"}, ""},
		{"14 an IRI with brackets", `g.V("<a>").out("<says>").all()`, []string{"<b>", "<c>"}, ""},
		{"14 an IRI said to be one", `g.V(iri("a")).out(iri("says")).all()`, []string{"<b>", "<c>"}, ""},
		{"14 a literal", `g.V("on and on").in().all()`, []string{"<a>"}, ""},
		{"14 a number", `g.V(10).in().all(); g.V("100").in().all()`, []string{"<n1>", "<n2>"}, ""},
	} {
		forEachStore(t, func(t *testing.T, backend string) {
			t.Run(test.fault, func(t *testing.T) {
				got, err := askCayley(filled(t, backend, faultGraph()), gizmoTest{Query: test.script})
				for i := range got { // a number as it is written
					got[i], _, _ = strings.Cut(strings.TrimPrefix(got[i], `"`), `"^^`)
				}
				if !strings.Contains(test.script, "order()") {
					slices.Sort(got)
					slices.Sort(test.want)
				}
				if !slices.Equal(got, test.want) || (err != nil) != (test.err != "") || err != nil && !strings.Contains(err.Error(), test.err) {
					t.Errorf("%s\ngot  %q, %v\nwant %q, %s", test.script, got, err, test.want, test.err)
				}
			})
		})
	}
}

// TestCayleyFault8: a session lives on behind each query.
func TestCayleyFault8(t *testing.T) {
	forEachStore(t, func(t *testing.T, backend string) {
		RegisterCayley()
		s := query.NewSession(filled(t, backend, faultGraph()), "quipu-gizmo")
		for range 3 {
			if got := results(t, s, `g.V("<a>").out("<says>").all()`, query.Options{}); len(got) != 2 {
				t.Fatalf("got %v", got)
			}
		}
	})
}

// TestCayleyFault12: what is over time or cancelled is an error, and no part of
// the answer comes before it as if it were the whole.
func TestCayleyFault12(t *testing.T) {
	forEachStore(t, func(t *testing.T, backend string) {
		RegisterCayley()
		s := query.NewSession(filled(t, backend, faultGraph()), "quipu-gizmo")
		over, cancel := context.WithCancel(context.Background())
		cancel()
		for _, script := range []string{
			`g.V().count()`, `g.V().all()`, `g.V().unique().all()`,
			`for (;;) g.V().tag("a").both().tag("b").both().tag("c").both().unique().count()`,
		} {
			for want, ctx := range map[error]context.Context{context.Canceled: over, context.DeadlineExceeded: deadline(t)} {
				it, err := s.Execute(context.Background(), script, query.Options{})
				if err != nil {
					t.Fatal(err)
				}
				if it.Next(ctx) || !errors.Is(it.Err(), want) {
					t.Errorf("%s: %v, want %v", script, it.Err(), want)
				}
				it.Close()
			}
		}
	})
}

// deadline is a context whose time is over.
func deadline(t *testing.T) context.Context {
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	t.Cleanup(cancel)
	return ctx
}
