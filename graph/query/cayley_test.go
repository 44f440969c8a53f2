package query

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/query"
	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// cayleyCase is a small graph as a Cayley program has it.
func cayleyCase(t testing.TB, backend string) cayley.QuadStore {
	const base = quads.Base
	iri := func(s string) quad.Value { return quad.IRI(base + s) }
	return filled(t, backend, []quad.Quad{
		{Subject: iri("Russia"), Predicate: iri("accuses"), Object: iri("Ukraine"), Label: iri("TASS")},
		{Subject: iri("Ukraine"), Predicate: iri("killed"), Object: quad.Int(130)},
		{Subject: iri("Ukraine"), Predicate: iri("says"), Object: quad.LangString{Value: "no", Lang: "en"}},
	})
}

func session(t testing.TB, backend, language string) query.Session {
	t.Helper()
	RegisterCayley()
	s := query.NewSession(cayleyCase(t, backend), language)
	if s == nil {
		t.Fatalf("%s is not registered", language)
	}
	return s
}

// results reads a query to its end.
func results(t testing.TB, s query.Session, text string, o query.Options) []any {
	t.Helper()
	it, err := s.Execute(context.Background(), text, o)
	if err != nil {
		t.Fatal(err)
	}
	defer it.Close()
	var out []any
	for it.Next(context.Background()) {
		out = append(out, it.Result())
	}
	if it.Err() != nil {
		t.Fatal(it.Err())
	}
	if it.Next(context.Background()) || it.Result() != nil {
		t.Error("something comes behind the end")
	}
	return out
}

func forEachStore(t *testing.T, f func(t *testing.T, backend string)) {
	for _, backend := range []string{"quipu", "memstore"} {
		t.Run(backend, func(t *testing.T) { f(t, backend) })
	}
}

// TestCayleyCollations: both languages in every collation, over our store and
// over another.
func TestCayleyCollations(t *testing.T) {
	const ukraine = "<" + quads.Base + "Ukraine>"
	tests := []struct {
		language, text string
		collation      query.Collation
		want           any // of the first result
	}{
		{"quipu-arrow", "Russia → accuses → ?whom", query.JSON, map[string]any{"whom": ukraine}},
		{"quipu-arrow", "Russia → accuses → ?whom", query.JSONLD, map[string]any{"whom": map[string]any{"@id": quads.Base + "Ukraine"}}},
		{"quipu-arrow", "Russia → accuses → ?whom", query.Raw, map[string]any{"whom": quad.IRI(quads.Base + "Ukraine")}},
		{"quipu-arrow", "Russia → accuses → ?whom", query.REPL, "****\nwhom : Ukraine\n"},
		{"quipu-arrow", "Russia → accuses → Ukraine ?", query.JSON, map[string]any{"answer": true}},
		{"quipu-arrow", "Russia ~ Ukraine", query.REPL, "****\npath : Russia → accuses → Ukraine\n"},
		{"quipu-gizmo", `g.V("Ukraine").out("killed").all()`, query.JSON, map[string]any{"id": int64(130)}},
		{"quipu-gizmo", `g.V("Ukraine").out("killed").all()`, query.Raw, map[string]any{"id": quad.Int(130)}},
		{"quipu-gizmo", `g.V("Ukraine").out("says").all()`, query.JSON, map[string]any{"id": "no"}},
		{"quipu-gizmo", `g.V("Ukraine").out("says").all()`, query.JSONLD, map[string]any{"id": map[string]any{"@value": "no", "@language": "en"}}},
		{"quipu-gizmo", `g.emit({a: 1, b: [1, {c: "x"}]})`, query.JSON, map[string]any{"a": int64(1), "b": []any{1.0, map[string]any{"c": "x"}}}},
		{"quipu-gizmo", `g.emit({value: 5})`, query.JSON, map[string]any{"value": int64(5)}},
		{"quipu-gizmo", `g.emit(5)`, query.JSON, int64(5)},
		{"quipu-gizmo", `g.V().count()`, query.JSON, int64(8)},
		{"quipu-gizmo", `g.V("Russia").tag("who").out().all()`, query.REPL, "****\nid : Ukraine\nwho : Russia\n"},
	}
	forEachStore(t, func(t *testing.T, backend string) {
		for _, test := range tests {
			got := results(t, session(t, backend, test.language), test.text, query.Options{Collation: test.collation})
			if len(got) != 1 || !reflect.DeepEqual(got[0], test.want) {
				t.Errorf("%s, collation %d\ngot  %#v\nwant %#v", test.text, test.collation, got, test.want)
			}
			if _, err := json.Marshal(got); err != nil {
				t.Errorf("%s: %v", test.text, err)
			}
		}
	})
}

