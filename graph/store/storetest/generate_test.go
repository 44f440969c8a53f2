package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"math"
	"strings"
	"testing"

	"quipu/quads"
	"quipu/quads/rdf"
)

// The bytes that docs/PERFORMANCE.md tells the checksum of.
func TestGenerateSum(t *testing.T) {
	hash := sha256.New()
	stats, err := Generate(hash, 500_000, 1)
	if err != nil {
		t.Fatal(err)
	}
	const want = "f6b6df232a66dc6f328a7f064792160016c161e67cc6bb12b833173da4008790"
	if sum := hex.EncodeToString(hash.Sum(nil)); sum != want {
		t.Errorf("SHA-256 %s, want %s", sum, want)
	}
	if line := float64(stats.Bytes) / float64(stats.Lines); line < 175 || line > 181 {
		t.Errorf("%.1f bytes a line", line)
	}
	if stats.Terms() < stats.Lines/4 {
		t.Errorf("%d terms in %d quads", stats.Terms(), stats.Lines)
	}
}

// The lines are strict N-Quads in canonical form, and Stats is true of them.
func TestGenerateStats(t *testing.T) {
	var text bytes.Buffer
	const n = 20_000
	stats, err := Generate(&text, n, 7)
	if err != nil {
		t.Fatal(err)
	}
	lines := text.String()
	terms := map[string]bool{}
	kinds := map[string]int{}
	r := rdf.NewReader(strings.NewReader(lines), quads.ReadOptions{})
	var again strings.Builder
	for {
		q, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		again.WriteString(q.NQuad() + "\n")
		for _, v := range []string{q.Subject.String(), q.Predicate.String(), q.Object.String(), q.Label.String()} {
			terms[v] = true
		}
		switch object := q.Object.String(); {
		case strings.Contains(object, "/entity/"):
			kinds["entity"]++
		case strings.Contains(object, "XMLSchema"):
			kinds["value"]++
		default:
			kinds["string"]++
		}
	}
	if again.String() != lines {
		t.Error("read and written again, the lines are others")
	}
	if int64(len(lines)) != stats.Bytes || int64(strings.Count(lines, "\n")) != n || stats.Lines != n {
		t.Errorf("%d lines in %d bytes: %+v", strings.Count(lines, "\n"), len(lines), stats)
	}
	if int64(len(terms)) != stats.Terms() {
		t.Errorf("%d terms: %+v", len(terms), stats)
	}
	for kind, share := range map[string]float64{"entity": 0.7, "string": 0.2, "value": 0.1} {
		if got := float64(kinds[kind]) / n; math.Abs(got-share) > 0.02 {
			t.Errorf("objects of the kind %s: %.3f, want %.1f", kind, got, share)
		}
	}
}

// The k-th rank is drawn in proportion to k^-1.1, at both ends and between.
func TestZipf(t *testing.T) {
	for _, n := range []uint64{1, 2, 3, 10, 1000, 100_000} {
		z, r := newZipf(n), newRandom(3)
		const draws = 400_000
		drawn := make([]int, n)
		for range draws {
			drawn[z.next(r)]++
		}
		var sum float64
		for k := range n {
			sum += math.Pow(float64(k+1), -1.1)
		}
		for first := uint64(1); first <= n; first *= 3 {
			var want float64
			got := 0
			for k := first; k < min(3*first, n+1); k++ {
				want += draws * math.Pow(float64(k), -1.1) / sum
				got += drawn[k-1]
			}
			if math.Abs(float64(got)-want) > 5*math.Sqrt(want)+1 {
				t.Errorf("of %d, from %d: drawn %d times, want %.0f", n, first, got, want)
			}
		}
	}
}

func TestTenthRoot(t *testing.T) {
	for x := 1.0; x < 2; x += 0.001 {
		if got, want := tenthRoot(x), math.Pow(x, 0.1); math.Abs(got-want) > 1e-12 {
			t.Fatalf("of %v: %v, want %v", x, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, list := range []struct {
		of    []string
		want  int
		which string
	}{{words, 256, "words"}, {predicates, 60, "predicates"}, {publishers, 8, "publishers"}} {
		seen := map[string]bool{}
		for _, w := range list.of {
			seen[w] = true
		}
		if len(list.of) != list.want || len(seen) != list.want {
			t.Errorf("%d %s, %d of them different, want %d", len(list.of), list.which, len(seen), list.want)
		}
	}
}

func BenchmarkGenerate(b *testing.B) {
	for b.Loop() {
		if _, err := Generate(io.Discard, 500_000, 1); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(500_000*b.N)/b.Elapsed().Seconds(), "quads/s")
}
