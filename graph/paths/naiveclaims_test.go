package paths

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// naiveClaims answers from the terms of a memory, looking at every quad, what
// package paths reads by patterns.
type naiveClaims struct {
	m     *memory
	names *quads.Names
	spec  algebra.WalkSpec
	links map[source.ID]bool // predicates of links

	teller source.ID // Any: all sources
}

// about returns the objects of a predicate.
func (n *naiveClaims) about(s source.ID, p quad.Value) (out []source.ID) {
	for _, q := range n.m.quads {
		if q[source.S] == s && n.m.terms[q[source.P]-2] == p {
			out = append(out, q[source.O])
		}
	}
	return out
}

// leads returns a label and what it leads to. The test's labels lead on by
// one step.
func (n *naiveClaims) leads(label source.ID) []source.ID {
	if label == source.Unlabelled {
		return nil
	}
	return append(append([]source.ID{label}, n.about(label, quads.WasAttributedTo)...), n.about(label, quads.WasDerivedFrom)...)
}

func (n *naiveClaims) hop(t key, labels []source.ID) (weight float64, ok bool) {
	origins := make(map[source.ID]bool)
	inTime, least := false, math.Inf(1)
	if n.teller != source.Any {
		labels = slices.DeleteFunc(slices.Clone(labels), func(l source.ID) bool { return !slices.Contains(n.leads(l), n.teller) })
		if len(labels) == 0 {
			return 0, false
		}
	}
	for _, label := range labels {
		origin := label
		if by := n.about(label, quads.WasAttributedTo); len(by) > 0 {
			origin = by[0]
		}
		if label != source.Unlabelled {
			origins[origin] = true
		}
		for _, of := range n.leads(label) {
			for _, d := range n.about(of, quads.Date) {
				date := n.m.terms[d-2]
				after, before := true, true
				if n.spec.Since != nil {
					after, _, _ = quads.Compare(quads.GE, date, n.spec.Since)
				}
				if n.spec.Until != nil {
					before, _, _ = quads.Compare(quads.LE, date, n.spec.Until)
				}
				inTime = inTime || after && before
			}
			for _, w := range n.about(of, n.names.IRI("risk")) {
				number, _ := quads.Number(n.m.terms[w-2])
				least = min(least, number)
			}
		}
	}
	switch {
	case len(origins) < n.spec.MinOrigins, (n.spec.Since != nil || n.spec.Until != nil) && !inTime:
		return 0, false
	case n.spec.Uncontested && n.isDenied(t):
		return 0, false
	case n.spec.WeightedBy != nil:
		return least, !math.IsInf(least, 1)
	}
	return 0, true
}

func (n *naiveClaims) isDenied(t key) bool {
	for _, q := range n.m.quads {
		st := q[source.S]
		if n.m.terms[q[source.P]-2] == n.names.StancePredicate() && Denies(n.m.terms[q[source.O]-2]) &&
			slices.Contains(n.about(st, quads.Subject), t[0]) && slices.Contains(n.about(st, quads.Predicate), t[1]) &&
			slices.Contains(n.about(st, quads.Object), t[2]) {
			return true
		}
	}
	return false
}

// oneSource asks for the paths as each source alone tells them.
func (n *naiveClaims) oneSource(from, to []source.ID) []source.Path {
	best := make(map[string]source.Path)
	for teller := range n.m.terms {
		n.teller = source.ID(teller + 2)
		for _, p := range naive(n.m, from, to, n.spec, n) {
			if old, twice := best[pathKey(p)]; !twice || weightOf(p) < weightOf(old) {
				best[pathKey(p)] = p
			}
		}
	}
	var all []source.Path
	for _, k := range sorted(best) {
		all = append(all, best[k])
	}
	return inOrder(n.m, all, n.spec)
}

func (n *naiveClaims) said(id source.ID) (count int) {
	for _, q := range n.m.quads {
		for _, place := range []int{source.S, source.O} {
			if q[place] == id {
				count++
			}
		}
	}
	return count
}

func (n *naiveClaims) hub(id source.ID) bool {
	return n.spec.HubLinks > 0 && n.said(id) > n.spec.HubLinks
}

func (n *naiveClaims) toll(id source.ID) float64 {
	return math.Round(math.Log2(float64(max(n.said(id), 2)))*weightUnit) / weightUnit
}

