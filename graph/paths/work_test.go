package paths_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/paths"
	"quipu/graph/source"
	"quipu/graph/store"
	"quipu/quads"
)

// skewed is a graph of two hubs, each with so many links, and of four entities
// with few: a and x hang on the one hub, b and y on the other.
const skewed = 5000

func skewedGraph(t *testing.T) (source.Source, *quads.Names) {
	t.Helper()
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	s := store.Memory("")
	t.Cleanup(func() { s.Close() })
	tx, err := s.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	add := func(s, p, o string) {
		t.Helper()
		q := quad.Quad{Subject: names.IRI(s), Predicate: names.IRI(p), Object: names.IRI(o), Label: names.IRI("TASS")}
		if err := tx.Add(q); err != nil {
			t.Fatal(err)
		}
	}
	link := func(a, b string) { t.Helper(); add(a, "knows", b) }
	for i := range skewed {
		link("hub one", fmt.Sprintf("p%d", i))
		link(fmt.Sprintf("q%d", i), "hub two")
	}
	for _, author := range []string{"Ann", "Bob"} {
		add(author, "admires", "hub two")
	}
	for _, l := range [][2]string{{"a", "hub one"}, {"x", "hub one"}, {"hub one", "hub two"}, {"hub two", "b"}, {"b", "y"}, {"x", "z"}, {"z", "y"}} {
		link(l[0], l[1])
	}
	if _, err := tx.Commit(context.Background()); err != nil {
		t.Fatal(err)
	}
	src, err := s.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src, names
}

// TestHubsAreNotRead: where the other side is small, or what lies between the
// two is asked for, the links of a hub are not read.
func TestHubsAreNotRead(t *testing.T) {
	src, names := skewedGraph(t)
	for _, test := range []struct {
		from, to string
		hops     int
		spec     algebra.WalkSpec
	}{
		{"a", "b", 3, algebra.WalkSpec{Limit: 1}}, // hub to hub
		{"a", "b", 3, algebra.WalkSpec{AllShortest: true, Limit: -1}},
		{"a", "hub two", 2, algebra.WalkSpec{Limit: 1}}, // an end is a hub
		{"hub one", "y", 3, algebra.WalkSpec{Limit: 1}},
		{"x", "y", 2, algebra.WalkSpec{Limit: 1}},                 // past both
		{"x", "y", 2, algebra.WalkSpec{HubLinks: 100, Limit: -1}}, // all of them, without hubs
	} {
		r, err := paths.Find(context.Background(), src, names, idsOf(t, src, names, test.from), idsOf(t, src, names, test.to), test.spec)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Paths) == 0 || len(r.Paths[0]) != test.hops {
			t.Fatalf("%s ~ %s: %v, want %d hops", test.from, test.to, r.Paths, test.hops)
		}
		if w := r.Work; w.Quads > 40 || w.Scans > 60 || w.Counted > 60 || w.Names > 10 {
			t.Errorf("%s ~ %s %v: too much work: %+v", test.from, test.to, test.spec, w)
		}
	}
}

// TestAroundLooksUpNoTerms: a neighbourhood reads each link once a direction,
// and no term of a node.
func TestAroundLooksUpNoTerms(t *testing.T) {
	src, names := skewedGraph(t)
	n, err := paths.Around(context.Background(), src, names, idsOf(t, src, names, "a"), algebra.WalkSpec{Max: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Hops) != 2 || len(n.Hops[1]) != skewed+2 {
		t.Fatalf("%d links two hops away", len(n.Hops[1]))
	}
	if w := n.Work; w.Names > 0 || w.Expanded != 2 || w.Quads > skewed+10 {
		t.Errorf("too much work: %+v", w)
	}
}

// TestCapReadsFewTerms: with a cap only the nodes of the predicate that it
// divides are looked up.
func TestCapReadsFewTerms(t *testing.T) {
	src, names := skewedGraph(t)
	hub := idsOf(t, src, names, "hub one")
	n, err := paths.Around(context.Background(), src, names, hub, algebra.WalkSpec{Cap: 5})
	if err != nil {
		t.Fatal(err)
	}
	if len(n.Hops[0]) != 5 || n.Cut != skewed-2 {
		t.Fatalf("%d links, %d cut", len(n.Hops[0]), n.Cut)
	}
	if w := n.Work; w.Names > skewed+10 {
		t.Errorf("too much work: %+v", w)
	}
	// Those who admire the hub are as many as the cap, and come before those who
	// know it.
	few, err := paths.Around(context.Background(), src, names, idsOf(t, src, names, "hub two"), algebra.WalkSpec{Cap: 2})
	if err != nil {
		t.Fatal(err)
	}
	if w := few.Work; len(few.Hops[0]) != 2 || w.Names > 10 {
		t.Errorf("%d links, too much work: %+v", len(few.Hops[0]), w)
	}
}

func idsOf(t *testing.T, src source.Source, names *quads.Names, name string) []source.ID {
	t.Helper()
	id, err := source.IDOf(context.Background(), src, names.IRI(name))
	if err != nil || id == source.Any {
		t.Fatalf("%s: %v", name, err)
	}
	return []source.ID{id}
}
