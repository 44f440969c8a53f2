package rdf_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"github.com/cayleygraph/quad/nquads"

	"quipu/quads"
	"quipu/quads/rdf"
)

// The benchmarks read the same text as spans, as quads, and with Cayley's two
// parsers. Run them with
//
//	go test ./quads/rdf -run '^$' -bench Read -benchtime 10x -count 3
//
// and compare the columns MB/s, quads/s and allocs/quad.

func BenchmarkReadSpans(b *testing.B) {
	benchmarkRead(b, func(r io.Reader) (n int, err error) {
		s := rdf.NewScanner(r, rdf.ScanOptions{})
		for s.Scan() {
			n += min(len(s.Quad().Subject.Text), 1)
		}
		return n, s.Err()
	})
}

func BenchmarkReadQuads(b *testing.B) {
	benchmarkRead(b, func(r io.Reader) (int, error) {
		return count(rdf.NewReader(r, quads.ReadOptions{}))
	})
}

// BenchmarkReadCayley reads with Cayley's parser as its users get it.
func BenchmarkReadCayley(b *testing.B) {
	benchmarkRead(b, func(r io.Reader) (int, error) {
		return countCayley(nquads.NewReader(r, false))
	})
}

// BenchmarkReadCayleyRaw reads with Cayley's faster parser, which does not
// interpret literals.
func BenchmarkReadCayleyRaw(b *testing.B) {
	benchmarkRead(b, func(r io.Reader) (int, error) {
		return countCayley(nquads.NewReader(r, true))
	})
}

// BenchmarkWrite writes part of the text again.
func BenchmarkWrite(b *testing.B) {
	text := sampleText()[:4<<20]
	text = text[:bytes.LastIndexByte(text, '\n')+1]
	all, err := readAll(rdf.NQuads, text)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		w := rdf.NewWriter(io.Discard)
		for _, q := range all {
			if err := w.Write(q); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

func count(r quads.Reader) (n int, err error) {
	for {
		if _, err := r.Read(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return n, err
		}
		n++
	}
}

func countCayley(r *nquads.Reader) (n int, err error) {
	for {
		if _, err := r.ReadQuad(); err != nil {
			if err == io.EOF {
				err = nil
			}
			return n, err
		}
		n++
	}
}

func benchmarkRead(b *testing.B, read func(io.Reader) (int, error)) {
	text := sampleText()
	lines := bytes.Count(text, []byte("\n"))
	b.SetBytes(int64(len(text)))
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for b.Loop() {
		n, err := read(bytes.NewReader(text))
		if err != nil {
			b.Fatal(err)
		}
		if n != lines {
			b.Fatalf("read %d quads of %d", n, lines)
		}
	}
	runtime.ReadMemStats(&after)
	total := float64(lines) * float64(b.N)
	b.ReportMetric(total/b.Elapsed().Seconds(), "quads/s")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/total, "allocs/quad")
	b.ReportMetric(float64(len(text))/float64(lines), "bytes/quad")
}

// sampleText returns 50 MB of N-Quads, always the same: reported
// relationships with IRIs, plain, tagged and typed literals, some of them
// escaped or not Latin, each with its source, several quads to a subject.
var sampleText = sync.OnceValue(func() []byte {
	const size = 50_000_000
	g := sampler{rand.New(rand.NewPCG(22, 3))}
	var b bytes.Buffer
	for b.Len() < size {
		subject, label := g.entity(), g.source()
		for range 1 + g.IntN(6) {
			fmt.Fprintf(&b, "<%s> <%s> %s <%s> .\n", subject, g.predicate(), g.object(), label)
		}
	}
	return b.Bytes()
})

type sampler struct{ *rand.Rand }

func (g sampler) entity() string {
	return fmt.Sprintf("https://example.org/resource/%s_%s_%d", g.word(), g.word(), g.IntN(200_000))
}

func (g sampler) source() string {
	return fmt.Sprintf("https://news.example/%d/%02d/%s-%s-%d", 2015+g.IntN(10), 1+g.IntN(12), g.word(), g.word(), g.IntN(5_000))
}

func (g sampler) predicate() string {
	return "https://example.org/ontology/" + [...]string{
		"accuses", "denies", "claimedResponsibilityFor", "location", "memberOf", "date", "says", "warned",
	}[g.IntN(8)]
}

func (g sampler) object() string {
	switch n := g.IntN(100); {
	case n < 50:
		return "<" + g.entity() + ">"
	case n < 65:
		return fmt.Sprintf(`"%s %s"`, g.word(), g.word())
	case n < 78:
		return fmt.Sprintf(`"%s %s %s %s"@en`, g.word(), g.word(), g.word(), g.word())
	case n < 83:
		return `"нападение на концертный зал"@ru`
	case n < 86:
		return fmt.Sprintf(`"he said \"%s\"\n%s"`, g.word(), g.word())
	case n < 93:
		return fmt.Sprintf(`"%d-%02d-%02d"^^<http://www.w3.org/2001/XMLSchema#date>`, 2015+g.IntN(10), 1+g.IntN(12), 1+g.IntN(28))
	}
	return fmt.Sprintf(`"%d"^^<http://www.w3.org/2001/XMLSchema#integer>`, g.IntN(1000))
}

func (g sampler) word() string {
	return [...]string{
		"attack", "ministry", "Moscow", "concert", "embassy", "statement", "security", "service", "border",
		"Ukraine", "group", "hall", "president", "report", "Dushanbe", "warning",
	}[g.IntN(16)]
}

// BenchmarkReadParallel reads spans on all cores; see BenchmarkReadSpans.
func BenchmarkReadParallel(b *testing.B) {
	benchmarkRead(b, func(r io.Reader) (int, error) {
		return countParallel(r, func(*rdf.Spans) int { return 1 })
	})
}

// BenchmarkReadForms makes canonical forms of the terms as well.
func BenchmarkReadForms(b *testing.B) {
	benchmarkRead(b, func(r io.Reader) (int, error) {
		return countParallel(r, func(q *rdf.Spans) int {
			var room [512]byte
			form := q.Predicate.AppendCanonical(q.Subject.AppendCanonical(room[:0]))
			form = q.Label.AppendCanonical(q.Object.AppendCanonical(form))
			return min(len(form), 1)
		})
	})
}

func countParallel(r io.Reader, f func(*rdf.Spans) int) (n int, err error) {
	workers := runtime.GOMAXPROCS(0)
	counts := make([][8]int, workers) // each in a cache line of its own
	err = rdf.NewScanner(r, rdf.ScanOptions{}).ScanParallel(context.Background(), workers, func(w int) func(*rdf.Spans) error {
		n := 0
		return func(q *rdf.Spans) error {
			n += f(q)
			counts[w][0] = n
			return nil
		}
	})
	for _, c := range counts {
		n += c[0]
	}
	return n, err
}
