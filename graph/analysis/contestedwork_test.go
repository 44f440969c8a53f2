package analysis

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// sourceOf is a graph of some quads.
func sourceOf(t *testing.T, quadsOf func(names *quads.Names) []quad.Quad) (source.Source, *quads.Names) {
	t.Helper()
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if _, err := g.Apply(t.Context(), quadsOf(g.Names()), nil); err != nil {
		t.Fatal(err)
	}
	src, err := g.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { src.Close() })
	return src, g.Names()
}

// TestContradictionsAreCounted: a figure that a thousand dated documents give
// costs some steps a document, not one a pair.
func TestContradictionsAreCounted(t *testing.T) {
	const n = 1000
	for name, c := range map[string]struct {
		origin func(i int) source.ID
		when   func(i int) span
		want   Contest
	}{
		"one after the other": {func(i int) source.ID { return source.ID(i + 1) }, day, Revised},
		"at one time":         {func(i int) source.ID { return source.ID(i + 1) }, func(int) span { return day(0) }, Differs},
		"undated":             {func(i int) source.ID { return source.ID(i + 1) }, func(int) span { return span{} }, Differs},
		"by one":              {func(int) source.ID { return 1 }, day, ""},
		"by one at one time":  {func(int) source.ID { return 1 }, func(int) span { return span{} }, ""},
	} {
		var all []*said
		for i := range n {
			number := quads.Literal(fmt.Sprint(i), quads.XSDInteger)
			all = append(all, &said{&value{key: quads.KeyOf(number)}, c.when(i), []source.ID{c.origin(i)}})
		}
		w := &work{ctx: t.Context()}
		if err := contradict(w, all, all); err != nil || w.done > 5*n {
			t.Errorf("%s: %d steps: %v", name, w.done, err)
		}
		for i, one := range all {
			if one.contest != c.want {
				t.Fatalf("%s: %d is %q, want %q", name, i, one.contest, c.want)
			}
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if err := contradict(&work{ctx: ended}, all, all); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: went on: %v", name, err)
		}
	}
}

func day(i int) span {
	from := time.Date(2024, 1, 1+i, 0, 0, 0, 0, time.UTC)
	return spanOf(from, from.AddDate(0, 0, 1))
}

// TestDifferIsCounted: two sides with nothing in common are compared in some
// steps an object, and not once the context has ended.
func TestDifferIsCounted(t *testing.T) {
	const n = 10_000
	for name, object := range map[string]func(side, i int) quad.Value{
		"texts":   func(side, i int) quad.Value { return quad.String(fmt.Sprint(side, " ", i)) },
		"numbers": func(side, i int) quad.Value { return quads.Literal(fmt.Sprint(2*i+side), quads.XSDInteger) },
	} {
		var pair Difference
		values := make(map[source.ID]objectValue)
		for i := range n {
			for side, list := range []*[]Statement{&pair.First, &pair.Second} {
				id := source.ID(2*i + side + 1)
				values[id] = objectValue{quads.KeyOf(object(side, i)), true}
				*list = append(*list, Statement{O: id})
			}
		}
		d := &differ{work: work{ctx: t.Context()}}
		if common, err := d.agree(pair, values); common || err != nil || d.work.done > 50*n {
			t.Errorf("%s: %v after %d steps: %v", name, common, d.work.done, err)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		d = &differ{work: work{ctx: ended}}
		if _, err := d.agree(pair, values); !errors.Is(err, context.Canceled) || d.work.done > 2*workSteps {
			t.Errorf("%s: %d steps behind the end: %v", name, d.work.done, err)
		}
	}
}

// TestLabelsAreHeld: a statement under many labels is held as many times.
func TestLabelsAreHeld(t *testing.T) {
	const labels = 100
	src, names := sourceOf(t, func(names *quads.Names) []quad.Quad {
		var all []quad.Quad
		for i := range labels {
			q := quad.Quad{Subject: names.IRI("a"), Predicate: names.IRI("p"), Object: quads.Literal("1", quads.XSDInteger), Label: names.IRI(fmt.Sprint("L", i))}
			all = append(all, q)
			q.Object = quads.Literal("2", quads.XSDInteger)
			all = append(all, q)
		}
		return all
	})
	var all []source.ID
	for i := range labels {
		id, err := source.IDOf(t.Context(), src, names.IRI(fmt.Sprint("L", i)))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, id)
	}
	for name, ask := range map[string]func(max int) error{
		"contested": func(max int) error {
			_, err := Contested(t.Context(), src, names, nil, max)
			return err
		},
		"corroborated": func(max int) error {
			_, err := Corroborated(t.Context(), src, names, nil, 2, max)
			return err
		},
		"only": func(max int) error {
			_, err := Only(t.Context(), src, names, all, max)
			return err
		},
		"differ": func(max int) error {
			_, err := Differ(t.Context(), src, names, all[:50], all[50:], false, max)
			return err
		},
	} {
		var size *SizeError
		if err := ask(2*labels - 1); !errors.As(err, &size) {
			t.Errorf("%s holds %d: %v", name, 2*labels, err)
		}
		if err := ask(2 * labels); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
