package graph

import (
	"slices"
	"testing"

	"github.com/cayleygraph/quad"
)

// TestSourcesBeginning: whole words begin, and only what stands behind a
// statement is a source.
func TestSourcesBeginning(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	var all []quad.Quad
	n := g.Names()
	for _, label := range []string{"Reuters, 2 May", "Reuters, 1 May", "Reuters", "Reutersberg", "Reuters in Rome", "TASS"} {
		all = append(all, quad.Quad{Subject: n.IRI("Reuters agency"), Predicate: n.IRI("p"), Object: n.IRI("o"), Label: n.IRI(label)})
	}
	src := applied(t, g, all)
	defer src.Close()
	got, err := g.SourcesBeginning(ctx, src, "Reuters", 2)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"Reuters, 1 May", "Reuters, 2 May"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
