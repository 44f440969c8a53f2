package query

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/quads"
)

// naiveGizmo is Gizmo over a list of quads, the plain way: a list of rows, each
// step a loop over all quads.
type naiveGizmo struct {
	quads []quad.Quad
	rows  []naiveRow
	label quad.Value // of the context; nil is none
}

type naiveRow struct {
	at   quad.Value
	tags map[string]quad.Value
}

func (r naiveRow) to(at quad.Value) naiveRow { return naiveRow{at, r.tags} }

func (r naiveRow) tag(name string, v quad.Value) naiveRow {
	tags := maps.Clone(r.tags)
	if tags == nil {
		tags = map[string]quad.Value{}
	}
	tags[name] = v
	return naiveRow{r.at, tags}
}

// each replaces every row by the rows that f makes of it.
func (n *naiveGizmo) each(f func(naiveRow, func(naiveRow))) {
	var out []naiveRow
	for _, r := range n.rows {
		f(r, func(r naiveRow) { out = append(out, r) })
	}
	n.rows = out
}

// along calls f for the other end of every quad at a vertex that is seen.
func (n *naiveGizmo) along(at quad.Value, dir string, p quad.Value, f func(quad.Value)) {
	for _, q := range n.quads {
		if q.Predicate != p || n.label != nil && q.Label != n.label {
			continue
		}
		if dir != "in" && q.Subject == at {
			f(q.Object)
		}
		if dir != "out" && q.Object == at {
			f(q.Subject)
		}
	}
}

func (n *naiveGizmo) hop(dir string, p quad.Value) {
	n.each(func(r naiveRow, put func(naiveRow)) {
		n.along(r.at, dir, p, func(v quad.Value) { put(r.to(v)) })
	})
}

// gizmoChain draws a chain of steps and takes them in n as it goes.
func gizmoChain(t *rapid.T, n *naiveGizmo, names *quads.Names) string {
	var script strings.Builder
	name := func(of ...string) (string, quad.Value) {
		s := rapid.SampledFrom(of).Draw(t, "name")
		return s, names.IRI(s)
	}
	vertex := func() (string, quad.Value) { return name("a", "b", "c", "d") }
	pred := func() (string, quad.Value) { return name("p", "q") }
	start, at := vertex()
	fmt.Fprintf(&script, "g.V('%s')", start)
	if slices.ContainsFunc(n.quads, func(q quad.Quad) bool { return q.Subject == at || q.Object == at }) {
		n.rows = []naiveRow{{at: at}}
	}
	tagged := false
	for range rapid.IntRange(1, 6).Draw(t, "steps") {
		p, P := pred()
		switch kind := rapid.IntRange(0, 9).Draw(t, "step"); kind {
		case 0, 1, 2:
			dir := []string{"out", "in", "both"}[kind]
			fmt.Fprintf(&script, ".%s('%s')", dir, p)
			n.hop(dir, P)
		case 3:
			v, V := vertex()
			fmt.Fprintf(&script, ".has('%s', '%s')", p, v)
			n.each(func(r naiveRow, put func(naiveRow)) {
				n.along(r.at, "out", P, func(v quad.Value) {
					if v == V {
						put(r)
					}
				})
			})
		case 4:
			script.WriteString(".tag('t')")
			tagged = true
			n.each(func(r naiveRow, put func(naiveRow)) { put(r.tag("t", r.at)) })
		case 5:
			if tagged {
				script.WriteString(".back('t')")
				n.each(func(r naiveRow, put func(naiveRow)) { put(r.to(r.tags["t"])) })
			}
		case 6:
			if l, L := name("s1", "s2"); !tagged { // back() would lift it
				fmt.Fprintf(&script, ".labelContext('%s')", l)
				n.label = L
			}
		case 7:
			fmt.Fprintf(&script, ".saveOpt('%s', 'o')", p)
			n.each(func(r naiveRow, put func(naiveRow)) {
				found := false
				n.along(r.at, "out", P, func(v quad.Value) { found = true; put(r.tag("o", v)) })
				if !found {
					r = r.tag("o", nil)
					put(r)
				}
			})
		case 8:
			q, Q := pred()
			fmt.Fprintf(&script, ".followR(g.M().out('%s').in('%s'))", p, q)
			n.hop("out", Q)
			n.hop("in", P)
		case 9:
			fmt.Fprintf(&script, ".except(g.V().out('%s'))", p)
			n.each(func(r naiveRow, put func(naiveRow)) {
				all := naiveGizmo{quads: n.quads}
				hit := false
				all.along(r.at, "in", P, func(quad.Value) { hit = true })
				if !hit {
					put(r)
				}
			})
		}
	}
	return script.String() + ".all()"
}

// TestGizmoNaive: random chains over random graphs have the rows, and as many
// of them, that going through all quads gives.
func TestGizmoNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, err := graph.Memory(graph.Options{})
		if err != nil {
			t.Fatal(err)
		}
		names := g.Names()
		pick := func(of ...string) quad.Value {
			s := rapid.SampledFrom(of).Draw(t, "term")
			if s == "" {
				return nil
			}
			return names.IRI(s)
		}
		n := &naiveGizmo{}
		for range rapid.IntRange(1, 14).Draw(t, "quads") {
			q := quad.Quad{Subject: pick("a", "b", "c", "d"), Predicate: pick("p", "q"), Object: pick("a", "b", "c", "d"), Label: pick("", "s1", "s2")}
			if !slices.Contains(n.quads, q) {
				n.quads = append(n.quads, q)
			}
		}
		if _, err := g.Apply(context.Background(), n.quads, nil); err != nil {
			t.Fatal(err)
		}
		script := gizmoChain(t, n, names)
		rows, err := Run(context.Background(), g, script, Options{Language: "gizmo"})
		if err != nil {
			t.Fatalf("%s: %v", script, err)
		}
		defer rows.Close()
		var got, want []string
		for rows.Next() {
			line := ""
			for i, c := range rows.Row().Cells {
				line += fmt.Sprintf("%s=%v ", rows.Vars[i], c.Term)
			}
			got = append(got, line)
		}
		if rows.Err() != nil {
			t.Fatal(rows.Err())
		}
		for _, r := range n.rows {
			line := ""
			for _, v := range rows.Vars {
				value := r.tags[v]
				if v == "id" {
					value = r.at
				}
				line += fmt.Sprintf("%s=%v ", v, value)
			}
			want = append(want, line)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s\ngot  %q\nwant %q\nover %v", script, got, want, n.quads)
		}
	})
}
