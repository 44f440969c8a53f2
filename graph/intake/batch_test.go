package intake_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/intake"
	"quipu/quads"
	"quipu/quads/text/document"
)

// someDocuments are documents of one run: of one text, of one node, in another
// language.
func (w *world) someDocuments() []*intake.Document {
	var docs []*intake.Document
	for i := range 12 {
		d := &intake.Document{Name: fmt.Sprintf("%d.txt", i)}
		text := strings.Repeat("The board of the harbour closed the pier for the summer. ", 4) + strings.Repeat(fmt.Sprintf("Then %d came and all went on. ", i%5), 3)
		d.Origin = intake.Origin{Source: fmt.Sprint("Paper ", i%10), Text: text, SHA256: fmt.Sprint(i % 10), Extractor: "1"}
		d.Node = w.names.IRI(d.Source)
		d.About = []quad.Quad{{Subject: d.Node, Predicate: quads.Text, Object: quad.String(text), Label: d.Node}}
		d.Claims = w.claim(d.Node, fmt.Sprintf("Name %d | meets | Board %d | Ana | asserts", i, i%3))
		d.Foreign = []intake.Foreign{{Language: "es", Start: 0, End: len(text), Sentences: 1}}
		d.Sketch = document.Shingles(text)
		docs = append(docs, d)
	}
	docs[7].Text = "Name 3 y Board 1."
	docs[7].Foreign[0].End = len(docs[7].Text)
	return docs
}

// TestBatches: the size of batches makes no difference.
func TestBatches(t *testing.T) {
	want := ""
	for _, size := range []int{100, 1, 5} {
		w := newWorld(t)
		in, err := intake.New(t.Context(), w.graph)
		if err != nil {
			t.Fatal(err)
		}
		docs := w.someDocuments()
		for len(docs) > 0 {
			n := min(size, len(docs))
			if _, err := in.Add(t.Context(), docs[:n]); err != nil {
				t.Fatal(err)
			}
			docs = docs[n:]
		}
		got := w.show(t, false)
		if want == "" {
			want = got
		}
		if got != want || !strings.Contains(got, "schema:mentions Name 3") {
			t.Errorf("in batches of %d:\n%s\nand at once:\n%s", size, got, want)
		}
	}
}

// TestRerun: nothing is written again.
func TestRerun(t *testing.T) {
	w := newWorld(t)
	for round := range 3 {
		in, err := intake.New(t.Context(), w.graph)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range w.someDocuments() {
			if known := in.Known(d.Node, d.Origin); known != (round > 0) {
				t.Errorf("round %d: %s is known: %v", round, d.Name, known)
			}
		}
		r, err := in.Add(t.Context(), w.someDocuments())
		if err != nil || (r.Added+r.Removed > 0) != (round == 0) {
			t.Errorf("round %d: +%d -%d (%v)", round, r.Added, r.Removed, err)
		}
	}
}

// TestInterrupted: nothing of a batch that was interrupted is there.
func TestInterrupted(t *testing.T) {
	w := newWorld(t)
	in, err := intake.New(t.Context(), w.graph)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := in.Add(ctx, w.someDocuments()); err == nil {
		t.Fatal("no error")
	}
	if got := w.show(t, false); got != "" {
		t.Errorf("there is\n%s", got)
	}
}
