package rdf_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/quads"
	"quipu/quads/rdf"
)

// FuzzNQuads checks that what is read is written in a canonical form that
// reads back equal, that the form is stable, and that neither the size of
// reads nor bad lines beside a quad make a difference to it.
func FuzzNQuads(f *testing.F) {
	for _, seed := range []string{
		"",
		"\xef\xbb\xbf<urn:a> <urn:b> <urn:c> <urn:d> .\r\n",
		"<urn:a><urn:b>\"x\"@EN-gb<urn:d>.#c\r_:a<urn:b>_:b_:c.",
		"<urn:a> <urn:b> \"\\t\\b\\n\\r\\f\\\"\\'\\\\\\u0000\\U0001F642\\uFFFE\" .",
		"<urn:a> <urn:b> \"x\"^^<http://www.w3.org/2001/XMLSchema#\\u0073tring> .",
		"<urn:a> <urn:b> \"\\UFFFFFFFF\" .",
		"<urn:a> <urn:b> \"\\uD800\" .",
		"<urn:a\n> <urn:b> <urn:c> .",
		"<urn:a\\u000A> <urn:b> <urn:c> .",
		"<a> <b> <c d> .",
		"<urn:a> <urn:b> \"caf\xe9\" .",
		"<urn:a> <urn:b> \"\x1b[2J\x00\" .",
		"\x1f\x8b\x08\x00\x00\x00",
		"<urn:a> <urn:b> \"" + strings.Repeat("x", 5000) + "\" .",
		"_:a.b.. <urn:b> \"\xed\xa0\x80\" .",
		"<urn:a> <urn:b> \"x\" ^^ <urn:\xd0\x90> .\n<urn:a> <urn:b> \"x\" @a-1 _:\xc3\xa9 .",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		read, err := readAll(rdf.NQuads, text)
		written, writeErr := writeAll(rdf.NQuads, read)
		if writeErr != nil {
			t.Fatalf("what was read cannot be written: %v", writeErr)
		}
		again, againErr := readAll(rdf.NQuads, written)
		if againErr != nil || !slices.Equal(read, again) {
			t.Fatalf("written as %q\nread as %v, %v\nwant %v", written, again, againErr, read)
		}
		if rewritten, _ := writeAll(rdf.NQuads, again); !bytes.Equal(written, rewritten) {
			t.Fatalf("the form is not stable: %q, then %q", written, rewritten)
		}
		bad := 0
		skipping := rdf.NewReader(iotest.OneByteReader(bytes.NewReader(text)), quads.ReadOptions{OnBad: func(error) { bad++ }})
		all, skipErr := drain(skipping)
		if skipErr != nil || len(all) < len(read) || !slices.Equal(all[:len(read)], read) || (bad == 0) != (err == nil) {
			t.Fatalf("skipping: read %v, %v, %d bad lines; without: %v, %v", all, skipErr, bad, read, err)
		}
	})
}

// TestWriteRead checks that whatever value is not refused comes back, and
// that what is refused is no valid term.
func TestWriteRead(t *testing.T) {
	// Text of all kinds, with what matters to the syntax more often than
	// chance would have it.
	text := rapid.OneOf(
		rapid.String(),
		rapid.StringOf(rapid.SampledFrom([]rune("ab:.-_09é·襲🙂 \t\n\r\"'\\<>^`{|}\u0000\u007f\u0085\u200d\u202e\ufffd\ufffe"))),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
	iri := rapid.OneOf(
		rapid.Map(text, func(s string) quad.IRI { return quad.IRI("urn:" + s) }),
		rapid.Map(text, func(s string) quad.IRI { return quad.IRI(s) }),
	)
	value := rapid.OneOf(
		rapid.Map(iri, func(i quad.IRI) quad.Value { return i }),
		rapid.Map(text, func(s string) quad.Value { return quad.BNode(s) }),
		rapid.Map(text, func(s string) quad.Value { return quad.String(s) }),
		rapid.Custom(func(t *rapid.T) quad.Value {
			tag := rapid.StringMatching(`[a-z]{1,8}(-[a-z0-9]{1,8})?`).Draw(t, "tag")
			return quad.LangString{Value: quad.String(text.Draw(t, "text")), Lang: tag}
		}),
		rapid.Custom(func(t *rapid.T) quad.Value {
			return quad.TypedString{Value: quad.String(text.Draw(t, "text")), Type: iri.Draw(t, "type")}
		}),
	)
	rapid.Check(t, func(t *rapid.T) {
		q := quad.Quad{
			Subject:   quad.IRI("urn:s"),
			Predicate: quad.IRI("urn:p"),
			Object:    value.Draw(t, "object"),
		}
		line, err := rdf.AppendQuad(nil, q)
		if err != nil {
			return
		}
		if n := bytes.Count(line, []byte("\n")); n != 1 {
			t.Fatalf("%d lines: %q", n, line)
		}
		got, err := readAll(rdf.NQuads, line)
		if err != nil || len(got) != 1 || got[0] != q {
			t.Fatalf("wrote %#v as %q, read %#v, %v", q, line, got, err)
		}
	})
}
