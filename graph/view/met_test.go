package view_test

import (
	"context"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
	"quipu/graph/view"
	"quipu/quads"
)

// What is behind a quad is what the graph has, with the links on the way.
func TestParts(t *testing.T) {
	ctx := context.Background()
	all := []quad.Quad{
		sourcetest.Q("a", "p", "o", "x"), sourcetest.Q("b", "p", "o", "x"), sourcetest.Q("c", "p", "o", "x"), sourcetest.Q("c", "q", "o", ""),
		sourcetest.Q("o", "r", "o", ""), sourcetest.Q("a", "q", "a", ""), sourcetest.Q("a", "q", "o", "y"),
		same("a", "b"), same("c", "b"), same("d", "a"),
	}
	src := stateOf(t, all...)
	classes, err := view.ReadClasses(ctx, src, names, view.MaxQuads)
	if err != nil {
		t.Fatal(err)
	}
	seen := classes.Over(src).Watched()
	ids := func(q quad.Quad) (out source.Quad) {
		label := q.Label
		if label == nil {
			label = quads.Type
		}
		if err := src.IDs(ctx, []quad.Value{q.Subject, q.Predicate, q.Object, label}, out[:]); err != nil {
			t.Fatal(err)
		}
		if q.Label == nil {
			out[source.L] = source.Unlabelled
		}
		return out
	}
	for _, tt := range []struct {
		seen         quad.Quad
		parts, links []quad.Quad
	}{
		{all[0], all[0:3], []quad.Quad{same("a", "b"), same("c", "b")}},
		{sourcetest.Q("a", "q", "o", ""), all[3:4], []quad.Quad{same("a", "b"), same("c", "b")}},
		{all[4], nil, nil},
		{all[6], nil, nil},
	} {
		parts, err := seen.Parts(ctx, ids(tt.seen))
		if err != nil {
			t.Fatal(err)
		}
		var links []source.Quad
		for _, p := range parts {
			links = append(links, seen.Links(p)...)
		}
		slices.SortFunc(links, source.SPOL.Compare)
		if got, want := parts, convert(tt.parts, ids); !slices.Equal(got, want) {
			t.Errorf("behind %v: %v; want %v", tt.seen, got, want)
		}
		if got, want := slices.Compact(links), convert(tt.links, ids); !slices.Equal(got, want) {
			t.Errorf("links behind %v: %v; want %v", tt.seen, got, want)
		}
	}
	if met := seen.Met(); met != nil {
		t.Errorf("nothing was asked, and it leans on %v", met)
	}
	if _, err := source.Quads(ctx, seen, source.Pattern{source.S: ids(all[4])[0]}); err != nil || seen.Met() != nil {
		t.Errorf("a question that meets no member leans on %v", seen.Met())
	}
	if _, err := source.Quads(ctx, seen, source.Pattern{source.P: ids(all[3])[source.P]}); err != nil {
		t.Fatal(err)
	}
	c := ids(all[3])[source.S]
	if met := seen.Met(); len(met) != 1 || met[0].ID != c || met[0].Named || len(seen.Links(source.Quad{c})) != 2 {
		t.Errorf("leans on %v", met)
	}
	if id, err := source.IDOf(ctx, seen, quad.IRI("ex:d")); err != nil || id != ids(all[0])[source.S] || len(seen.Met()) != 2 || !slices.ContainsFunc(seen.Met(), func(m view.Member) bool { return m.Named }) {
		t.Errorf("ex:d is %d (%v), met %v", id, err, seen.Met())
	}
}

func convert(qs []quad.Quad, ids func(quad.Quad) source.Quad) (out []source.Quad) {
	for _, q := range qs {
		out = append(out, ids(q))
	}
	slices.SortFunc(out, source.SPOL.Compare)
	return out
}
