package rdf

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestWordLoops checks the loops over words against loops over bytes: they
// must stop at every byte that matters and may stop at others, and must have
// seen exactly what lies before.
func TestWordLoops(t *testing.T) {
	loops := []struct {
		name    string
		end     func([]byte, int) (int, uint64)
		matters func(byte) bool
		never   string // where a stop would cost time in every line
	}{
		{"iriEnd", iriEnd, func(c byte) bool { return c < 0x80 && classes[c]&inIRI == 0 },
			"/:#?&=%._-ABCXYZabcxyz0189"},
		{"textEnd", textEnd, func(c byte) bool { return c < 0x20 || c == '"' || c == '\\' },
			" !#'<>[]^`{|}~\x7fABCXYZabcxyz0189"},
	}
	for _, loop := range loops {
		// Every byte at every place in a word.
		for c := range 256 {
			for at := range 16 {
				text := []byte(strings.Repeat("a", at) + string([]byte{byte(c)}) + strings.Repeat("a", 16) + "\n" + strings.Repeat("\n", 8))
				end, _ := loop.end(text, 0)
				if loop.matters(byte(c)) && end != at {
					t.Errorf("%s: byte 0x%X at %d: stopped at %d", loop.name, c, at, end)
				}
				if strings.IndexByte(loop.never, byte(c)) >= 0 && end == at {
					t.Errorf("%s: stops at %q", loop.name, rune(c))
				}
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			text := rapid.SliceOf(rapid.Byte()).Draw(t, "text")
			size := len(text)
			text = append(text, "\n        "...)
			want := 0
			for !loop.matters(text[want]) {
				want++
			}
			ascii := true
			for i := 0; i <= want; {
				end, seen := loop.end(text, i)
				if end > want || end > size {
					t.Fatalf("%s: ran past %d", loop.name, want)
				}
				for _, c := range text[i:end] {
					ascii = ascii && c < 0x80
				}
				if (seen&highs == 0) != ascii {
					t.Fatalf("%s: from %d to %d: saw %x", loop.name, i, end, seen)
				}
				i, ascii = end+1, true
			}
		})
	}
}
