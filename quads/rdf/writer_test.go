package rdf_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/rdf"
)

func TestWriterRefuses(t *testing.T) {
	const s, p, o, g = quad.IRI("urn:s"), quad.IRI("urn:p"), quad.IRI("urn:o"), quad.IRI("urn:g")
	for _, c := range []struct {
		name  string
		quad  quad.Quad
		place string
	}{
		{"no subject", quad.Quad{Predicate: p, Object: o}, "subject"},
		{"no predicate", quad.Quad{Subject: s, Object: o}, "predicate"},
		{"no object", quad.Quad{Subject: s, Predicate: p}, "object"},
		{"literal subject", quad.Quad{Subject: quad.String("s"), Predicate: p, Object: o}, "subject"},
		{"literal predicate", quad.Quad{Subject: s, Predicate: quad.LangString{Value: "p", Lang: "en"}, Object: o}, "predicate"},
		{"blank predicate", quad.Quad{Subject: s, Predicate: quad.BNode("p"), Object: o}, "predicate"},
		{"literal label", quad.Quad{Subject: s, Predicate: p, Object: o, Label: quad.String("g")}, "label"},
		{"native label", quad.Quad{Subject: s, Predicate: p, Object: o, Label: quad.Int(1)}, "label"},
		{"empty IRI", quad.Quad{Subject: s, Predicate: p, Object: quad.IRI("")}, "object"},
		{"relative IRI", quad.Quad{Subject: quad.IRI("s"), Predicate: p, Object: o}, "subject"},
		{"newline in an IRI", quad.Quad{Subject: s, Predicate: p, Object: quad.IRI("urn:o> .\n<urn:x")}, "object"},
		{"space in an IRI", quad.Quad{Subject: s, Predicate: p, Object: o, Label: quad.IRI("urn:a b")}, "label"},
		{"backslash in an IRI", quad.Quad{Subject: s, Predicate: quad.IRI(`urn:\u0041`), Object: o}, "predicate"},
		{"IRI not UTF-8", quad.Quad{Subject: quad.IRI("urn:\xff"), Predicate: p, Object: o}, "subject"},
		{"literal not UTF-8", quad.Quad{Subject: s, Predicate: p, Object: quad.String("caf\xe9")}, "object"},
		{"surrogate in a literal", quad.Quad{Subject: s, Predicate: p, Object: quad.String("\xed\xa0\x80")}, "object"},
		{"no language", quad.Quad{Subject: s, Predicate: p, Object: quad.LangString{Value: "x"}}, "object"},
		{"bad language", quad.Quad{Subject: s, Predicate: p, Object: quad.LangString{Value: "x", Lang: "en US"}}, "object"},
		{"tagged text not UTF-8", quad.Quad{Subject: s, Predicate: p, Object: quad.LangString{Value: "\xff", Lang: "en"}}, "object"},
		{"no datatype", quad.Quad{Subject: s, Predicate: p, Object: quad.TypedString{Value: "x"}}, "object"},
		{"relative datatype", quad.Quad{Subject: s, Predicate: p, Object: quad.TypedString{Value: "x", Type: "t"}}, "object"},
		{"langString without a tag", quad.Quad{Subject: s, Predicate: p, Object: quad.TypedString{Value: "x", Type: quads.LangStr}}, "object"},
		{"empty blank label", quad.Quad{Subject: quad.BNode(""), Predicate: p, Object: o}, "subject"},
		{"blank label with a space", quad.Quad{Subject: quad.BNode("a b"), Predicate: p, Object: o}, "subject"},
		{"blank label with a dot at its end", quad.Quad{Subject: quad.BNode("a."), Predicate: p, Object: o}, "subject"},
		{"blank label that begins with -", quad.Quad{Subject: quad.BNode("-a"), Predicate: p, Object: o}, "subject"},
		{"blank label not UTF-8", quad.Quad{Subject: quad.BNode("a\xff"), Predicate: p, Object: o}, "subject"},
		{"native integer", quad.Quad{Subject: s, Predicate: p, Object: quad.Int(1)}, "object"},
		{"native boolean", quad.Quad{Subject: s, Predicate: p, Object: quad.Bool(true)}, "object"},
		{"native float", quad.Quad{Subject: s, Predicate: p, Object: quad.Float(1.5)}, "object"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			w := rdf.NewWriter(&b)
			err := w.Write(c.quad)
			var refused *rdf.ValueError
			if !errors.As(err, &refused) || refused.Place != c.place {
				t.Fatalf("got %v, want a ValueError for the %s", err, c.place)
			}
			if strings.ContainsAny(err.Error(), "\n\x1b") || !utf8.ValidString(err.Error()) {
				t.Errorf("the message has raw bytes: %q", err)
			}
			t.Log(err)
			// Nothing of the quad was written, and the writer goes on.
			if err := w.Write(quad.Quad{Subject: s, Predicate: p, Object: o, Label: g}); err != nil {
				t.Fatal(err)
			}
			if err := w.Close(); err != nil {
				t.Fatal(err)
			}
			if got, want := b.String(), "<urn:s> <urn:p> <urn:o> <urn:g> .\n"; got != want {
				t.Errorf("wrote %q, want %q", got, want)
			}
		})
	}
}