// TestFindClaimsIsNaive is TestFindIsNaive with every restriction and order.
func TestFindClaimsIsNaive(t *testing.T) {
	names := newNames(t)
	rapid.Check(t, func(t *rapid.T) {
		g := claimsGraph{names: names, m: newMemory(nil), t: t}
		g.draw()
		spec := algebra.WalkSpec{
			Directed: rapid.Bool().Draw(t, "directed"), Max: rapid.IntRange(1, 5).Draw(t, "max"),
			Limit:       rapid.SampledFrom([]int{-1, 1, 2, 5, 20}).Draw(t, "limit"),
			MinOrigins:  rapid.IntRange(0, 2).Draw(t, "origins"),
			HubLinks:    rapid.SampledFrom([]int{0, 0, 3, 6}).Draw(t, "hubs"),
			Uncontested: rapid.Bool().Draw(t, "uncontested"),
			OneSource:   rapid.IntRange(0, 3).Draw(t, "one source") == 0,
		}
		if rapid.IntRange(0, 2).Draw(t, "dates") == 0 {
			spec.Since = date("2024-02")
			spec.Until = rapid.SampledFrom([]quad.Value{nil, date("2024"), date("2024-03-02")}).Draw(t, "until")
		}
		switch rapid.IntRange(0, 3).Draw(t, "order") {
		case 0:
			spec.WeightedBy = names.IRI("risk")
		case 1:
			spec.ByRarity = true
		case 2:
			spec.AllShortest = true
		}
		from, to := g.ends("from"), g.ends("to")
		n := &naiveClaims{m: g.m, names: names, spec: spec, links: setOf([]source.ID{g.m.ids[names.IRI("p")], g.m.ids[names.IRI("q")]})}
		if spec.OneSource {
			spec.MinOrigins = 0 // no source alone has two
		}
		n.spec = spec
		want := naive(g.m, from, to, spec, n)
		if spec.OneSource {
			want = n.oneSource(from, to)
		}
		r := findBoth(t, g.m, names, from, to, spec)
		checkCut(t, r, len(want), spec)
		if spec.Limit > 0 {
			want = want[:min(len(want), spec.Limit)]
		}
		if showPaths(want) != showPaths(r.Paths) {
			t.Fatalf("%+v\nwant %s\ngot  %s", spec, showPaths(want), showPaths(r.Paths))
		}
	})
}

// showPaths prints paths with the weights of their hops, rounded.
func showPaths(paths []source.Path) string {
	out := ""
	for _, p := range paths {
		for _, h := range p {
			out += fmt.Sprintf("%d %d %d %t %.4f; ", h.S, h.P, h.O, h.Forward, h.Weight)
		}
		out += "\n"
	}
	return out
}

// claimsGraph draws a graph of statements by four documents, some of them by a
// speaker, dated, weighed and denied now and then.
type claimsGraph struct {
	names *quads.Names
	m     *memory
	t     *rapid.T
}

func (g *claimsGraph) pick(what string, of ...string) quad.Value {
	return g.names.IRI(rapid.SampledFrom(of).Draw(g.t, what))
}

func (g *claimsGraph) node(what string) quad.Value { return g.pick(what, "a", "b", "c", "d", "e", "f") }

func (g *claimsGraph) draw() {
	documents := []string{"D1", "D2", "D3", "D4"}
	for i, d := range documents {
		if i < 3 {
			date := date([]string{"2024-01", "2024-03-01", "2024"}[i])
			g.m.add(quad.Quad{Subject: g.names.IRI(d), Predicate: quads.Date, Object: date, Label: g.names.IRI(d)})
		}
		if i > 0 {
			risk := quads.Literal([]string{"", "1", "2.5", "0.1"}[i], quads.XSDDecimal)
			g.m.add(quad.Quad{Subject: g.names.IRI(d), Predicate: g.names.IRI("risk"), Object: risk})
		}
	}
	for range rapid.IntRange(1, 16).Draw(g.t, "quads") {
		q := quad.Quad{Subject: g.node("s"), Predicate: g.pick("p", "p", "q"), Object: g.node("o"), Label: g.pick("l", documents...)}
		switch rapid.IntRange(0, 5).Draw(g.t, "how") {
		case 0:
			c := quads.Claim{Subject: q.Subject, Predicate: q.Predicate, Object: q.Object, Stance: quads.Denies, Document: q.Label}
			for _, q := range c.Quads(g.names) {
				g.m.add(q)
			}
			continue
		case 1:
			q.Label = nil
		case 2:
			node, about := g.names.Said(g.pick("speaker", "S1", "S2"), q.Label)
			for _, q := range about {
				g.m.add(q)
			}
			q.Label = node
		}
		g.m.add(q)
	}
}

func (g *claimsGraph) ends(what string) []source.ID {
	var ids []source.ID
	for _, n := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c", "d"}), 1, 2, rapid.ID).Draw(g.t, what) {
		if id := g.m.ids[g.names.IRI(n)]; id != source.Any {
			ids = append(ids, id)
		}
	}
	return ids
}
