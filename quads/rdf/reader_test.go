package rdf_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/rdf"
)

func TestReaderValues(t *testing.T) {
	const text = `<urn:\u0061> <urn:b> "x" .
_:a <urn:b> "x"@EN <urn:g> .
<urn:a> <urn:b> "x"^^<urn:t> _:a .
<urn:a> <urn:b> "x"^^<http://www.w3.org/2001/XMLSchema#string> .
<urn:x> <urn:b> "urn:x" .
_:x <urn:b> "x"@en .
`
	got, err := readAll(rdf.NQuads, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	const b = quad.IRI("urn:b")
	want := []quad.Quad{
		{Subject: quad.IRI("urn:a"), Predicate: b, Object: quad.String("x")},
		{Subject: quad.BNode("a"), Predicate: b, Object: quad.LangString{Value: "x", Lang: "en"}, Label: quad.IRI("urn:g")},
		{Subject: quad.IRI("urn:a"), Predicate: b, Object: quad.TypedString{Value: "x", Type: "urn:t"}, Label: quad.BNode("a")},
		{Subject: quad.IRI("urn:a"), Predicate: b, Object: quad.String("x")},
		{Subject: quad.IRI("urn:x"), Predicate: b, Object: quad.String("urn:x")},
		{Subject: quad.BNode("x"), Predicate: b, Object: quad.LangString{Value: "x", Lang: "en"}},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %#v\nwant %#v", got, want)
	}
}

// TestReaderCache reads more terms than the cache has slots, each of them
// several times and among others of the same text.
func TestReaderCache(t *testing.T) {
	var text strings.Builder
	var want []string
	for i := range 60_000 {
		n := i / 5 % 5_000
		line := "<urn:s> <urn:p> "
		switch i % 5 {
		case 0:
			line += fmt.Sprintf("<urn:%d> .", n)
		case 1:
			line += fmt.Sprintf(`"urn:%d" .`, n)
		case 2:
			line += fmt.Sprintf(`"urn:%d"@en _:n%d .`, n, n)
		case 3:
			line += fmt.Sprintf(`"urn:%d"@de <urn:p> .`, n)
		case 4:
			line += fmt.Sprintf(`"urn:%d"^^<urn:%d> .`, n, n)
		}
		text.WriteString(line + "\n")
		want = append(want, line+"\n")
	}
	r := rdf.NewReader(strings.NewReader(text.String()), quads.ReadOptions{})
	for i := range want {
		q, err := r.Read()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := rdf.AppendQuad(nil, q); string(got) != want[i] {
			t.Fatalf("line %d: got %s, %v, want %s", i+1, got, err, want[i])
		}
	}
	if _, err := r.Read(); err != io.EOF {
		t.Errorf("at the end: %v", err)
	}
}

func TestReaderBlank(t *testing.T) {
	const text = "_:a <urn:p> _:b _:a .\n_:a <urn:p> <urn:c> .\n"
	var asked []string
	r := rdf.NewReader(strings.NewReader(text), quads.ReadOptions{Blank: func(label string) (string, error) {
		asked = append(asked, label)
		return "q" + label, nil
	}})
	all, err := drain(r)
	if err != nil {
		t.Fatal(err)
	}
	want := []quad.Quad{
		{Subject: quad.BNode("qa"), Predicate: quad.IRI("urn:p"), Object: quad.BNode("qb"), Label: quad.BNode("qa")},
		{Subject: quad.BNode("qa"), Predicate: quad.IRI("urn:p"), Object: quad.IRI("urn:c")},
	}
	if !slices.Equal(all, want) {
		t.Errorf("got %v, want %v", all, want)
	}
	if !slices.Equal(asked, []string{"a", "b"}) {
		t.Errorf("asked for %v, want each label once", asked)
	}

	broken := errors.New("cannot hash")
	r = rdf.NewReader(strings.NewReader(text), quads.ReadOptions{
		OnBad: func(err error) { t.Error("told as a bad line:", err) },
		Blank: func(string) (string, error) { return "", broken },
	})
	for range 2 {
		if _, err := r.Read(); err != broken {
			t.Errorf("got %v, want %v", err, broken)
		}
	}
}