func TestAppendTerm(t *testing.T) {
	all := make([]byte, 0x80)
	for i := range all {
		all[i] = byte(i)
	}
	for _, c := range []struct {
		value quad.Value
		want  string
	}{
		{quad.IRI("urn:é"), "<urn:é>"},
		{quad.BNode("q1.2"), "_:q1.2"},
		{quad.String(""), `""`},
		{quad.String(all), `"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F` +
			`\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F` +
			` !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_` + "`abcdefghijklmnopqrstuvwxyz{|}~" + `\u007F"`},
		{quad.String("Осада\u0085\u202e\ufffd\ufffe🙂"), "\"Осада\u0085\u202e\ufffd\\uFFFE🙂\""},
		{quad.LangString{Value: "x", Lang: "pt-BR"}, `"x"@pt-br`},
		{quad.TypedString{Value: "01", Type: quads.XSDInteger}, `"01"^^<http://www.w3.org/2001/XMLSchema#integer>`},
		{quad.TypedString{Value: "x", Type: quads.XSDString}, `"x"`},
	} {
		got, err := rdf.AppendTerm([]byte("kept "), c.value)
		if err != nil || string(got) != "kept "+c.want {
			t.Errorf("%#v: got %s, %v, want %s", c.value, got, err, c.want)
		}
	}
	if got, err := rdf.AppendTerm([]byte("kept"), quad.TypedString{Value: "half", Type: "t"}); err == nil || string(got) != "kept" {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestTriplesWriterAndLabels(t *testing.T) {
	q := quad.Quad{Subject: quad.IRI("urn:s"), Predicate: quad.IRI("urn:p"), Object: quad.IRI("urn:o"), Label: quad.IRI("urn:g")}
	var b bytes.Buffer
	w := rdf.NTriples.NewWriter(&b, nil)
	var refused *rdf.ValueError
	if err := w.Write(q); !errors.As(err, &refused) || refused.Place != "label" {
		t.Errorf("a label in N-Triples: got %v", err)
	}
	bare := rdf.DropLabels(w)
	for range 2 { // the triple under two labels is one
		if err := bare.Write(q); err != nil {
			t.Error(err)
		}
		q.Label = quad.IRI("urn:h")
	}
	if bare.Dropped != 2 {
		t.Errorf("%d labels left out, want 2", bare.Dropped)
	}
	if err := w.Close(); err != nil || b.String() != "<urn:s> <urn:p> <urn:o> .\n" {
		t.Errorf("wrote %q, %v", b.String(), err)
	}
}

// fullDisk takes so many bytes and then fails.
type fullDisk struct{ room int }

var errFull = errors.New("no space left")

func (f *fullDisk) Write(p []byte) (int, error) {
	if len(p) > f.room {
		return f.room, errFull
	}
	f.room -= len(p)
	return len(p), nil
}

func TestWriterTellsWriteErrors(t *testing.T) {
	q := quad.Quad{Subject: quad.IRI("urn:s"), Predicate: quad.IRI("urn:p"), Object: quad.String(strings.Repeat("x", 1000))}
	w := rdf.NewWriter(&fullDisk{room: 200_000})
	var err error
	for range 1000 {
		if err = w.Write(q); err != nil {
			break
		}
	}
	if err != errFull || w.Write(q) != errFull || w.Close() != errFull {
		t.Errorf("got %v, want the error of the disk, each time", err)
	}
	w = rdf.NewWriter(&fullDisk{})
	if err := w.Write(q); err != nil {
		t.Error(err)
	}
	if err := w.Close(); err != errFull {
		t.Errorf("Close: got %v", err)
	}
	if err := rdf.NewWriter(io.Discard).Close(); err != nil {
		t.Error(err)
	}
}

// Terms that are in canonical form already come out as they are.
func TestWriterForms(t *testing.T) {
	forms := [][]byte{[]byte("<urn:s>"), []byte("<urn:p>"), []byte(`"a \" b"@en`), []byte("_:g")}
	var b strings.Builder
	w := rdf.NewWriter(&b)
	if err := errors.Join(w.WriteForms(forms[0], forms[1], forms[2], forms[3]), w.WriteForms(forms[0], forms[1], forms[2], nil), w.Close()); err != nil {
		t.Fatal(err)
	}
	if want := "<urn:s> <urn:p> \"a \\\" b\"@en _:g .\n<urn:s> <urn:p> \"a \\\" b\"@en .\n"; b.String() != want {
		t.Errorf("wrote %q, want %q", b.String(), want)
	}
	var refused *rdf.ValueError
	w = rdf.NewTriplesWriter(io.Discard)
	if err := w.WriteForms(forms[0], forms[1], forms[2], forms[3]); !errors.As(err, &refused) || refused.Place != "label" {
		t.Errorf("a label in N-Triples: %v", err)
	}
	w = rdf.NewWriter(&fullDisk{})
	forms[2] = []byte(`"` + strings.Repeat("x", 100_000) + `"`)
	for range 2 {
		if err := w.WriteForms(forms[0], forms[1], forms[2], nil); err != errFull {
			t.Errorf("got %v, want the error of the disk, each time", err)
		}
	}
}
