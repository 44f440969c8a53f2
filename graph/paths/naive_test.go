package paths

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// naive enumerates every loopless path by depth-first search over every
// triple of a memory without anything but links, and sorts them.
func naive(m *memory, from, to []source.ID, spec algebra.WalkSpec) []source.Path {
	triples := make(map[source.Quad]bool)
	for _, q := range m.quads {
		q[source.L] = source.Any
		triples[q] = true
	}
	var found []source.Path
	var walk func(start, at source.ID, on []source.ID, hops source.Path)
	walk = func(start, at source.ID, on []source.ID, hops source.Path) {
		backwards := !spec.Directed && slices.Contains(from, at) && slices.Contains(to, start) && compareTerms(m, start, at) > 0
		if len(hops) > 0 && slices.Contains(to, at) && !backwards {
			found = append(found, slices.Clone(hops))
		}
		if len(hops) == spec.Max {
			return
		}
		for q := range triples {
			if q[source.S] == at && !slices.Contains(on, q[source.O]) {
				h := source.Hop{S: q[0], P: q[1], O: q[2], Forward: true}
				walk(start, q[source.O], append(on, q[source.O]), append(hops, h))
			}
			if !spec.Directed && q[source.O] == at && !slices.Contains(on, q[source.S]) {
				h := source.Hop{S: q[0], P: q[1], O: q[2]}
				walk(start, q[source.S], append(on, q[source.S]), append(hops, h))
			}
		}
	}
	for _, start := range from {
		walk(start, start, []source.ID{start}, nil)
	}
	slices.SortFunc(found, func(a, b source.Path) int { return comparePaths(m, a, b) })
	return found
}

func compareTerms(m *memory, a, b source.ID) int {
	return quads.Order(m.terms[a-2], m.terms[b-2])
}

func comparePaths(m *memory, a, b source.Path) int {
	if c := cmp.Compare(len(a), len(b)); c != 0 {
		return c
	}
	start := func(h source.Hop) source.ID {
		if h.Forward {
			return h.S
		}
		return h.O
	}
	end := func(h source.Hop) source.ID {
		if h.Forward {
			return h.O
		}
		return h.S
	}
	if c := compareTerms(m, start(a[0]), start(b[0])); c != 0 {
		return c
	}
	for i := range a {
		c := cmp.Or(compareTerms(m, a[i].P, b[i].P), compareTerms(m, end(a[i]), end(b[i])), falseFirst(!a[i].Forward, !b[i].Forward))
		if c != 0 {
			return c
		}
	}
	return 0
}

// TestFindIsNaive: on small random graphs Find gives what the naive
// enumeration gives, cut at the limit.
func TestFindIsNaive(t *testing.T) {
	names := newNames(t)
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.IntRange(2, 7).Draw(t, "nodes")
		node := rapid.Custom(func(t *rapid.T) string {
			return string(rune('a' + rapid.IntRange(0, nodes-1).Draw(t, "n")))
		})
		m := newMemory(nil)
		for range rapid.IntRange(1, 14).Draw(t, "quads") {
			m.add(quad.Quad{
				Subject:   names.IRI(node.Draw(t, "s")),
				Predicate: names.IRI(rapid.SampledFrom([]string{"p", "q"}).Draw(t, "p")),
				Object:    names.IRI(node.Draw(t, "o")),
				Label:     names.IRI(rapid.SampledFrom([]string{"L", "M"}).Draw(t, "l")),
			})
		}
		ends := func(name string) []source.ID {
			var ids []source.ID
			for _, n := range rapid.SliceOfNDistinct(node, 1, min(3, nodes), rapid.ID).Draw(t, name) {
				if id := m.ids[names.IRI(n)]; id != source.Any {
					ids = append(ids, id)
				}
			}
			return ids
		}
		from, to := ends("from"), ends("to")
		spec := algebra.WalkSpec{
			Directed: rapid.Bool().Draw(t, "directed"),
			Max:      rapid.IntRange(1, 6).Draw(t, "max"),
			Limit:    rapid.IntRange(1, 30).Draw(t, "limit"),
		}
		want := naive(m, from, to, spec)
		r, err := Find(context.Background(), m, names, from, to, spec)
		if err != nil {
			t.Fatal(err)
		}
		if cut := len(want) > spec.Limit; cut != r.Cut {
			t.Fatalf("cut is %t, there are %d paths", r.Cut, len(want))
		}
		want = want[:min(len(want), spec.Limit)]
		if fmt.Sprint(want) != fmt.Sprint(r.Paths) {
			t.Fatalf("want %v\ngot  %v", want, r.Paths)
		}
	})
}

// TestFindWork: what is read is bounded by what lies between the ends, not
// by the graph: a long tail behind the end, and a dense part that cannot
// lead there, are not walked.
func TestFindWork(t *testing.T) {
	names := newNames(t)
	m := newMemory(nil)
	link := func(a, b string) {
		m.add(quad.Quad{Subject: names.IRI(a), Predicate: names.IRI("p"), Object: names.IRI(b)})
	}
	link("a", "b")
	link("b", "c")
	for i := range 40 { // a clique-like part hanging from a
		link("a", fmt.Sprintf("x%d", i))
		for j := range i {
			link(fmt.Sprintf("x%d", i), fmt.Sprintf("x%d", j))
		}
	}
	for i := range 200 { // a tail behind c
		link(fmt.Sprintf("t%d", i), fmt.Sprintf("t%d", i+1))
	}
	link("c", "t0")
	r, err := Find(context.Background(), m, names, []source.ID{m.ids[names.IRI("a")]}, []source.ID{m.ids[names.IRI("c")]}, algebra.WalkSpec{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Paths) != 1 || r.Cut {
		t.Fatalf("paths %v, cut %t", r.Paths, r.Cut)
	}
	if w := r.Work; w.Expanded > 12 || w.Quads > 100 || w.Steps > 300 {
		t.Errorf("too much work: %+v", w)
	}
}

func TestFindCancelled(t *testing.T) {
	names := newNames(t)
	m := newMemory([]quad.Quad{{Subject: names.IRI("a"), Predicate: names.IRI("p"), Object: names.IRI("b")}})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Find(ctx, m, names, []source.ID{m.ids[names.IRI("a")]}, []source.ID{m.ids[names.IRI("b")]}, algebra.WalkSpec{}); err == nil {
		t.Fatal("a cancelled search gives no error")
	}
}

func TestFindTooLarge(t *testing.T) {
	names := newNames(t)
	m := newMemory(nil)
	for i := range 50 {
		m.add(quad.Quad{Subject: names.IRI("a"), Predicate: names.IRI("p"), Object: names.IRI(fmt.Sprint(i))})
	}
	from := []source.ID{m.ids[names.IRI("a")]}
	to := []source.ID{m.ids[names.IRI("1")], m.ids[names.IRI("2")]}
	x, err := newSearch(context.Background(), m, names, from, to, algebra.WalkSpec{Max: 3, Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	x.max = 49
	var size *SizeError
	if _, err := x.run(); !errors.As(err, &size) {
		t.Errorf("50 hops held, 49 allowed: %v", err)
	}
}