// TestCayleyWalk: a walk is its edges, with who states them.
func TestCayleyWalk(t *testing.T) {
	got := results(t, session(t, "quipu", "quipu-arrow"), "Ukraine ~ Russia", query.Options{Collation: query.JSON})
	text, err := json.Marshal(got)
	want := `[{"path":[{"forward":false,"labels":["<urn:quipu:TASS>"],"object":"<urn:quipu:Ukraine>","predicate":"<urn:quipu:accuses>","subject":"<urn:quipu:Russia>"}]}]`
	if err != nil || strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(string(text)) != want {
		t.Errorf("%s, %v", text, err)
	}
}

// TestCayleyAgain: a session answers any number of queries, also behind one
// that failed or was left, and sees what was written meanwhile.
func TestCayleyAgain(t *testing.T) {
	forEachStore(t, func(t *testing.T, backend string) {
		RegisterCayley()
		qs := cayleyCase(t, backend)
		s := query.NewSession(qs, "quipu-gizmo")
		const all = `g.V("Russia").out().all()`
		for _, text := range []string{all, `throw 1`, `while (`, all} {
			it, err := s.Execute(context.Background(), text, query.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if ok := it.Next(context.Background()); ok != (text == all) || ok != (it.Err() == nil) {
				t.Errorf("%s: %v, %v", text, ok, it.Err())
			}
			if err := it.Close(); err != nil {
				t.Error(err)
			}
			if it.Next(context.Background()) {
				t.Errorf("%s goes on behind Close", text)
			}
		}
		w, err := cayley.NewQuadWriter("single", qs, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.AddQuad(quad.MakeIRI(quads.Base+"Russia", quads.Base+"p", quads.Base+"new", "")); err != nil {
			t.Fatal(err)
		}
		if got := results(t, s, all, query.Options{Collation: query.JSON}); len(got) != 2 {
			t.Errorf("what was written does not show: %v", got)
		}
	})
}

// TestCayleyLimit: as many results as were asked for, and no error.
func TestCayleyLimit(t *testing.T) {
	for _, limit := range []int{-1, 0, 1, 2, 100} {
		got := results(t, session(t, "quipu", "quipu-gizmo"), `g.V("Ukraine").both().all()`, query.Options{Limit: limit})
		want := 3
		if limit > 0 {
			want = min(limit, want)
		}
		if len(got) != want {
			t.Errorf("limit %d gives %d results", limit, len(got))
		}
	}
}

// TestCayleyParseMore: Cayley's shell collects lines until a query can run.
func TestCayleyParseMore(t *testing.T) {
	tests := []struct {
		language, text string
		more           bool
	}{
		{"quipu-gizmo", `g.V("Russia"`, true},
		{"quipu-gizmo", `function f() {`, true},
		{"quipu-gizmo", "g.V(`Russia", true},
		{"quipu-gizmo", `g.V("Russia").all()`, false},
		{"quipu-gizmo", `g.V(]`, false}, // an error, which more cannot mend
		{"quipu-arrow", `Russia →`, true},
		{"quipu-arrow", `not { Russia → accuses → ?x`, true},
		{"quipu-arrow", `Russia → accuses → ?x`, false},
	}
	for _, test := range tests {
		s := session(t, "quipu", test.language)
		for _, c := range []query.Collation{query.REPL, query.JSON} {
			it, err := s.Execute(context.Background(), test.text, query.Options{Collation: c})
			if want := test.more && c == query.REPL; (err == query.ErrParseMore) != want {
				t.Errorf("%s, collation %d: %v", test.text, c, err)
			}
			if err == nil {
				it.Close()
			}
		}
	}
	var unsupported *query.ErrUnsupportedCollation
	if _, err := session(t, "quipu", "quipu-arrow").Execute(context.Background(), "?a → ?b → ?c", query.Options{Collation: 9}); !errors.As(err, &unsupported) {
		t.Errorf("collation 9: %v", err)
	}
}

// TestCayleyContexts: the context of Execute and that of Next both end a query,
// with their own error.
func TestCayleyContexts(t *testing.T) {
	forEachStore(t, func(t *testing.T, backend string) {
		s := session(t, backend, "quipu-gizmo")
		short, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
		defer cancel()
		over, end := context.WithCancel(context.Background())
		end()
		for name, test := range map[string]struct {
			execute, next context.Context
			want          error
		}{
			"execute": {over, context.Background(), context.Canceled},
			"next":    {context.Background(), over, context.Canceled},
			"late":    {context.Background(), short, context.DeadlineExceeded},
		} {
			it, err := s.Execute(test.execute, `while (true) {}`, query.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if it.Next(test.next) || !errors.Is(it.Err(), test.want) {
				t.Errorf("%s: %v", name, it.Err())
			}
			it.Close()
		}
	})
}
