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

// naive enumerates every loopless path by depth-first search over the hops
// that pass, of a memory's triples with the predicates p and q, and sorts them.
func naive(m *memory, from, to []source.ID, spec algebra.WalkSpec, n *naiveClaims) []source.Path {
	triples := make(map[key][]source.ID) // labels
	for _, q := range m.quads {
		if n == nil || n.links[q[source.P]] {
			k := key(q[:3])
			triples[k] = append(triples[k], q[source.L])
		}
	}
	var found []source.Path
	var walk func(start, at source.ID, on []source.ID, hops source.Path)
	walk = func(start, at source.ID, on []source.ID, hops source.Path) {
		backwards := !spec.Directed && slices.Contains(from, at) && slices.Contains(to, start) && compareTerms(m, start, at) > 0
		if len(hops) > 0 && slices.Contains(to, at) && !backwards {
			found = append(found, slices.Clone(hops))
		}
		if len(hops) == spec.Max || len(hops) > 0 && n != nil && n.hub(at) {
			return
		}
		for t, labels := range triples {
			weight, ok := 0.0, true
			if n != nil {
				weight, ok = n.hop(t, labels)
			}
			if n != nil && spec.ByRarity && len(hops) > 0 {
				weight += n.toll(at)
			}
			if ok && t[0] == at && !slices.Contains(on, t[2]) {
				h := source.Hop{S: t[0], P: t[1], O: t[2], Forward: true, Weight: weight}
				walk(start, t[2], append(slices.Clip(on), t[2]), append(slices.Clip(hops), h))
			}
			if ok && !spec.Directed && t[2] == at && !slices.Contains(on, t[0]) {
				h := source.Hop{S: t[0], P: t[1], O: t[2], Weight: weight}
				walk(start, t[0], append(slices.Clip(on), t[0]), append(slices.Clip(hops), h))
			}
		}
	}
	for _, start := range from {
		walk(start, start, []source.ID{start}, nil)
	}
	return inOrder(m, found, spec)
}

func inOrder(m *memory, found []source.Path, spec algebra.WalkSpec) []source.Path {
	slices.SortFunc(found, func(a, b source.Path) int {
		if c := cmp.Compare(weightOf(a), weightOf(b)); c != 0 {
			return c
		}
		return comparePaths(m, a, b)
	})
	if spec.AllShortest {
		found = slices.DeleteFunc(found, func(p source.Path) bool { return len(p) > len(found[0]) })
	}
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
		want := naive(m, from, to, spec, nil)
		r := findBoth(t, m, names, from, to, spec)
		checkCut(t, r, len(want), spec)
		want = want[:min(len(want), spec.Limit)]
		if fmt.Sprint(want) != fmt.Sprint(r.Paths) {
			t.Fatalf("want %v\ngot  %v", want, r.Paths)
		}
	})
}

// findBoth is Find, and the same with a search that asks for the hops between
// its two edges wherever it can.
func findBoth(t *rapid.T, m *memory, names *quads.Names, from, to []source.ID, spec algebra.WalkSpec) *Result {
	r, err := Find(context.Background(), m, names, from, to, spec)
	if err != nil {
		t.Fatal(err)
	}
	if spec.OneSource {
		return r
	}
	x, err := newSearch(context.Background(), m, names, from, to, spec)
	if err != nil {
		t.Fatal(err)
	}
	x.seek = 0
	probing, err := x.run()
	if err != nil || fmt.Sprint(probing.Paths) != fmt.Sprint(r.Paths) || probing.Cut != r.Cut {
		t.Fatalf("probing finds %v (cut %t), %v; else it is %v (cut %t)", probing.Paths, probing.Cut, err, r.Paths, r.Cut)
	}
	return r
}

// checkCut: what is not in the answer is told, and what is told is so.
func checkCut(t *rapid.T, r *Result, all int, spec algebra.WalkSpec) {
	more := spec.Limit > 0 && all > spec.Limit
	if more != (r.Cut || r.Full && more) || r.Cut && r.Full || r.Full && len(r.Paths) != spec.Limit {
		t.Fatalf("cut is %t, full is %t, there are %d paths, the limit is %d", r.Cut, r.Full, all, spec.Limit)
	}
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
	x.max = 1
	var size *SizeError
	if _, err := x.run(); !errors.As(err, &size) {
		t.Errorf("2 hops held, 1 allowed: %v", err)
	}
}
