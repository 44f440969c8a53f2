package source_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// provenance makes a source of lines such as "paper derived agency".
func provenance(t *testing.T, lines ...string) source.Source {
	t.Helper()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	predicates := map[string]quad.Value{
		"derived": quads.WasDerivedFrom, "quoted": quads.WasQuotedFrom, "attributed": quads.WasAttributedTo, "met": quad.IRI("met"),
	}
	var all []quad.Quad
	for _, line := range lines {
		w := strings.Fields(line)
		all = append(all, quad.Quad{Subject: quad.IRI(w[0]), Predicate: predicates[w[1]], Object: quad.IRI(w[2])})
	}
	if _, err := g.Apply(t.Context(), all, nil); err != nil {
		t.Fatal(err)
	}
	src, err := g.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src
}

func ids(t *testing.T, src source.Source, names string) []source.ID {
	t.Helper()
	var terms []quad.Value
	for _, n := range strings.Fields(names) {
		terms = append(terms, quad.IRI(n))
	}
	out := make([]source.ID, len(terms))
	if err := src.IDs(t.Context(), terms, out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOrigins(t *testing.T) {
	for _, c := range []struct {
		name  string
		graph string
		want  map[string]string // of a label; of several the lowest id of a circle is "lowest"
	}{
		{"a label that leads nowhere is its own", "a met b", map[string]string{"a": "a"}},
		{"a speaker in two papers", "one attributed X, one derived P, two attributed X, two derived Q",
			map[string]string{"one": "X", "two": "X", "P": "P"}},
		{"who speaks counts, not where, in whatever order it is told", "n quoted P, n derived P, n attributed X, P derived Q",
			map[string]string{"n": "X", "P": "Q"}},
		{"two speakers", "n attributed X, n attributed Y, n derived P", map[string]string{"n": "X Y"}},
		{"to the end", "a derived b, b quoted c, c attributed X, X attributed Y", map[string]string{"a": "Y", "b": "Y", "c": "Y", "X": "Y"}},
		{"from two", "a derived b, a derived c, c derived d", map[string]string{"a": "b d"}},
		{"to one end on two ways", "a derived b, a derived c, b derived d, c derived d", map[string]string{"a": "d"}},
		{"from itself", "a derived a", map[string]string{"a": "a"}},
		{"a circle", "a derived b, b derived c, c derived a", map[string]string{"a": "lowest a b c", "b": "lowest a b c", "c": "lowest a b c"}},
		{"into a circle", "0 derived a, a derived b, b derived a", map[string]string{"0": "lowest a b", "a": "lowest a b"}},
		{"a circle with a way out", "a derived b, b derived a, b derived z", map[string]string{"a": "z", "b": "z"}},
		{"a circle and an end", "n derived a, n derived z, a derived b, b derived a", map[string]string{"n": "z lowest a b", "a": "lowest a b"}},
		{"two circles, one behind the other", "a derived b, b derived a, b derived y, y derived z, z derived y",
			map[string]string{"a": "lowest y z", "b": "lowest y z", "z": "lowest y z"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := provenance(t, strings.Split(c.graph, ", ")...)
			together := source.NewOrigins(src)
			for label, want := range c.want {
				ends, circle, _ := strings.Cut(want, "lowest")
				wanted := ids(t, src, ends)
				if circle != "" {
					wanted = append(wanted, slices.Min(ids(t, src, circle)))
				}
				slices.Sort(wanted)
				for _, o := range []*source.Origins{together, source.NewOrigins(src)} {
					got, err := o.Of(t.Context(), ids(t, src, label)...)
					if err != nil || !slices.Equal(got[0], wanted) {
						t.Errorf("%s: %v, want %v (%v)", label, got, wanted, err)
					}
				}
			}
		})
	}
}

func TestOriginsCount(t *testing.T) {
	src := provenance(t, "one attributed X", "two attributed X", "paper derived agency", "met met met")
	o := source.NewOrigins(src)
	for labels, want := range map[string]int{"one two": 1, "one paper": 2, "one two paper agency met": 3, "": 0} {
		all := append(ids(t, src, labels), source.Unlabelled, source.Any)
		if n, err := o.Count(t.Context(), all...); err != nil || n != want {
			t.Errorf("%q has %d origins, want %d (%v)", labels, n, want, err)
		}
	}
}

// TestOriginsOfALongChain must not need a stack as long as the chain, nor a
// step for each two of its links.
func TestOriginsOfALongChain(t *testing.T) {
	const links = 5000
	var lines []string
	for i := range links {
		lines = append(lines, fmt.Sprintf("n%d derived n%d", i, i+1))
	}
	src := provenance(t, lines...)
	got, err := source.NewOrigins(src).Of(t.Context(), ids(t, src, "n0 n4000")...)
	end := ids(t, src, fmt.Sprint("n", links))
	if err != nil || !slices.Equal(got[0], end) || !slices.Equal(got[1], end) {
		t.Errorf("%v, want %v (%v)", got, end, err)
	}
}

// TestOriginsAfterAnError: what was read in part is not taken for the whole.
func TestOriginsAfterAnError(t *testing.T) {
	src := provenance(t, "a derived b", "b derived c")
	o := source.NewOrigins(src)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := o.Of(ended, ids(t, src, "a")...); !errors.Is(err, context.Canceled) {
		t.Fatalf("with a context that has ended: %v", err)
	}
	if got, err := o.Of(t.Context(), ids(t, src, "a")...); err != nil || !slices.Equal(got[0], ids(t, src, "c")) {
		t.Errorf("afterwards: %v (%v)", got, err)
	}
}
