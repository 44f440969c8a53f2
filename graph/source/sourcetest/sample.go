package sourcetest

import (
	"context"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Q makes a quad of IRIs under ex:; a label "" is none, an object that begins
// with a quotation mark is a string.
func Q(s, p, o, l string) quad.Quad {
	q := quad.Quad{Subject: quad.IRI("ex:" + s), Predicate: quad.IRI("ex:" + p), Object: quad.IRI("ex:" + o)}
	if o != "" && o[0] == '"' {
		q.Object = quad.String(o[1:])
	}
	if l != "" {
		q.Label = quad.IRI("ex:" + l)
	}
	return q
}

// sample has two triples under two labels, every place shared and not shared.
func sample() []quad.Quad {
	return []quad.Quad{
		Q("a", "p", "b", ""), Q("a", "p", "b", "x"), Q("a", "p", "b", "y"),
		Q("a", "p", "c", "x"), Q("a", "q", "b", "x"), Q("b", "p", "c", "y"),
		Q("b", "q", "a", ""), Q("c", "p", `"a`, "x"), Q("c", "q", `"a`, "y"),
		{Subject: quad.BNode("n"), Predicate: quad.IRI("ex:p"), Object: quad.LangString{Value: "a", Lang: "en"}},
		{Subject: quad.BNode("n"), Predicate: quad.IRI("ex:p"), Object: quad.TypedString{Value: "1", Type: "ex:t"}, Label: quad.IRI("ex:x")},
	}
}

func apply(t *testing.T, s source.Store, add, remove []quad.Quad) source.Result {
	t.Helper()
	tx, err := s.Begin(context.Background())
	check(t, err)
	defer tx.Rollback()
	for _, q := range remove {
		check(t, tx.Remove(q))
	}
	for _, q := range add {
		check(t, tx.Add(q))
	}
	r, err := tx.Commit(context.Background())
	check(t, err)
	return r
}

func view(t *testing.T, s source.Store) source.Source {
	t.Helper()
	src, err := s.View(context.Background())
	check(t, err)
	t.Cleanup(func() { src.Close() })
	return src
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
