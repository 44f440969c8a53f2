package text_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"quipu/quads/text"
	"quipu/quads/text/document"
)

// BenchmarkExtract is the way from a document to its claims; ns/sentence says
// how long a sentence takes on one core.
func BenchmarkExtract(b *testing.B) {
	raw, err := os.ReadFile("../../testdata/text/articles/iran.txt")
	if err != nil {
		b.Fatal(err)
	}
	doc, err := document.Read(context.Background(), strings.NewReader(string(raw)), document.Options{Name: "iran.txt"})
	if err != nil {
		b.Fatal(err)
	}
	sentences := 0
	b.ReportAllocs()
	for b.Loop() {
		x, err := text.Extract(context.Background(), doc, testNames, text.Options{})
		if err != nil {
			b.Fatal(err)
		}
		sentences += x.Sentences
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(sentences), "ns/sentence")
}
