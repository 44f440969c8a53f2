package text_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/rdf"
	"quipu/quads/text"
	"quipu/quads/text/document"
)

// seeds are texts with what goes wrong easily.
var seeds = []string{
	"Norland attacked the dam on 3 March 2024. Sorvik denies it.",
	"(((((((((((((((((", "\"\"\"\" he said, she said, they said", "A. B. C. D. E.", "IS is. IS was IS.",
	"He said that she said that he said that she said that they denied that it was.",
	strings.Repeat("and the mill of the man ", 300), strings.Repeat("no ", 500) + "one came.",
	"Of the 11, four of the three of the two were one.", "\u202eNorland\u202c attacked\u0000 it\u2028now.",
	"He said the dam\n\nHe said the dam broke on the river today.\n\nHe said the dam broke on the river today.",
}

// holds checks what must be true of every extraction.
func holds(t *testing.T, x *text.Extraction) {
	t.Helper()
	content := x.Document.Text
	for i := range x.Claims {
		c := &x.Claims[i]
		if c.Start < 0 || c.End > len(content) || c.Start >= c.End || content[c.Start:c.End] != c.Quote {
			t.Errorf("the quote %q does not stand at %d to %d", c.Quote, c.Start, c.End)
		}
		if c.Sentence.Start > c.Start || c.Sentence.End < c.End {
			t.Errorf("the quote %q stands outside of its sentence", c.Quote)
		}
		for _, s := range c.Also {
			if s.Start < 0 || s.End > len(content) || s.Start >= s.End {
				t.Errorf("%q stands nowhere at %v", c.Quote, s)
			}
		}
		if !(c.Confidence >= 0 && c.Confidence <= 1) {
			t.Errorf("a confidence of %v", c.Confidence)
		}
		if c.IsEdge() != (c.Stance == quads.Asserts && !c.Indirect) {
			t.Errorf("%s: edge %v", c.Stance, c.IsEdge())
		}
	}
	w := rdf.NewWriter(&strings.Builder{})
	for _, q := range x.Quads(testNames) {
		if err := w.Write(q); err != nil {
			t.Errorf("%v: %v", q, err)
		}
		if q.Label == nil {
			t.Errorf("%v has no source", q)
		}
	}
}

func FuzzExtract(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, content string) {
		doc, err := document.Read(context.Background(), strings.NewReader(content), document.Options{Name: "a.txt", Format: "text"})
		if err != nil {
			return
		}
		x, err := text.Extract(context.Background(), doc, testNames, text.Options{})
		if err != nil {
			t.Fatal(err)
		}
		holds(t, x)
	})
}

// TestExtractionsHold checks the articles, and that the same text gives the
// same claims.
func TestExtractionsHold(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/text/articles/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no articles", err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		first, second := extract(t, path, string(content)), extract(t, path, string(content))
		holds(t, first)
		if !reflect.DeepEqual(first.Quads(testNames), second.Quads(testNames)) {
			t.Errorf("%s: two runs differ", path)
		}
	}
}

func TestRepeatedPassageGivesItsClaimsOnce(t *testing.T) {
	passage := "Norland has closed the harbour of Sorvik to all ships."
	x := extract(t, "a.txt", passage+"\n\nNobody knows why this happened at all.\n\n"+passage+"\n\n"+passage)
	found := 0
	for i := range x.Claims {
		if c := &x.Claims[i]; strings.Contains(c.Quote, "closed") {
			found++
			if len(c.Also) != 2 {
				t.Errorf("%q stands again at %v, want two places", c.Quote, c.Also)
			}
			for _, s := range c.Also {
				if again := x.Document.Text[s.Start:s.End]; again != c.Quote {
					t.Errorf("%q stands where %q should", again, c.Quote)
				}
			}
		}
	}
	if found != 1 {
		t.Errorf("%d claims of a passage printed three times, want 1", found)
	}
}

func TestExtractCanBeStopped(t *testing.T) {
	doc, err := document.Read(context.Background(), strings.NewReader(seeds[0]), document.Options{Name: "a.txt"})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := text.Extract(ctx, doc, testNames, text.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestForeignTextGivesNoClaims(t *testing.T) {
	x := extract(t, "a.txt", "La policía detuvo a once personas después del ataque contra el puerto de la ciudad, según las autoridades.")
	if len(x.Claims) != 0 || len(x.Foreign) != 1 || x.Foreign[0].Language != "es" {
		t.Errorf("%d claims, foreign %v", len(x.Claims), x.Foreign)
	}
}

func TestAboutADocument(t *testing.T) {
	doc, err := document.Read(context.Background(), strings.NewReader("Norland attacked the dam."), document.Options{
		Name: "a.txt", Meta: document.Meta{Title: "The dam", Authors: []string{"Ilva", "Jon"}, Date: "2024", URL: "https://a.example/1"},
	})
	if err != nil {
		t.Fatal(err)
	}
	x, err := text.Extract(context.Background(), doc, testNames, text.Options{NoText: true})
	if err != nil {
		t.Fatal(err)
	}
	node := quad.IRI("https://a.example/1")
	for _, want := range []quad.Quad{
		{Subject: node, Predicate: quads.Title, Object: quad.String("The dam"), Label: node},
		{Subject: node, Predicate: quads.Creator, Object: quad.String("Jon"), Label: node},
		{Subject: node, Predicate: quads.Date, Object: quads.Literal("2024", quads.XSDYear), Label: node},
		{Subject: node, Predicate: quads.URL, Object: node, Label: node},
	} {
		found := false
		for _, q := range x.About(testNames) {
			found = found || q == want
			if q.Predicate == quads.Text {
				t.Error("the text is kept although it should not be")
			}
		}
		if !found {
			t.Errorf("missing %v", want)
		}
	}
}
