package view_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/graph/source/sourcetest"
	"quipu/graph/view"
	"quipu/quads"
)

// graphs are the same graph over each kind of store.
var graphs = []struct {
	name string
	open func() (*graph.Graph, error)
}{
	{"store", func() (*graph.Graph, error) { return graph.Memory(graph.Options{}) }},
	{"memstore", func() (*graph.Graph, error) {
		qs, err := cayley.NewQuadStore("memstore", "", nil)
		if err != nil {
			return nil, err
		}
		return graph.Over(context.Background(), qs, graph.Options{})
	}},
}

type fataler interface {
	Helper()
	Fatal(args ...any)
}

// state returns the state of a graph of some quads.
func state(t fataler, open func() (*graph.Graph, error), all []quad.Quad) source.Source {
	t.Helper()
	ctx := context.Background()
	g, err := open()
	if err == nil {
		_, err = g.Apply(ctx, all, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func stateOf(t fataler, all ...quad.Quad) source.Source { return state(t, graphs[0].open, all) }

// sees returns the view of classes over a state, or the state.
func sees(t fataler, src source.Source) source.Source {
	t.Helper()
	classes, err := view.ReadClasses(context.Background(), src, names, view.MaxQuads)
	if err != nil {
		t.Fatal(err)
	}
	if classes == nil {
		return src
	}
	return classes.Over(src).Lexical()
}

// random draws quads: links between a few names, what keeps them apart, and
// statements that have the names in every place.
func random(t *rapid.T) []quad.Quad {
	name := rapid.Map(rapid.IntRange(0, 7), func(i int) quad.Value {
		if i == 0 {
			return quad.BNode("b")
		}
		return quad.IRI(fmt.Sprint("ex:", i))
	})
	iri := rapid.Map(rapid.IntRange(1, 5), func(i int) quad.Value { return quad.IRI(fmt.Sprint("ex:", i)) })
	label := rapid.OneOf(rapid.Just[quad.Value](nil), iri)
	object := rapid.OneOf(name, rapid.Just[quad.Value](quad.String("ex:1")))
	all := map[quad.Quad]bool{}
	linked := rapid.OneOf(iri, iri, iri, object)
	for range rapid.IntRange(0, 6).Draw(t, "links") {
		all[quad.Quad{Subject: iri.Draw(t, "a"), Predicate: quads.SameAs, Object: linked.Draw(t, "b"), Label: label.Draw(t, "l")}] = true
	}
	for range rapid.IntRange(0, 14).Draw(t, "statements") {
		all[quad.Quad{Subject: name.Draw(t, "s"), Predicate: iri.Draw(t, "p"), Object: object.Draw(t, "o"), Label: label.Draw(t, "l")}] = true
	}
	switch rapid.IntRange(0, 3).Draw(t, "apart") {
	case 0:
		all[quad.Quad{Subject: iri.Draw(t, "a"), Predicate: quads.DifferentFrom, Object: iri.Draw(t, "b"), Label: label.Draw(t, "l")}] = true
	case 1:
		c := quads.Claim{Subject: iri.Draw(t, "a"), Predicate: quads.SameAs, Object: iri.Draw(t, "b"),
			Stance: rapid.SampledFrom([]quads.Stance{quads.Denies, quads.Warns}).Draw(t, "stance"), Speaker: quad.IRI("ex:1"), Document: quad.IRI("ex:9")}
		for _, q := range c.Quads(names) {
			all[q] = true
		}
	}
	var out []quad.Quad
	for q := range all {
		out = append(out, q)
	}
	slices.SortFunc(out, func(a, b quad.Quad) int { return strings.Compare(a.NQuad(), b.NQuad()) })
	return out
}

// A view of classes is the graph that is really rewritten, by every question
// that a source answers.
func TestClassesAreRewritten(t *testing.T) {
	for _, g := range graphs {
		t.Run(g.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				all := random(rt)
				sourcetest.Verify(rt.Fatalf, sees(rt, state(rt, g.open, all)), rewritten(all))
			})
		})
	}
}

