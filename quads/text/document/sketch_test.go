package document_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quipu/quads/text/document"
)

// words makes n words that are not likely to repeat.
func words(r *rand.Rand, n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("w%d", r.IntN(5000))
	}
	return all
}

// shingles returns the set of all runs of five words.
func shingles(words []string) map[string]bool {
	set := map[string]bool{}
	for i := 0; i+5 <= len(words); i++ {
		set[strings.Join(words[i:i+5], " ")] = true
	}
	return set
}

func exact(a, b []string) float64 {
	sa, sb := shingles(a), shingles(b)
	shared := 0
	for s := range sa {
		if sb[s] {
			shared++
		}
	}
	return float64(shared) / float64(len(sa))
}

// TestContainment compares the estimate with the exact containment: nothing
// between them for texts that are kept whole, little for longer ones.
func TestContainment(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		size, shared, other int // words of the text; of those taken from the other; words of the other
		margin              float64
	}{
		{500, 350, 600, 0}, {900, 0, 900, 0}, {300, 300, 1000, 0}, {200, 10, 400, 0},
		{3000, 2100, 3000, 0.06}, {20_000, 5000, 30_000, 0.08}, {600, 400, 5000, 0.12}, {5000, 600, 600, 0.05},
	} {
		other := words(r, c.other)
		from := 0
		if c.other > c.shared {
			from = r.IntN(c.other - c.shared)
		}
		text := append(words(r, (c.size-c.shared)/2), other[from:from+c.shared]...)
		text = append(text, words(r, c.size-len(text))...)
		got := document.Shingles(strings.Join(text, " ")).Containment(document.Shingles(strings.Join(other, ". ")))
		want := exact(text, other)
		if math.Abs(got-want) > c.margin+1e-9 {
			t.Errorf("%d words, %d of them from a text of %d: got %.3f, want %.3f", c.size, c.shared, c.other, got, want)
		}
	}
}

func TestContainmentOfEdges(t *testing.T) {
	text := "The port of Varsk was shut on Friday, the ministry's spokesman said."
	same := document.Shingles("THE PORT of Varsk\nwas “shut” on friday -- the ministry’s spokesman said")
	if c := document.Shingles(text).Containment(same); c != 1 {
		t.Errorf("capitals and marks make a difference: %v", c)
	}
	none := document.Shingles("")
	if a, b := none.Containment(same), same.Containment(none); a != 0 || b != 0 {
		t.Errorf("with nothing: %v, %v", a, b)
	}
	if c := document.Shingles("two words").Containment(document.Shingles("Two words.")); c != 1 {
		t.Errorf("very short texts: %v", c)
	}
	if c := document.Shingles("words two").Containment(document.Shingles("Two words.")); c != 0 {
		t.Errorf("the order of words does not count: %v", c)
	}
}

func TestSketchWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 6000).Draw(t, "words")
		s := document.Shingles(strings.Join(words(rand.New(rand.NewPCG(uint64(n), 7)), n), " "))
		written := s.String()
		if len(written) > 5500 {
			t.Fatalf("written with %d letters", len(written))
		}
		back, err := document.ParseSketch(written)
		if err != nil || back.String() != written {
			t.Fatalf("read back: %v, %s, want %s", err, back, written)
		}
		if n > 0 && back.Containment(s) != 1 {
			t.Fatalf("is not contained in itself: %v", back.Containment(s))
		}
	})
	const fixed = "w5:0:wStHAQ" // graphs have sketches in them: their hashes never change
	if got := document.Shingles("one two three four five").String(); got != fixed {
		t.Errorf("got %s, want %s", got, fixed)
	}
	for _, bad := range []string{"", "w5:", "w5:0", "w5:40:", "w5:0:A", "w5:0:AAAA", "w5:0:AAAAAgAAAAE", "w5:3:AAAAAQ", "w4:0:"} {
		if s, err := document.ParseSketch(bad); err == nil {
			t.Errorf("%q is read as %v", bad, s)
		}
	}
}
