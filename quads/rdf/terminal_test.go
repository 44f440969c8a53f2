package rdf

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"pgregory.net/rapid"

	"quipu/quads"
)

// What is shown on a terminal holds nothing that acts on one, and is read as
// the quad it was.
func TestForTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nasty := rapid.SampledFrom([]rune("a é → \u009b\u0085\u200b\u202e\u2066\u00ad\ufeff\U000E0041\ue000\x1b\n\\\""))
		text := rapid.StringOf(nasty).Draw(t, "text")
		iri := "urn:" + rapid.StringOf(rapid.SampledFrom([]rune("aé→\u009b\u202e\u200b\U000E0041"))).Draw(t, "iri")
		q := quad.Quad{Subject: quad.IRI(iri), Predicate: quad.IRI("urn:p"), Object: quad.String(text), Label: quad.IRI(iri)}
		var b strings.Builder
		w := NewWriter(ForTerminal(&b))
		for range 2 {
			if err := w.Write(q); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		for _, r := range b.String() {
			if r != '\n' && !quads.Visible(r) {
				t.Fatalf("shown is %q", b.String())
			}
		}
		back := NewReader(strings.NewReader(b.String()), quads.ReadOptions{})
		for range 2 {
			if got, err := back.Read(); err != nil || got != q {
				t.Fatalf("shown as %s, read as %v (%v), want %v", b.String(), got, err, q)
			}
		}
	})
}