// A view without labels is the graph without their quads, and without statement
// nodes without every quad at one; classes are then those that the rest makes.
func TestWithout(t *testing.T) {
	for _, g := range graphs {
		t.Run(g.name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				all := random(rt)
				src := state(rt, g.open, all)
				var labels []quad.Value
				var ids []source.ID
				for _, l := range []quad.Value{nil, quad.IRI("ex:1"), quad.IRI("ex:2"), quad.IRI("ex:3")} {
					if !rapid.Bool().Draw(rt, "hidden") {
						continue
					}
					labels = append(labels, l)
					id := source.Unlabelled
					if l != nil {
						var err error
						if id, err = source.IDOf(context.Background(), src, l); err != nil {
							rt.Fatal(err)
						}
					}
					ids = append(ids, id)
				}
				left := unsaid(all, labels...)
				var nodes []source.ID
				if claim := claimOf(all); claim != nil && rapid.Bool().Draw(rt, "unclaimed") {
					id, err := source.IDOf(context.Background(), src, claim)
					if err != nil {
						rt.Fatal(err)
					}
					nodes = append(nodes, id)
					left = slices.DeleteFunc(left, func(q quad.Quad) bool { return q.Subject == claim || q.Object == claim })
				}
				hidden := view.Without(src, ids, nodes)
				sourcetest.Verify(rt.Fatalf, hidden, left)
				sourcetest.Verify(rt.Fatalf, sees(rt, hidden), rewritten(left))
			})
		})
	}
}

// claimOf returns a statement node.
func claimOf(all []quad.Quad) quad.Value {
	for _, q := range all {
		if q.Predicate == quads.Subject {
			return q.Subject
		}
	}
	return nil
}

// Counts of what is too much to read are exact for a few labels, and never too
// low for many.
func TestWithoutMany(t *testing.T) {
	ctx := context.Background()
	var all []quad.Quad
	for i := range 2000 {
		all = append(all, sourcetest.Q(fmt.Sprint("s", i), "p", "o", fmt.Sprint("x", i%100)))
	}
	src := stateOf(t, all...)
	for _, tt := range []struct {
		labels int
		exact  bool
	}{{1, true}, {64, true}, {65, false}, {99, false}} {
		var ids []source.ID
		for i := range tt.labels {
			id, err := source.IDOf(ctx, src, quad.IRI(fmt.Sprint("ex:x", i)))
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		left := int64(2000 - 20*tt.labels)
		w := view.Without(src, ids, nil)
		n, exact, err := w.Count(ctx, source.Pattern{})
		if err != nil || exact != tt.exact || exact && n != left || n < left {
			t.Errorf("without %d labels: %d, %v, %v; want %d", tt.labels, n, exact, err, left)
		}
		if qs, err := source.Quads(ctx, w, source.Pattern{}); err != nil || int64(len(qs)) != left {
			t.Errorf("without %d labels: %d quads, %v; want %d", tt.labels, len(qs), err, left)
		}
	}
}

// Triples are counted as the rewritten graph's are, over a state that counts
// them and over one that does not.
func TestTriples(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(rt *rapid.T) {
		src := stateOf(rt, random(rt)...)
		if rapid.Bool().Draw(rt, "plain") {
			src = struct{ source.Source }{src}
		}
		counter, ok := sees(rt, src).(source.TripleCounter)
		if !ok {
			return // nothing is joined
		}
		place := rapid.IntRange(0, 2).Draw(rt, "place")
		id, err := source.IDOf(ctx, counter, quad.IRI(fmt.Sprint("ex:", rapid.IntRange(1, 5).Draw(rt, "bound"))))
		if err != nil {
			rt.Fatal(err)
		}
		for _, p := range []source.Pattern{{}, {source.P: id}, {source.S: id}} {
			if _, ordered := source.OrderBy(p, place); !ordered || p[place] != source.Any {
				continue
			}
			triples := map[source.Quad]bool{}
			want := map[source.ID]int64{}
			if err := source.Each(ctx, counter, func(m source.Match) bool {
				m.Quad[source.L] = source.Any
				if !triples[m.Quad] {
					want[m.Quad[place]]++
				}
				triples[m.Quad] = true
				return true
			}, p); err != nil {
				rt.Fatal(err)
			}
			got := map[source.ID]int64{}
			last := source.Any
			if err := counter.Triples(ctx, p, place, func(id source.ID, n int64) bool {
				if id <= last {
					rt.Fatalf("%d comes after %d", id, last)
				}
				last, got[id] = id, n
				return true
			}); err != nil || !maps.Equal(got, want) {
				rt.Fatalf("triples of %v by place %d: %v, %v; want %v", p, place, got, err, want)
			}
		}
	})
}

