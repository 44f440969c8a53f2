package graph

import (
	"errors"
	"slices"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/graph/source"
	"quipu/graph/store"
	"quipu/quads"
	"quipu/quads/rdf"
)

// anyTerm draws terms of which some begin alike, and some are the same in RDF.
func anyTerm(places string) *rapid.Generator[quad.Value] {
	return rapid.Custom(func(t *rapid.T) quad.Value {
		text := rapid.StringMatching(`[ab é]{0,3}`).Draw(t, "text")
		switch rapid.SampledFrom(strings.Split(places, "")).Draw(t, "kind") {
		case "b":
			return quad.BNode("q" + rapid.StringMatching(`[ab]{1,3}`).Draw(t, "label"))
		case "s":
			return quad.String(text)
		case "l":
			return quad.LangString{Value: quad.String(text), Lang: rapid.SampledFrom([]string{"en", "EN", "de"}).Draw(t, "tag")}
		case "t":
			return quad.TypedString{Value: quad.String(text), Type: rapid.SampledFrom([]quad.IRI{quads.XSDString, quads.XSDInteger}).Draw(t, "type")}
		case "-":
			return nil
		}
		return quad.IRI("urn:" + rapid.StringMatching(`[ab/!é]{0,3}`).Draw(t, "iri"))
	})
}

// An export is the distinct lines of the quads, sorted, whether the writer
// takes terms or their canonical forms.
func TestExportSorts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, err := Memory(Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer g.Close()
		var all []quad.Quad
		var want []string
		for range rapid.IntRange(0, 40).Draw(t, "size") {
			q := quad.Quad{
				Subject: anyTerm("ib").Draw(t, "s"), Predicate: anyTerm("i").Draw(t, "p"),
				Object: anyTerm("ibslt").Draw(t, "o"), Label: anyTerm("ib-").Draw(t, "l"),
			}
			line, err := rdf.AppendQuad(nil, q)
			if err != nil {
				t.Fatal(err)
			}
			all, want = append(all, q), append(want, string(line))
		}
		if _, err := g.Apply(ctx, all, nil); err != nil {
			t.Fatal(err)
		}
		slices.Sort(want)
		want = slices.Compact(want)
		for _, hide := range []bool{false, true} {
			var b strings.Builder
			var w quads.Writer = rdf.NewWriter(&b)
			if hide {
				w = struct{ quads.Writer }{w}
			}
			var last int64
			n, err := g.Export(ctx, w, ExportOptions{Progress: func(written, _ int64) { last = written }})
			if err != nil || n != int64(len(want)) || last != n {
				t.Errorf("wrote %d, told of %d, want %d, %v", n, last, len(want), err)
			}
			if got := b.String(); got != strings.Join(want, "") {
				t.Errorf("wrote\n%swant\n%s", got, strings.Join(want, ""))
			}
		}
	})
}

// What Cayley lets into a store and RDF does not have is refused.
func TestExportRefuses(t *testing.T) {
	a, literal := quad.IRI("urn:a"), quad.String("a")
	for _, q := range []quad.Quad{
		{Subject: literal, Predicate: a, Object: a},
		{Subject: a, Predicate: literal, Object: a},
		{Subject: a, Predicate: quad.BNode("a"), Object: a},
		{Subject: a, Predicate: a, Object: a, Label: literal},
	} {
		s := store.Memory("")
		err := store.NewQuadStore(s).ApplyDeltas([]cayley.Delta{{Quad: q, Action: cayley.Add}}, cayley.IgnoreOpts{})
		if err != nil {
			t.Fatal(err)
		}
		src, err := s.View(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var refused *rdf.ValueError
		var b strings.Builder
		if _, err := Export(ctx, src, rdf.NewWriter(&b), ExportOptions{}); !errors.As(err, &refused) || b.Len() > 0 {
			t.Errorf("%v: wrote %q, %v", q, b.String(), err)
		}
	}
}

// Ids of other sources may be as large as they like.
func TestNumbering(t *testing.T) {
	n := newNumbering(1)
	ids := []source.ID{7, 1, 1 << 60, 1<<64 - 1, 5000, 1 << 60, 7}
	want := []uint32{0, 1, 2, 3, 4, 2, 0}
	for i, id := range ids {
		if got := n.number(id); got != want[i] {
			t.Errorf("%d has the number %d, want %d", id, got, want[i])
		}
	}
	if !slices.Equal(n.ids, ids[:5]) {
		t.Errorf("ids are %v", n.ids)
	}
}
