package arrow

import (
	"strings"
	"testing"

	"quipu/quads"
)

// BenchmarkReader reads statements of everyday length.
func BenchmarkReader(b *testing.B) {
	const lines = 3
	text := "@source 'Escudo Digital, 27 March 2024'\n\n" + strings.Repeat(
		"Russia → accuses → Ukraine @ Russian security services @ BBC\n"+
			"Crocus City Hall attack → killed → 130\nISIS-K → claimed → Crocus City Hall attack @ BBC\n\n", 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		_, all, err := readAll(text, quads.ReadOptions{})
		if err != nil || len(all) != 1000*(lines+2) {
			b.Fatal(len(all), err)
		}
	}
}
