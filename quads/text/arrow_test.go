package text_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/quads/text"
)

// TestSameQuadsAsArrows writes claims as a person would and compares the quads:
// all that the notation makes, a text makes too, and what it makes beyond says
// only where the words stand and how sure it is.
func TestSameQuadsAsArrows(t *testing.T) {
	n := testNames
	doc := n.IRI("Courier")
	of := func(s, p, o string) quads.Claim {
		return quads.Claim{Subject: n.IRI(s), Predicate: n.IRI(p), Object: n.IRI(o), Document: doc, Stance: quads.Asserts}
	}
	said := func(c quads.Claim, speaker string, s quads.Stance) quads.Claim {
		c.Speaker, c.Stance = n.IRI(speaker), s
		return c
	}
	for _, test := range []struct {
		claim  text.Claim
		arrows string
	}{
		{text.Claim{Claim: of("Norland", "attacks", "dam")}, "Norland → attacks → dam"},
		{
			text.Claim{Claim: said(of("Norland", "attacks", "dam"), "Sorvik", quads.Denies), Reported: n.IRI("denies")},
			"Sorvik → denies → [Norland → attacks → dam]",
		},
		{
			text.Claim{Claim: said(of("Norland", "attacks", "dam"), "Sorvik", quads.Asserts), Reported: n.IRI("claims")},
			"Sorvik → claims → [Norland → attacks → dam]",
		},
		{
			text.Claim{
				Claim: said(of("Norland", "attacks", "dam"), "Sorvik", quads.Denies), Reported: n.IRI("denies"),
				Indirect: true, Through: n.IRI("Maren"),
			},
			"Sorvik → denies → [Norland → attacks → dam] @ Maren @ Courier",
		},
	} {
		t.Run(test.arrows, func(t *testing.T) {
			want := parseArrows(t, "@source Courier\n"+test.arrows+"\n")
			got := test.claim.Quads(n)
			for _, q := range want {
				if !slices.Contains(got, q) {
					t.Errorf("missing %v", q)
				}
			}
			for _, q := range got {
				if !slices.Contains(want, q) && !n.IsStatementNode(iri(q.Subject)) {
					t.Errorf("too much: %v", q)
				}
			}
		})
	}
}

func iri(v quad.Value) quad.IRI {
	i, _ := v.(quad.IRI)
	return i
}

func parseArrows(t *testing.T, content string) []quad.Quad {
	t.Helper()
	r := arrow.NewReader(strings.NewReader(content), quads.ReadOptions{})
	var all []quad.Quad
	for {
		q, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, q)
	}
}

// TestQuadsOfADocument holds the quads of a whole text against the arrow
// notation's writer and reader: what is written is read back.
func TestQuadsOfADocument(t *testing.T) {
	x := extract(t, "a.txt", "Norland attacked the dam on 3 March 2024. Sorvik denies that its army burned the mill. \"Nobody was hurt,\" Ilva Maren said.")
	if len(x.Claims) == 0 {
		t.Fatal("no claims")
	}
	var b bytes.Buffer
	w := arrow.NewWriter(&b, testNames)
	want := map[quad.Quad]bool{}
	for _, q := range x.Quads(testNames) {
		want[q] = true
		if err := w.Write(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	got := parseArrows(t, b.String())
	for _, q := range got {
		if !want[q] {
			t.Errorf("read back too much: %v", q)
		}
		delete(want, q)
	}
	for q := range want {
		t.Errorf("not read back: %v", q)
	}
}
