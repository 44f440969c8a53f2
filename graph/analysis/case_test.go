package analysis

import (
	"context"
	"slices"
	"testing"

	"quipu/graph"
	"quipu/graph/algebra"
	"quipu/graph/paths"
	"quipu/graph/source"
)

// TestWholeIsWalked: of the worked case, with its sources, claims and
// denials, the network has the links that walks go along, and no others.
func TestWholeIsWalked(t *testing.T) {
	ctx := context.Background()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := g.Load(ctx, []graph.Input{{Path: "../../testdata/crocus/case.arrows"}}, graph.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	n, err := Whole(ctx, src, g.Names(), 10_000)
	if err != nil {
		t.Fatal(err)
	}
	var every []source.ID
	err = source.Each(ctx, src, func(m source.Match) bool {
		every = append(every, m.Quad[source.S], m.Quad[source.O])
		return true
	}, source.Pattern{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(every)
	around, err := paths.Around(ctx, src, g.Names(), slices.Compact(every), algebra.WalkSpec{Max: 1})
	if err != nil {
		t.Fatal(err)
	}
	walked := make(map[[3]source.ID]bool)
	for _, h := range around.Hops[0] {
		walked[[3]source.ID{h.S, h.P, h.O}] = true
	}
	if len(walked) < 80 || len(n.links) != len(walked) {
		t.Errorf("%d links, walks go along %d", len(n.links), len(walked))
	}
	for _, l := range n.links {
		if !walked[[3]source.ID{l.S, l.P, l.O}] {
			t.Errorf("%v is walked by nobody", l)
		}
	}
}
