package store

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// manyQuads makes n quads with about a third as many terms.
func manyQuads(n int) []quad.Quad {
	quads := make([]quad.Quad, n)
	for i := range quads {
		quads[i] = quad.Quad{
			Subject:   quad.IRI(fmt.Sprint("urn:quipu:subject_", i/5)),
			Predicate: quad.IRI(fmt.Sprint("urn:quipu:predicate_", i%20)),
			Object:    quad.IRI(fmt.Sprint("urn:quipu:object_", (i*7919)%(n/8+1))),
			Label:     quad.IRI(fmt.Sprint("urn:quipu:source_", i%50)),
		}
	}
	return quads
}

const benchQuads = 1_000_000

func BenchmarkBulkLoad(b *testing.B) {
	quads := manyQuads(benchQuads)
	b.ReportAllocs()
	for b.Loop() {
		add(b, Memory(""), quads...)
	}
	b.ReportMetric(float64(benchQuads*b.N)/b.Elapsed().Seconds(), "quads/s")
}

func BenchmarkScan(b *testing.B) {
	s := Memory("")
	add(b, s, manyQuads(benchQuads)...)
	buf := make([]source.Match, 512)
	for b.Loop() {
		c := s.current.Load().Scan(ctx, source.Pattern{})
		for {
			if n, err := c.Next(buf); err != nil || n == 0 {
				break
			}
		}
	}
	b.ReportMetric(float64(benchQuads*b.N)/b.Elapsed().Seconds(), "quads/s")
}

// BenchmarkHop asks for the five edges of one subject at a time, in no order.
func BenchmarkHop(b *testing.B) {
	s := Memory("")
	add(b, s, manyQuads(benchQuads)...)
	state := s.current.Load()
	subjects := make([]source.ID, benchQuads/5)
	for i := range subjects {
		id, err := state.find(quad.IRI(fmt.Sprint("urn:quipu:subject_", i)))
		if err != nil {
			b.Fatal(err)
		}
		subjects[i] = source.ID(id)
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(subjects), func(i, j int) {
		subjects[i], subjects[j] = subjects[j], subjects[i]
	})
	buf := make([]source.Match, 64)
	i := 0
	for b.Loop() {
		c := state.Scan(ctx, source.Pattern{subjects[i%len(subjects)]})
		if n, err := c.Next(buf); err != nil || n != 5 {
			b.Fatal(n, err)
		}
		i++
	}
}

// BenchmarkSmallCommit adds one quad to a large graph at a time.
func BenchmarkSmallCommit(b *testing.B) {
	s := Memory("")
	add(b, s, manyQuads(benchQuads)...)
	i := 0
	for b.Loop() {
		i++
		add(b, s, quad.MakeIRI(fmt.Sprint("urn:new_", i), "urn:p", "urn:o", ""))
	}
}

// BenchmarkFileCommit does the same to a store in a file, which is written
// whole each time.
func BenchmarkFileCommit(b *testing.B) {
	s, err := Open(ctx, filepath.Join(b.TempDir(), "bench.quipu"), Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	add(b, s, manyQuads(benchQuads)...)
	i := 0
	for b.Loop() {
		i++
		add(b, s, quad.MakeIRI(fmt.Sprint("urn:new_", i), "urn:p", "urn:o", ""))
	}
}
