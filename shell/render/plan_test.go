package render

import (
	"strings"
	"testing"
	"time"

	"quipu/graph/query"
)

func somePlan() *query.Plan {
	spent := func(rows, seeks, quads int64, d time.Duration) *query.Spent {
		return &query.Spent{Rows: rows, Seeks: seeks, Quads: quads, Time: d}
	}
	return &query.Plan{
		Steps: []*query.Step{{Does: "select ?x", Expected: 12, Spent: spent(9, 0, 0, 0), Steps: []*query.Step{
			{Does: "join", Expected: 12, Spent: spent(9, 0, 0, 1500), Steps: []*query.Step{
				{Does: "?x → knows → ?y", How: "scan by predicate · posl", Expected: 1200, Spent: spent(1187, 1, 1187, 1234567), Steps: nil},
				{Does: "contested \x1b[2J", Expected: -1, Steps: []*query.Step{{Does: "?y → type → city", How: "seek by ?y", Expected: 1}}},
			}},
		}}},
		Total: &query.Total{Spent: *spent(9, 1, 1187, 2*time.Second)},
	}
}

func planned(t *testing.T, format string, p *query.Plan, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := WritePlan(&b, format, p, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPlan: what a person reads is a tree with aligned columns; a plan that was
// not run has no columns for what was done.
func TestPlan(t *testing.T) {
	const profile = `step                       how                          expected   rows  seeks  quads    time
─────────────────────────  ────────────────────────  ───────────  ─────  ─────  ─────  ──────
select ?x                                               ~12 rows      9      0      0    0 µs
└─ join                                                 ~12 rows      9      0      0    2 µs
   ├─ ?x → knows → ?y      scan by predicate · posl  ~1,200 rows  1,187      1  1,187  1.2 ms
   └─ contested \u001B[2J                                             –
      └─ ?y → type → city  seek by ?y                     ~1 row      –
total                                                                 9      1  1,187  2.00 s
`
	if got := planned(t, "table", somePlan(), Options{}); got != profile {
		t.Errorf("profile:\n%s\nnot\n%s", got, profile)
	}
	p := somePlan()
	p.Total = nil
	got := planned(t, "tsv", p, Options{})
	if !strings.Contains(got, "   ├─ ?x → knows → ?y      scan by predicate · posl  ~1,200 rows\n") || strings.Contains(got, "1,187") {
		t.Errorf("plan:\n%s", got)
	}
	for _, line := range strings.Split(planned(t, "table", p, Options{Width: 50}), "\n") {
		if n := len([]rune(line)); n > 50 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	if got := planned(t, "table", &query.Plan{}, Options{}); got != "nothing is asked of the graph\n" {
		t.Errorf("no plan: %s", got)
	}
}

func TestPlanJSON(t *testing.T) {
	const want = `{"plans":[{"does":"select ?x","expected":12,"rows":9,"seeks":0,"quads":0,"ms":0,"steps":[` +
		`{"does":"join","expected":12,"rows":9,"seeks":0,"quads":0,"ms":0.0015,"steps":[` +
		`{"does":"?x → knows → ?y","how":"scan by predicate · posl","expected":1200,"rows":1187,"seeks":1,"quads":1187,"ms":1.234567},` +
		`{"does":"contested \u001b[2J","steps":[{"does":"?y → type → city","how":"seek by ?y","expected":1}]}]}]}],` +
		`"total":{"rows":9,"seeks":1,"quads":1187,"ms":2000}}` + "\n"
	if got := planned(t, "jsonl", somePlan(), Options{}); got != want {
		t.Errorf("%s\nnot\n%s", got, want)
	}
}
