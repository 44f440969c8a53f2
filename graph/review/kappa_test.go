package review_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"quipu/graph/review"
)

// TestAgreement runs the comparisons in testdata/review/agreement. A table
// gives, for the first reviewer's accepted, rejected and edited a row each, how
// many of those the second accepted, rejected and edited.
func TestAgreement(t *testing.T) {
	datadriven.RunTest(t, filepath.Join("..", "..", "testdata", "review", "agreement", "kappa.data"), func(t *testing.T, d *datadriven.TestData) string {
		a, b := decisions(t, d)
		g := review.Agree(a, b)
		var out strings.Builder
		fmt.Fprintf(&out, "both %d, alone %d and %d, different %d\n", g.Both(), g.OnlyA, g.OnlyB, len(g.Differ))
		if k := g.Kappa(); k == nil {
			fmt.Fprintln(&out, "kappa is not defined")
		} else {
			fmt.Fprintf(&out, "kappa %s = %s, alike %s\n", k.RatString(), k.FloatString(4), g.Alike().FloatString(4))
		}
		// Whoever is first: kappa is symmetric.
		if x, y := g.Kappa(), review.Agree(b, a).Kappa(); (x == nil) != (y == nil) || x != nil && x.Cmp(y) != 0 {
			t.Errorf("%v one way, %v the other", x, y)
		}
		return out.String()
	})
}

// decisions makes the rows of two reviewers: of a table, or of lines "node a b"
// with - for no decision.
func decisions(t *testing.T, d *datadriven.TestData) (a, b []review.Row) {
	kinds := map[string]review.Kind{"a": review.Accepted, "r": review.Rejected, "e": review.Edited, "m": review.Merged}
	row := func(node, kind string, n int) []review.Row {
		if kind == "-" {
			return nil
		}
		k, ok := kinds[kind]
		if !ok {
			t.Fatalf("what is %q?", kind)
		}
		return []review.Row{{Node: node, Decision: string(k), Time: fmt.Sprintf("2024-03-27T10:00:%02dZ", n%60)}}
	}
	for i, line := range strings.Split(d.Input, "\n") {
		fields := strings.Fields(line)
		if d.Cmd == "lines" {
			a, b = append(a, row(fields[0], fields[1], i)...), append(b, row(fields[0], fields[2], i)...)
			continue
		}
		for j, field := range fields {
			var n int
			if _, err := fmt.Sscan(field, &n); err != nil {
				t.Fatal(err)
			}
			for k := range n {
				node := fmt.Sprintf("claim %d %d %d", i, j, k)
				a = append(a, review.Row{Node: node, Decision: string(review.Categories[i])})
				b = append(b, review.Row{Node: node, Decision: string(review.Categories[j])})
			}
		}
	}
	return a, b
}

// What is exported is read back, whatever it holds.
func TestRowsRoundTrip(t *testing.T) {
	rows := []review.Row{
		{Node: "urn:quipu:st/1", Claim: "A → p → 'B, \"c\"'", Document: "D", Quote: "one, \"two\"\nthree", Decision: "accepted", Analyst: "ada", Time: "2024-03-27T10:00:00Z"},
		{Node: "urn:quipu:st/2", Claim: "<b>&</b>", Decision: "rejected", Analyst: "'b=c'"},
	}
	for name, f := range map[string]struct {
		write func(*bytes.Buffer) error
		read  func(*bytes.Buffer) ([]review.Row, error)
	}{
		"csv":   {func(b *bytes.Buffer) error { return review.WriteCSV(b, rows) }, func(b *bytes.Buffer) ([]review.Row, error) { return review.ReadCSV(b) }},
		"jsonl": {func(b *bytes.Buffer) error { return review.WriteJSONL(b, rows) }, func(b *bytes.Buffer) ([]review.Row, error) { return review.ReadJSONL(b) }},
	} {
		var b bytes.Buffer
		if err := f.write(&b); err != nil {
			t.Fatal(err)
		}
		got, err := f.read(&b)
		if err != nil || !slices.Equal(got, rows) {
			t.Errorf("%s: read back %+v (%v)", name, got, err)
		}
	}
	for _, bad := range []string{"", "a,b\n1,2\n", "node,decision\nx\n"} {
		if _, err := review.ReadCSV(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is taken for decisions", bad)
		}
	}
	for _, bad := range []string{"{", "{}", "[1]"} {
		if _, err := review.ReadJSONL(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is taken for decisions", bad)
		}
	}
}
