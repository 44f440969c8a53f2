package match_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/graph"
	"quipu/graph/match"
	"quipu/quads"
)

// labelled is a file of pairs: which names mean one thing. What is the same as
// a third is the same.
type labelled struct {
	names []string
	pairs [][2]string
	same  []bool
	root  map[string]string

	ranked []ranked
}

func readPairs(t *testing.T, file string) *labelled {
	t.Helper()
	text, err := os.ReadFile("../../testdata/match/" + file + ".tsv")
	if err != nil {
		t.Fatal(err)
	}
	l := &labelled{root: make(map[string]string)}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[2] != "same" && f[2] != "different" {
			t.Fatalf("line %d: %q", i+1, line)
		}
		for _, name := range f[:2] {
			if !slices.Contains(l.names, name) {
				l.names = append(l.names, name)
			}
		}
		l.pairs, l.same = append(l.pairs, [2]string{f[0], f[1]}), append(l.same, f[2] == "same")
		if f[2] == "same" {
			l.root[l.find(f[0])] = l.find(f[1])
		}
	}
	return l
}

func (l *labelled) find(name string) string {
	for l.root[name] != "" && l.root[name] != name {
		name = l.root[name]
	}
	return name
}

// graphOf returns a graph in which things of these names are linked with
// something, each with another.
func graphOf(t testing.TB, names []string) *graph.Graph {
	t.Helper()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	n := g.Names()
	var all []quad.Quad
	for i, name := range names {
		all = append(all, quad.Quad{Subject: n.IRI(name), Predicate: n.IRI("stands in"), Object: quads.Literal(fmt.Sprint(i), quads.XSDInteger)})
	}
	if _, err := g.Apply(t.Context(), all, nil); err != nil {
		t.Fatal(err)
	}
	return g
}

func rank(t testing.TB, g *graph.Graph, o match.Options) ([]match.Pair, match.Work) {
	t.Helper()
	src, err := g.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	pairs, work, err := match.Rank(t.Context(), g, src, o)
	if err != nil {
		t.Fatal(err)
	}
	return pairs, work
}

// TestPairs tells the precision of the ranked pairs and the recall of the
// labelled ones at some scores. A pair of names that nobody labelled counts as
// wrong unless both are the same as a third. The rules were made with pairs.tsv
// at hand, and without unseen.tsv.
func TestPairs(t *testing.T) {
	for _, file := range []string{"pairs", "unseen"} {
		t.Run(file, func(t *testing.T) {
			l := readPairs(t, file)
			g := graphOf(t, l.names)
			l.pairsOf(t, g)
			datadriven.RunTest(t, "../../testdata/match/"+file+".txt", func(t *testing.T, d *datadriven.TestData) string {
				switch d.Cmd {
				case "precision":
					return l.precision()
				case "wrong":
					return l.list(func(p ranked) bool { return !p.right })
				case "found":
					return l.list(func(p ranked) bool { return p.right })
				case "missed":
					return l.missed()
				}
				t.Fatalf("no directive %s", d.Cmd)
				return ""
			})
		})
	}
}

// shown is the score from which pairs are shown unless asked otherwise.
const shown = 0.5

// ranked is a pair as it was ranked.
type ranked struct {
	match.Pair
	a, b  string
	right bool
}

// pairsOf ranks the names of a graph.
func (l *labelled) pairsOf(t *testing.T, g *graph.Graph) {
	pairs, _ := rank(t, g, match.Options{Above: 0.3})
	for _, p := range pairs {
		a, b := name(g, p.A), name(g, p.B)
		l.ranked = append(l.ranked, ranked{p, a, b, l.find(a) == l.find(b)})
	}
}

// score is that of two names, 0 where they were not ranked.
func (l *labelled) score(p [2]string) float64 {
	for _, r := range l.ranked {
		if r.a == p[0] && r.b == p[1] || r.a == p[1] && r.b == p[0] {
			return r.Score
		}
	}
	return 0
}

func (l *labelled) precision() string {
	var b strings.Builder
	for _, above := range []float64{0.9, 0.8, 0.7, 0.6, 0.5, 0.4} {
		right, all, found, same := 0, 0, 0, 0
		for _, p := range l.ranked {
			if p.Score >= above {
				all++
				if p.right {
					right++
				}
			}
		}
		for i, p := range l.pairs {
			if l.same[i] {
				same++
				if l.score(p) >= above {
					found++
				}
			}
		}
		fmt.Fprintf(&b, "above %.1f: %d of %d ranked are right, %.2f; %d of %d labelled are found, %.2f\n",
			above, right, all, float64(right)/float64(max(1, all)), found, same, float64(found)/float64(same))
	}
	return b.String()
}

func (l *labelled) list(wanted func(ranked) bool) string {
	var b strings.Builder
	for _, p := range l.ranked {
		if p.Score >= shown && wanted(p) {
			fmt.Fprintf(&b, "%.2f %s, %s: %s\n", p.Score, p.a, p.b, strings.Join(p.Reasons, "; "))
		}
	}
	return b.String()
}

func (l *labelled) missed() string {
	var b strings.Builder
	for i, p := range l.pairs {
		if score := l.score(p); l.same[i] && score < shown {
			fmt.Fprintf(&b, "%.2f %s, %s\n", score, p[0], p[1])
		}
	}
	return b.String()
}
