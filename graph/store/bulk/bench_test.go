package bulk

import (
	"bytes"
	"context"
	"testing"

	"quipu/graph/store/segment"
	"quipu/graph/store/storetest"
)

// benchQuads is enough that nothing important fits the processor's caches.
const benchQuads = 2_000_000

// generated are canonical N-Quads.
func generated(b *testing.B, quads int) []byte {
	b.Helper()
	var out bytes.Buffer
	if _, err := storetest.Generate(&out, quads, 1); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

// eachQuad cuts canonical N-Quads, all of which have a label, into forms.
func eachQuad(lines []byte, f func(s, p, o, l []byte) error) error {
	for len(lines) > 0 {
		end := bytes.IndexByte(lines, '\n')
		line := lines[:end-2]
		lines = lines[end+1:]
		s, rest, _ := bytes.Cut(line, []byte(" "))
		p, rest, _ := bytes.Cut(rest, []byte(" "))
		label := bytes.LastIndexByte(rest, ' ')
		if err := f(s, p, rest[:label], rest[label+1:]); err != nil {
			return err
		}
	}
	return nil
}

// halves cuts lines in two.
func halves(lines []byte) [2][]byte {
	middle := len(lines)/2 + bytes.IndexByte(lines[len(lines)/2:], '\n') + 1
	return [2][]byte{lines[:middle], lines[middle:]}
}

// loadHalves gives lines to two builders at once.
func loadHalves(b *testing.B, l *Loader, lines []byte) {
	b.Helper()
	parts := halves(lines)
	err := each(context.Background(), 2, 2, func(ctx context.Context, i int) error {
		builder := l.Builder(ctx)
		if err := eachQuad(parts[i], builder.Add); err != nil {
			return err
		}
		return builder.Close()
	})
	if err != nil {
		b.Fatal(err)
	}
}

func perQuad(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*benchQuads), "ns/quad")
}

// BenchmarkAdd has the cutting of lines in it, which BenchmarkCut measures.
func BenchmarkAdd(b *testing.B) {
	lines := generated(b, benchQuads)
	for b.Loop() {
		l := New(Options{Memory: 4 << 30, Workers: 1})
		builder := l.Builder(context.Background())
		if err := eachQuad(lines, builder.Add); err != nil {
			b.Fatal(err)
		}
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
	}
	perQuad(b)
}

func BenchmarkCut(b *testing.B) {
	lines := generated(b, benchQuads)
	for b.Loop() {
		_ = eachQuad(lines, func(_, _, _, _ []byte) error { return nil })
	}
	perQuad(b)
}

func BenchmarkRuns(b *testing.B) {
	lines := generated(b, benchQuads)
	for b.Loop() {
		b.StopTimer()
		l := New(Options{Memory: 4 << 30, Workers: 2})
		loadHalves(b, l, lines)
		b.StartTimer()
		if _, err := l.Runs(context.Background()); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := l.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	perQuad(b)
}

// BenchmarkSpill sorts a batch and writes it to the temporary file.
func BenchmarkSpill(b *testing.B) {
	lines := generated(b, benchQuads)
	l := New(Options{Memory: 4 << 30, Workers: 1})
	defer l.Close()
	builder := l.Builder(context.Background())
	for b.Loop() {
		b.StopTimer()
		if err := eachQuad(lines, builder.Add); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		builder.flush()
		if builder.err != nil {
			b.Fatal(builder.err)
		}
		l.spill.end = 0
	}
	perQuad(b)
}

func benchmarkMerge(b *testing.B, memory int64) {
	lines := generated(b, benchQuads)
	ctx := context.Background()
	l := New(Options{Memory: memory, Workers: 2})
	defer l.Close()
	loadHalves(b, l, lines)
	runs, err := l.Runs(ctx)
	if err != nil {
		b.Fatal(err)
	}
	inputs := []Input{{}}
	for _, run := range runs {
		inputs = append(inputs, Input{Run: run})
	}
	sink := segment.NewMemory(100 << 20)
	for b.Loop() {
		sink = segment.NewMemory(len(sink.Bytes().Data))
		if _, err := Merge(ctx, sink, 1, inputs, MergeOptions{Workers: 2}); err != nil {
			b.Fatal(err)
		}
	}
	perQuad(b)
	b.ReportMetric(float64(len(runs)), "runs")
	b.ReportMetric(float64(len(sink.Bytes().Data))/benchQuads, "B/quad")
}

func BenchmarkMergeMemory(b *testing.B)  { benchmarkMerge(b, 4<<30) }
func BenchmarkMergeSpilled(b *testing.B) { benchmarkMerge(b, 128<<20) }
