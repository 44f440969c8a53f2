package analysis

import (
	"fmt"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/eval"
	"quipu/graph/source"
	"quipu/quads"
)

// TestClaimsWork counts the quads that are read: what is asked of an entity or
// a source must not cost a pass over the graph, and what is asked of all of it
// one pass.
func TestClaimsWork(t *testing.T) {
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	names := g.Names()
	const others = 4000
	var all []quad.Quad
	say := func(s, p string, o quad.Value, label string) {
		all = append(all, quad.Quad{Subject: names.IRI(s), Predicate: names.IRI(p), Object: o, Label: names.IRI(label)})
	}
	for i := range others {
		say(fmt.Sprint("e", i), "killed", quads.Literal(fmt.Sprint(i), quads.XSDInteger), "A")
		say(fmt.Sprint("e", i), "met", names.IRI("hub"), fmt.Sprint("S", i%7))
	}
	say("x", "killed", quads.Literal("1", quads.XSDInteger), "D")
	say("x", "killed", quads.Literal("2", quads.XSDInteger), "E")
	say("x", "met", names.IRI("y"), "D")
	say("x", "met", names.IRI("y"), "E")
	all = append(all, quads.Claim{
		Subject: names.IRI("x"), Predicate: names.IRI("met"), Object: names.IRI("y"),
		Speaker: names.IRI("y"), Stance: quads.Denies, Document: names.IRI("E"),
	}.Quads(names)...)
	if _, err := g.Apply(t.Context(), all, nil); err != nil {
		t.Fatal(err)
	}
	view, err := g.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer view.Close()
	ids := make([]source.ID, 3)
	if err := view.IDs(t.Context(), []quad.Value{names.IRI("x"), names.IRI("D"), names.IRI("E")}, ids); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		ask  func(src source.Source) (int, error)
		rows int
		most int64 // quads read
	}{
		{"contested x", func(src source.Source) (int, error) {
			out, err := Contested(t.Context(), src, names, ids[:1], plenty)
			return len(out), err
		}, 5, 60},
		{"contested", func(src source.Source) (int, error) {
			out, err := Contested(t.Context(), src, names, nil, plenty)
			return len(out), err
		}, 5, 2*others + 80},
		{"corroborated x", func(src source.Source) (int, error) {
			out, err := Corroborated(t.Context(), src, names, ids[:1], 2, plenty)
			return len(out), err
		}, 1, 30},
		{"corroborated", func(src source.Source) (int, error) {
			out, err := Corroborated(t.Context(), src, names, nil, 2, plenty)
			return len(out), err
		}, 1, 2*others + 40},
		{"only", func(src source.Source) (int, error) {
			out, err := Only(t.Context(), src, names, ids[1:2], plenty)
			return len(out), err
		}, 1, 30},
		{"differ", func(src source.Source) (int, error) {
			out, err := Differ(t.Context(), src, names, ids[1:2], ids[2:], false, plenty)
			return len(out), err
		}, 1, 40},
	} {
		var work eval.Work
		rows, err := c.ask(eval.Counted(view, &work))
		if err != nil || rows != c.rows || work.Quads > c.most {
			t.Errorf("%s: %d rows, want %d; %d quads read, want at most %d (%v)", c.name, rows, c.rows, work.Quads, c.most, err)
		}
	}
}
