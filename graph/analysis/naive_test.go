package analysis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
)

// dates are objects that a random graph may have, in the order of a timeline;
// the last are none.
var dates = []quad.Value{
	quads.Literal("../2010", quads.EDTF),
	quads.Literal("2015~", quads.EDTF),
	quads.Literal("2015-01-01T00:00:00+01:00", quads.XSDTime),
	quads.Literal("2015-01-01", quads.XSDDate),
	quads.Literal("2015-01", quads.XSDMonth),
	quads.Literal("2015", quads.XSDYear),
	quads.Literal("2015", quads.XSDInteger),
	quad.String("2015-01-01"),
}

// notDates is how many of dates are none.
const notDates = 2

// randomGraph draws quads and gives them as a list and as a source.
func randomGraph(t *rapid.T) (*graph.Graph, source.Source, []quad.Quad) {
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names := g.Names()
	entity := func(name string) quad.Value {
		return names.IRI(rapid.SampledFrom(strings.Split("abcdef", "")).Draw(t, name))
	}
	seen := make(map[quad.Quad]bool)
	var all []quad.Quad
	for range rapid.IntRange(1, 25).Draw(t, "quads") {
		q := quad.Quad{
			Subject:   entity("s"),
			Predicate: rapid.SampledFrom([]quad.Value{names.IRI("p"), names.IRI("q"), quads.Type}).Draw(t, "p"),
			Object:    entity("o"),
			Label:     rapid.SampledFrom([]quad.Value{names.IRI("L"), names.IRI("M"), nil}).Draw(t, "l"),
		}
		if rapid.IntRange(0, 2).Draw(t, "literal") == 0 {
			q.Object = rapid.SampledFrom(dates).Draw(t, "date")
		}
		if !seen[q] {
			seen[q] = true
			all = append(all, q)
		}
	}
	if _, err := g.Apply(context.Background(), all, nil); err != nil {
		t.Fatal(err)
	}
	src, err := g.View(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return g, src, all
}

// isLink is the table of links for what a random graph can have.
func isLink(q quad.Quad) bool {
	_, entity := q.Object.(quad.IRI)
	return entity && q.Predicate != quads.Type && q.Subject != q.Object
}

// linked are the entities one link away.
func linked(all []quad.Quad, e quad.Value) map[quad.Value]bool {
	out := make(map[quad.Value]bool)
	for _, q := range all {
		switch {
		case isLink(q) && q.Subject == e:
			out[q.Object] = true
		case isLink(q) && q.Object == e:
			out[q.Subject] = true
		}
	}
	return out
}

func idsFor(t *rapid.T, src source.Source, terms ...quad.Value) []source.ID {
	ids := make([]source.ID, len(terms))
	if err := src.IDs(context.Background(), terms, ids); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(ids, func(id source.ID) bool { return id == source.Any })
}

// text shows a statement of the source with its labels.
func text(t *rapid.T, src source.Source, s Statement) string {
	ids := append([]source.ID{s.S, s.P, s.O}, s.Labels...)
	terms := make([]quad.Value, len(ids))
	if err := src.Terms(context.Background(), ids, terms); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(terms[3:], quads.Order)
	return fmt.Sprint(terms)
}

// triples shows the distinct triples among quads that fit, in their order,
// with their labels.
func triples(all []quad.Quad, order func(a, b quad.Quad) int, fits func(quad.Quad) bool) []string {
	some := slices.DeleteFunc(slices.Clone(all), func(q quad.Quad) bool { return !fits(q) })
	slices.SortFunc(some, func(a, b quad.Quad) int {
		return cmp.Or(order(a, b), quads.Order(a.Label, b.Label))
	})
	var out []string
	for i := 0; i < len(some); {
		q := some[i]
		terms := []quad.Value{q.Subject, q.Predicate, q.Object}
		for ; i < len(some) && order(q, some[i]) == 0; i++ {
			terms = append(terms, some[i].Label)
		}
		out = append(out, fmt.Sprint(terms))
	}
	return out
}

func byTriple(a, b quad.Quad) int {
	return cmp.Or(quads.Order(a.Predicate, b.Predicate), quads.Order(a.Subject, b.Subject), quads.Order(a.Object, b.Object))
}

func TestTimelineIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, src, all := randomGraph(t)
		a := quad.Value(g.Names().IRI("a"))
		near := linked(all, a)
		byDate := func(p, q quad.Quad) int {
			return cmp.Or(slices.Index(dates, p.Object)-slices.Index(dates, q.Object), quads.Order(p.Subject, q.Subject), quads.Order(p.Predicate, q.Predicate))
		}
		want := triples(all, byDate, func(q quad.Quad) bool {
			at := slices.Index(dates, q.Object)
			return (q.Subject == a || near[q.Subject]) && at >= 0 && at < len(dates)-notDates
		})
		dated, _, err := Timeline(context.Background(), src, g.Names(), idsFor(t, src, a), 100)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range dated {
			got = append(got, text(t, src, d.Statement))
			var links []string
			for _, l := range d.Links {
				links = append(links, text(t, src, l.Statement))
			}
			subject, _ := source.TermOf(context.Background(), src, d.S)
			wantLinks := triples(all, byTriple, func(q quad.Quad) bool {
				return isLink(q) && subject != a && (q.Subject == a && q.Object == subject || q.Subject == subject && q.Object == a)
			})
			if fmt.Sprint(links) != fmt.Sprint(wantLinks) {
				t.Fatalf("links of %v\nwant %v\ngot  %v", subject, wantLinks, links)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("want %v\ngot  %v", want, got)
		}
	})
}

func TestBetweenIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, src, all := randomGraph(t)
		term := func(name string) quad.Value { return g.Names().IRI(name) }
		sets := [2][]quad.Value{{term("a"), term("b")}, {term("c")}}
		var want []string
		type bridge struct {
			entity         quad.Value
			touches, quads int
		}
		var bridges []bridge
		for _, name := range []string{"d", "e", "f"} {
			b := bridge{entity: term(name)}
			near := linked(all, b.entity)
			sides := [2]bool{}
			for i, set := range sets {
				for _, e := range set {
					if near[e] {
						sides[i] = true
						b.touches++
					}
				}
			}
			for _, q := range all {
				if q.Subject == b.entity {
					b.quads++
				}
				if q.Object == b.entity {
					b.quads++
				}
			}
			if sides[0] && sides[1] {
				bridges = append(bridges, b)
			}
		}
		slices.SortStableFunc(bridges, func(a, b bridge) int {
			return cmp.Or(cmp.Compare(b.touches, a.touches), cmp.Compare(a.quads, b.quads))
		})
		for _, b := range bridges {
			want = append(want, fmt.Sprint(b.entity, b.touches, b.quads))
			for _, set := range sets {
				want = append(want, triples(all, byTriple, func(q quad.Quad) bool {
					return isLink(q) && (q.Subject == b.entity && slices.Contains(set, q.Object) || q.Object == b.entity && slices.Contains(set, q.Subject))
				})...)
			}
		}
		found, err := Between(context.Background(), src, g.Names(), [2][]source.ID{idsFor(t, src, sets[0]...), idsFor(t, src, sets[1]...)}, 100)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range found {
			entity, _ := source.TermOf(context.Background(), src, b.Entity)
			got = append(got, fmt.Sprint(entity, b.Touches, b.Quads))
			for _, side := range b.Sides {
				for _, l := range side {
					got = append(got, text(t, src, l.Statement))
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("want %v\ngot  %v", want, got)
		}
	})
}

// TestWholeIsNaive: the network of a graph has the links of a graph, and the
// same again when it is read again.
func TestWholeIsNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, src, all := randomGraph(t)
		n, err := Whole(context.Background(), src, g.Names(), 100)
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range n.Entities {
			entity, _ := source.TermOf(context.Background(), src, id)
			if near := linked(all, entity); len(near) == 0 || n.Degree(i) != len(near) {
				t.Fatalf("%v has %d neighbours, want %d", entity, n.Degree(i), len(near))
			}
			links, err := n.LinksOf(context.Background(), i)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, l := range links {
				got = append(got, text(t, src, l))
			}
			want := triples(all, byTriple, func(q quad.Quad) bool {
				return isLink(q) && (q.Subject == entity || q.Object == entity)
			})
			slices.Sort(got)
			slices.Sort(want)
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("links of %v\nwant %v\ngot  %v", entity, want, got)
			}
		}
		links := len(triples(all, byTriple, isLink))
		var size *SizeError
		if _, err := Whole(context.Background(), src, g.Names(), links-1); links > 0 && !errors.As(err, &size) {
			t.Fatalf("%d links where %d are allowed: %v", links, links-1, err)
		}
	})
}

// TestTimelineOfAHub: more neighbours than are asked for together each come
// behind their own link.
func TestTimelineOfAHub(t *testing.T) {
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	ctx := context.Background()
	hub, saw, date := g.Names().IRI("hub"), g.Names().IRI("saw"), g.Names().IRI("date")
	const events = 2*batchPatterns + 3
	var all []quad.Quad
	for i := range events {
		event := g.Names().IRI(fmt.Sprint("event ", i))
		all = append(all, quad.Quad{Subject: hub, Predicate: saw, Object: event},
			quad.Quad{Subject: event, Predicate: date, Object: quads.Literal(fmt.Sprint(1000+i), quads.XSDYear)})
	}
	if _, err := g.Apply(ctx, all, nil); err != nil {
		t.Fatal(err)
	}
	src, err := g.View(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	id, err := source.IDOf(ctx, src, hub)
	if err != nil {
		t.Fatal(err)
	}
	dated, _, err := Timeline(ctx, src, g.Names(), []source.ID{id}, 2*events)
	if err != nil || len(dated) != events {
		t.Fatalf("%d of %d events: %v", len(dated), events, err)
	}
	for i, d := range dated {
		if d.Date != quads.Literal(fmt.Sprint(1000+i), quads.XSDYear) || len(d.Links) != 1 || d.Links[0].O != d.S {
			t.Fatalf("event %d is %v", i, d)
		}
	}
}
