package arrow

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/quads"
)

// value draws any RDF term.
func value(t *rapid.T) quad.Value {
	tr := trees{t}
	for {
		switch v := tr.term(inField, 0).(type) {
		case Name:
			return defaultNames.IRI(v.Text)
		case IRI:
			return v.Value
		case Blank:
			return quad.BNode(v.Label)
		case Literal:
			return v.Value
		}
	}
}

// graphs draws sets of quads that lean on one another: few terms, with the
// nodes of statements and of speakers in documents, whole and in part.
type graphs struct {
	*rapid.T
	terms []quad.Value
}

func newGraphs(t *rapid.T) graphs {
	g := graphs{T: t}
	for range 6 {
		g.terms = append(g.terms, value(t))
	}
	for _, name := range []string{"A", "B", "Reuters", "says", "denies", "title", "type"} {
		g.terms = append(g.terms, defaultNames.IRI(name))
	}
	g.terms = append(g.terms, quad.BNode("q0123456789abcdef0123456789abcdef"), quads.Title, quads.SameAs)
	return g
}

func (g graphs) iri() quad.Value {
	for {
		if v, ok := rapid.SampledFrom(g.terms).Draw(g.T, "iri").(quad.IRI); ok {
			return v
		}
	}
}

func (g graphs) entity() quad.Value {
	for {
		switch v := rapid.SampledFrom(g.terms).Draw(g.T, "entity").(type) {
		case quad.IRI, quad.BNode:
			return v
		}
	}
}

func (g graphs) label() quad.Value {
	if rapid.IntRange(0, 3).Draw(g.T, "unlabelled") == 0 {
		return nil
	}
	return g.entity()
}

func (g graphs) plain() quad.Quad {
	return quad.Quad{Subject: g.entity(), Predicate: g.iri(), Object: rapid.SampledFrom(g.terms).Draw(g.T, "object"), Label: g.label()}
}

// some drops quads now and then.
func (g graphs) some(qs []quad.Quad) []quad.Quad {
	if rapid.IntRange(0, 2).Draw(g.T, "whole") > 0 {
		return qs
	}
	var out []quad.Quad
	for _, q := range qs {
		if rapid.IntRange(0, 4).Draw(g.T, "keep") > 0 {
			out = append(out, q)
		}
	}
	return out
}

func (g *graphs) quads() []quad.Quad {
	var all []quad.Quad
	for range rapid.IntRange(1, 8).Draw(g.T, "quads") {
		switch rapid.IntRange(0, 4).Draw(g.T, "kind") {
		case 0: // said
			node, about := defaultNames.Said(g.entity(), g.entity())
			q := g.plain()
			q.Label = node
			all = append(all, g.some(append(about, q))...)
			g.terms = append(g.terms, node)
		case 1: // a statement node, with its edge
			p := g.plain()
			c := quads.Claim{
				Subject: p.Subject, Predicate: p.Predicate, Object: p.Object, Speaker: g.entity(), Document: p.Label,
				Stance: rapid.SampledFrom([]quads.Stance{"", quads.Asserts, quads.Denies}).Draw(g.T, "stance"),
				Quote:  rapid.SampledFrom([]string{"", "exact words", "\"\n"}).Draw(g.T, "quote"),
				End:    rapid.IntRange(0, 1).Draw(g.T, "end"),
			}
			verb := rapid.SampledFrom([]string{"says", "denies", "met"}).Draw(g.T, "verb")
			node := c.Node(defaultNames)
			all = append(all, g.some(append(c.Quads(defaultNames), quad.Quad{
				Subject: c.Speaker, Predicate: defaultNames.IRI(verb), Object: node, Label: c.Document}))...)
			g.terms = append(g.terms, node)
		case 2: // a source's description
			s := g.iri()
			all = append(all, quad.Quad{Subject: s, Predicate: g.iri(), Object: rapid.SampledFrom(g.terms).Draw(g.T, "field"), Label: s})
		default:
			all = append(all, g.plain())
		}
	}
	return all
}

// stableBlanks is what graph readers do: labels of the hashed form stay.
func stableBlanks(label string) (string, error) {
	if len(label) == 33 {
		return label, nil
	}
	return "new-" + label, nil
}

// What is written reads back as the same set of quads.
func TestWriterReadsBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		g := newGraphs(rt)
		all := g.quads()
		text, err := writeAll(all)
		if err != nil {
			rt.Fatal(err)
		}
		_, got, err := readAll(text, quads.ReadOptions{Blank: stableBlanks})
		if err != nil {
			rt.Fatalf("%v\n%s", err, text)
		}
		want := make([]quad.Quad, len(all))
		for i, q := range all {
			want[i] = quad.Quad{Subject: renamed(q.Subject), Predicate: q.Predicate, Object: renamed(q.Object), Label: renamed(q.Label)}
		}
		if diff := difference(want, got); diff != "" {
			rt.Fatalf("%s%s", diff, text)
		}
		if again, _ := writeAll(all); again != text {
			rt.Fatalf("written twice:\n%s\nand\n%s", text, again)
		}
	})
}

func renamed(v quad.Value) quad.Value {
	if b, ok := v.(quad.BNode); ok {
		label, _ := stableBlanks(string(b))
		return quad.BNode(label)
	}
	return v
}

// The worked cases are read, written and read again.
func TestCasesReadBack(t *testing.T) {
	files, err := filepath.Glob("../../testdata/*/*.arrows")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case found: %v", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		r, all, err := readAll(string(data), quads.ReadOptions{File: file, Blank: stableBlanks})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.Remarks() {
			t.Logf("%s:%d:%d: %s", file, m.Pos.Line, m.Pos.Column, m.Text)
		}
		text, err := writeAll(all)
		if err != nil {
			t.Fatal(err)
		}
		_, again, err := readAll(text, quads.ReadOptions{Blank: stableBlanks})
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if diff := difference(all, again); diff != "" || len(all) == 0 {
			t.Errorf("%s reads back otherwise:\n%s", file, diff)
		}
	}
}