// Several patterns at once come pattern after pattern, with any buffer.
func TestScanOfSeveral(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ctx := context.Background()
		src := sees(rt, stateOf(rt, random(rt)...))
		ids := make([]source.ID, 8)
		terms := []quad.Value{quads.SameAs, quad.BNode("b")}
		for i := range 6 {
			terms = append(terms, quad.IRI(fmt.Sprint("ex:", i+1)))
		}
		if err := src.IDs(ctx, terms, ids); err != nil {
			rt.Fatal(err)
		}
		var patterns []source.Pattern
		var want []source.Match
		for i := range rapid.IntRange(1, 6).Draw(rt, "patterns") {
			p := source.Pattern{}
			for place := range p {
				if rapid.IntRange(0, 2).Draw(rt, "bound") == 0 {
					p[place] = rapid.SampledFrom(ids).Draw(rt, "id")
				}
			}
			patterns = append(patterns, p)
			if err := source.Each(ctx, src, func(m source.Match) bool {
				want = append(want, source.Match{Quad: m.Quad, Pattern: i})
				return true
			}, p); err != nil {
				rt.Fatal(err)
			}
		}
		var got []source.Match
		c := src.Scan(ctx, patterns...)
		defer c.Close()
		buf := make([]source.Match, rapid.IntRange(1, 9).Draw(rt, "buffer"))
		for {
			n, err := c.Next(buf)
			if err != nil {
				rt.Fatal(err)
			}
			if n == 0 {
				break
			}
			got = append(got, buf[:n]...)
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("%v gives %v; want %v", patterns, got, want)
		}
	})
}

func same(a, b string) quad.Quad {
	q := sourcetest.Q(a, "", b, "x")
	q.Predicate = quads.SameAs
	return q
}

// A chain of names is as many links as it has, for all of its members together.
func TestLinksOfMany(t *testing.T) {
	ctx := context.Background()
	const many = 200
	var all []quad.Quad
	var members []source.Quad
	for i := range many {
		all = append(all, same(fmt.Sprint("a", i), fmt.Sprint("a", i+1)))
	}
	src := stateOf(t, all...)
	for i := range many {
		id, err := source.IDOf(ctx, src, quad.IRI(fmt.Sprint("ex:a", i)))
		if err != nil {
			t.Fatal(err)
		}
		members = append(members, source.Quad{id})
	}
	classes, err := view.ReadClasses(ctx, src, names, 9999)
	if err != nil {
		t.Fatal(err)
	}
	links := classes.Over(src).Links(members...)
	if most := many; len(links) > most || len(links) < many-1 {
		t.Errorf("%d links", len(links))
	}
}

// A statement node that is about two statements denies neither.
func TestMixedDenial(t *testing.T) {
	ctx := context.Background()
	q := func(s, p, o quad.Value) quad.Quad { return quad.Quad{Subject: s, Predicate: p, Object: o} }
	node, a, b, c := quad.IRI("ex:node"), quad.IRI("ex:a"), quad.IRI("ex:b"), quad.IRI("ex:c")
	denial := []quad.Quad{
		q(node, quads.Subject, a), q(node, quads.Predicate, quads.SameAs), q(node, quads.Object, b),
		q(node, names.StancePredicate(), quad.String(quads.Denies)),
	}
	for _, tt := range []struct {
		also   []quad.Quad
		joined bool
	}{{nil, false}, {[]quad.Quad{q(node, quads.Subject, c)}, true}, {[]quad.Quad{q(node, quads.Object, c)}, true}, {[]quad.Quad{q(node, quads.Predicate, c)}, true}} {
		src := stateOf(t, slices.Concat([]quad.Quad{same("a", "b"), same("c", "b")}, denial, tt.also)...)
		ids := make([]source.ID, 2)
		if err := sees(t, src).IDs(ctx, []quad.Value{a, b}, ids); err != nil {
			t.Fatal(err)
		}
		if joined := ids[0] == ids[1]; joined != tt.joined {
			t.Errorf("with %v: joined is %v", tt.also, joined)
		}
	}
}

