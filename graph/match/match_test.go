package match_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph"
	"quipu/graph/match"
)

// TestRank runs testdata/match/rank.txt: statements, and the pairs that they
// lead to.
func TestRank(t *testing.T) {
	datadriven.RunTest(t, "../../testdata/match/rank.txt", func(t *testing.T, d *datadriven.TestData) string {
		g, err := graph.Memory(graph.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		in := graph.Input{Path: "-", From: "arrows", Stdin: strings.NewReader(d.Input)}
		if _, err := g.Load(t.Context(), []graph.Input{in}, graph.LoadOptions{}); err != nil {
			return err.Error()
		}
		var o match.Options
		d.MaybeScanArgs(t, "limit", &o.Limit)
		for _, a := range d.CmdArgs {
			if a.Key == "only" {
				for _, name := range a.Vals {
					o.Only = append(o.Only, g.Names().IRI(strings.ReplaceAll(name, "_", " ")))
				}
			}
		}
		pairs, _ := rank(t, g, o)
		var b strings.Builder
		for _, p := range pairs {
			fmt.Fprintf(&b, "%.2f %s, %s: %s\n", p.Score, name(g, p.A), name(g, p.B), strings.Join(p.Reasons, "; "))
		}
		return b.String()
	})
}

func name(g *graph.Graph, iri quad.IRI) string {
	if name, ok := g.Names().Name(iri); ok {
		return name
	}
	return string(iri)
}

// madeUpNames returns names of two made-up words.
func madeUpNames(n int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteByte("bcdfghklmnprstvz"[random.IntN(16)])
			b.WriteByte("aeiou"[random.IntN(5)])
		}
		w := b.String()
		return strings.ToUpper(w[:1]) + w[1:]
	}
	var names []string
	seen := make(map[string]bool)
	for len(names) < n {
		if name := word() + " " + word(); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// TestWork: the pairs that are compared grow with the names and not with their
// square, also where many share a word.
func TestWork(t *testing.T) {
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	for _, c := range []struct {
		what  string
		names []string
	}{
		{"words of their own", madeUpNames(n)},
		{"a common word", func() []string {
			names := madeUpNames(n / 10)
			for i := range names {
				names[i] += " of the Northern Council"
			}
			return names
		}()},
		{"few consonants", func() []string {
			var names []string
			for i := range n / 10 {
				names = append(names, fmt.Sprintf("Ba%s", strings.Repeat("ae", i%40))+fmt.Sprint(i))
			}
			return names
		}()},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, work := rank(t, graphOf(t, c.names), match.Options{Limit: 10})
			t.Logf("%d names, %d pairs compared", work.Names, work.Compared)
			if work.Names != len(c.names) || work.Compared > 100*int64(len(c.names)) {
				t.Errorf("%d pairs of %d names compared", work.Compared, work.Names)
			}
		})
	}
}

// TestSameWhateverTheSeed: hashes of keys differ from run to run, what is
// ranked does not.
func TestSameWhateverTheSeed(t *testing.T) {
	g := graphOf(t, append(madeUpNames(2000), readPairs(t, "pairs").names...))
	first, _ := rank(t, g, match.Options{Limit: 200})
	for range 3 {
		if again, _ := rank(t, g, match.Options{Limit: 200}); fmt.Sprint(again) != fmt.Sprint(first) {
			t.Fatal("another ranking of the same graph")
		}
	}
	if few, _ := rank(t, g, match.Options{Limit: 20}); fmt.Sprint(few) != fmt.Sprint(first[:20]) {
		t.Error("with a lower limit other pairs come first")
	}
}
