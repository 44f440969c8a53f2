package graph

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// counting is a source that counts what is asked of it.
type counting struct {
	source.Source
	seeks, quads, forms, ids int64
}

func (c *counting) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	c.seeks += int64(len(patterns))
	return &countingCursor{c.Source.Scan(ctx, patterns...), c}
}

func (c *counting) Count(ctx context.Context, p source.Pattern) (int64, bool, error) {
	c.seeks++
	return c.Source.Count(ctx, p)
}

func (c *counting) Distinct(ctx context.Context, p source.Pattern, place int, f func(source.ID, int64) bool) error {
	return source.Distinct(ctx, c.Source, p, place, func(id source.ID, n int64) bool {
		c.ids++
		return f(id, n)
	})
}

func (c *counting) Forms(ctx context.Context, prefix []byte, f func(source.ID, []byte) bool) error {
	return c.Source.(source.Lexicon).Forms(ctx, prefix, func(id source.ID, form []byte) bool {
		c.forms++
		return f(id, form)
	})
}

type countingCursor struct {
	source.Cursor
	of *counting
}

func (c *countingCursor) Next(buf []source.Match) (int, error) {
	n, err := c.Cursor.Next(buf)
	c.of.quads += int64(n)
	return n, err
}

// applied returns the state of a graph with more quads.
func applied(t *testing.T, g *Graph, more []quad.Quad) source.Source {
	t.Helper()
	if _, err := g.Apply(ctx, more, nil); err != nil {
		t.Fatal(err)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// What a graph is asked before and beside queries costs seeks, and not a pass
// over its quads.
func TestWork(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	names := g.Names()
	const entities, others = 2000, 3000
	var all []quad.Quad
	for i := range entities {
		all = append(all, quad.Quad{
			Subject: names.IRI(fmt.Sprint("person ", i)), Predicate: names.IRI(fmt.Sprint("knows ", i%5)),
			Object: names.IRI(fmt.Sprint("person ", i/2)), Label: names.IRI(fmt.Sprint("source ", i%20)),
		})
	}
	for i := range others {
		all = append(all, quad.Quad{Subject: quad.IRI(fmt.Sprint("ex:", i)), Predicate: quad.IRI("ex:text"), Object: quad.String(fmt.Sprint("text ", i))})
	}
	for i := range 10 {
		all = append(all, quad.Quad{Subject: quad.IRI(fmt.Sprint("ex:", i)), Predicate: quads.Label, Object: quad.LangString{Value: quad.String(fmt.Sprint("Label ", i)), Lang: "en"}})
	}
	src := applied(t, g, all)
	defer src.Close()
	for _, test := range []struct {
		name              string
		ask               func(src source.Source) (any, error)
		want              string
		seeks, quads, ids int64 // at most
		forms             int64
	}{
		{"a label", func(src source.Source) (any, error) { return g.Resolve(ctx, src, "Label 7") }, "[<ex:7>]", 10, 5, 0, 2},
		{"no name", func(src source.Source) (any, error) { return g.Resolve(ctx, src, "Nobody") }, "[]", 10, 0, 0, 0},
		{"outline", func(src source.Source) (any, error) {
			o, err := g.Outline(ctx, src)
			return []any{o.Predicates, len(o.Sources), o.Unlabelled}, err
		}, "[7 20 3010]", 10, 0, 40, 0},
		{"similar", func(src source.Source) (any, error) { return g.Similar(ctx, src, "Lable 3", 3) }, "[Label 3]", 20, 10, 20, 2 * (entities + 30)},
		{"find", func(src source.Source) (any, error) {
			found, err := g.Find(ctx, src, "label 4", 2, nil)
			var texts []string
			for _, f := range found {
				texts = append(texts, f.Text)
			}
			return texts, err
		}, "[Label 4]", 20, 20, 0, entities + others + 50},
		{"stats", func(src source.Source) (any, error) {
			s, err := g.Stats(ctx, src, nil)
			return s.Entities, err
		}, "5000", 10, int64(len(all)), 40, entities + 2*others + 50},
	} {
		c := &counting{Source: src}
		got, err := test.ask(c)
		if err != nil || fmt.Sprint(got) != test.want {
			t.Errorf("%s: %v, %v; want %s", test.name, got, err, test.want)
		}
		if c.seeks > test.seeks || c.quads > test.quads || c.ids > test.ids || c.forms > test.forms {
			t.Errorf("%s took %d seeks, %d quads, %d ids, %d forms; want at most %d, %d, %d, %d",
				test.name, c.seeks, c.quads, c.ids, c.forms, test.seeks, test.quads, test.ids, test.forms)
		}
	}
}

// A source that can neither skip nor knows its terms in order gives the same
// answers.
func TestPlainSource(t *testing.T) {
	g, err := Memory(Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	names := g.Names()
	src := applied(t, g, []quad.Quad{
		{Subject: names.IRI("Ukraine"), Predicate: names.IRI("denies"), Object: names.IRI("Russia"), Label: names.IRI("TASS")},
		{Subject: quad.IRI("ex:1"), Predicate: quads.Label, Object: quad.LangString{Value: "Ukraina", Lang: "EN"}},
		{Subject: quad.IRI("ex:1"), Predicate: quads.Label, Object: quad.String("say \"Ukraine\"")},
		{Subject: quad.IRI("ex:1"), Predicate: quads.Type, Object: quad.IRI("")},
	})
	defer src.Close()
	ask := func(src source.Source) (out []string) {
		add := func(v any, err error) { out = append(out, fmt.Sprint(v, err)) }
		add(g.Resolve(ctx, src, "Ukraina"))
		add(g.Similar(ctx, src, "Ukrainia", 5))
		add(g.Find(ctx, src, "ukrain", 0, nil))
		add(g.Find(ctx, src, "ukrain", 1, nil))
		add(g.Outline(ctx, src))
		add(g.Stats(ctx, src, nil))
		return out
	}
	got, want := ask(struct{ source.Source }{src}), ask(src)
	if !slices.Equal(got, want) {
		t.Errorf("answers differ:\n%q\nwant\n%q", got, want)
	}
	if want[0] != "[<ex:1>] <nil>" || want[1] != "[Ukraina Ukraine] <nil>" {
		t.Errorf("answers %q", want[:2])
	}
}