// Without a link nothing is read but one count, and there is no view.
func TestNoClasses(t *testing.T) {
	src := &counting{Source: stateOf(t, sourcetest.Q("a", "p", "b", "x"))}
	if classes, err := view.ReadClasses(context.Background(), src, names, 1); classes != nil || err != nil || src.asked != 0 {
		t.Errorf("%v, %v after %d questions", classes, err, src.asked)
	}
	for _, q := range []quad.Quad{same("a", "a"), {Subject: quads.Type, Predicate: quads.SameAs, Object: quad.IRI("ex:a")}} {
		if classes, err := view.ReadClasses(context.Background(), stateOf(t, q), names, 9); classes != nil || err != nil {
			t.Errorf("%v joins something: %v", q, err)
		}
	}
}

// counting counts scans and counts.
type counting struct {
	source.Source
	asked int
}

func (c *counting) Count(ctx context.Context, p source.Pattern) (int64, bool, error) {
	c.asked++
	return c.Source.Count(ctx, p)
}

func (c *counting) Scan(ctx context.Context, p ...source.Pattern) source.Cursor {
	c.asked += len(p)
	return c.Source.Scan(ctx, p...)
}

// What meets no class is one scan of the state; a limit is an error.
func TestCost(t *testing.T) {
	ctx := context.Background()
	var all []quad.Quad
	for i := range 200 {
		all = append(all, same(fmt.Sprint("a", i), fmt.Sprint("b", i)), sourcetest.Q(fmt.Sprint("b", i), "p", fmt.Sprint("c", i), ""))
	}
	all = append(all, sourcetest.Q("far", "q", "away", ""))
	src := &counting{Source: stateOf(t, all...)}
	classes, err := view.ReadClasses(ctx, src, names, 2000)
	if err != nil {
		t.Fatal(err)
	}
	if most := 200*(2*4+4+2) + 10; src.asked > most {
		t.Errorf("reading 200 classes asks %d questions, more than %d", src.asked, most)
	}
	src.asked = 0
	seen := classes.Over(src)
	id, err := source.IDOf(ctx, seen, quad.IRI("ex:far"))
	if err != nil {
		t.Fatal(err)
	}
	if qs, err := source.Quads(ctx, seen, source.Pattern{id}); len(qs) != 1 || err != nil || src.asked != 1 {
		t.Errorf("%v, %v after %d questions", qs, err, src.asked)
	}
	var limit *view.LimitError
	if _, err := view.ReadClasses(ctx, src, names, 300); !errors.As(err, &limit) || limit.Max != 300 {
		t.Errorf("over the limit: %v", err)
	}
}

// A context that ends ends the reading and every question.
func TestCancelled(t *testing.T) {
	src := stateOf(t, same("a", "b"), sourcetest.Q("a", "p", "b", ""))
	classes, err := view.ReadClasses(context.Background(), src, names, 99)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	seen := classes.Over(src)
	if _, err := view.ReadClasses(ctx, src, names, 99); !errors.Is(err, context.Canceled) {
		t.Errorf("read: %v", err)
	}
	if _, _, err := seen.Count(ctx, source.Pattern{}); !errors.Is(err, context.Canceled) {
		t.Errorf("count: %v", err)
	}
	if _, err := source.Quads(ctx, seen, source.Pattern{}); !errors.Is(err, context.Canceled) {
		t.Errorf("scan: %v", err)
	}
	if _, err := seen.Size(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("size: %v", err)
	}
}
