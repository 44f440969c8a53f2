package network

import (
	"crypto/sha256"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/viterin/vek/vek32"
	"pgregory.net/rapid"
)

func small() *Network {
	s := Sizes{Vector: 3, Word: 4, Affix: 5, Hidden: 8, Arc: 6, Rel: 7, Words: 3, Buckets: 50,
		UPOS: []string{"NOUN", "VERB"}, XPOS: []string{"NN", "VB", "VBZ"}, Relations: []string{"nsubj", "root"}}
	n := &Network{Sizes: s, Params: NewParams(&s), Learned: Pack([]string{"ship", "the"}), Allowed: [][]bool{{true, false, false}, {false, true, true}}}
	n.Vectors = Vectors{Dim: 3, Words: Pack([]string{"a", "ship"}), Scales: []float32{1, 0.5}, Values: "\x01\x02\x03\xff\x00\x7f"}
	r := rand.New(rand.NewPCG(1, 2))
	n.Params.Init(&s, r)
	for _, m := range n.Params.All()[:2] {
		for i := range m.W {
			m.W[i] = r.Float32() - 0.5
		}
	}
	return n
}

// TestFile writes a network, reads it and writes it again.
func TestFile(t *testing.T) {
	file := string(small().Marshal([]byte("table")))
	n, table, err := Unmarshal(file)
	if err != nil || table != "table" {
		t.Fatal(table, err)
	}
	again := n.Marshal([]byte(table))
	m, _, err := Unmarshal(string(again))
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range n.Params.All() {
		for j, w := range x.W {
			if got := m.Params.All()[i].W[j]; math.Abs(float64(got-w)) > 1e-6 {
				t.Fatalf("matrix %d, weight %d: %v is read as %v", i, j, w, got)
			}
		}
	}
}

// TestFileOfAnything takes pieces out of a model and makes the checksum right:
// reading must end with an error, not with a panic.
func TestFileOfAnything(t *testing.T) {
	file := small().Marshal(nil)
	rapid.Check(t, func(t *rapid.T) {
		b := append([]byte(nil), file[:len(file)-sha256.Size]...)
		for range rapid.IntRange(0, 3).Draw(t, "changes") {
			b[rapid.IntRange(len(magic), min(len(b), 400)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		b = b[:rapid.IntRange(len(magic), len(b)).Draw(t, "length")]
		sum := sha256.Sum256(b)
		if n, _, err := Unmarshal(string(b) + string(sum[:])); err == nil && len(n.Params.All()) == 0 {
			t.Fatal("neither a network nor an error")
		}
	})
}

func TestHalf(t *testing.T) {
	for h := range 0x7c00 {
		if got := toHalf(fromHalf(uint16(h))); got != uint16(h) {
			t.Fatalf("%#x becomes %#x", h, got)
		}
	}
	for _, x := range []float32{0, 1, -1, 0.1, -3.14159, 65504, 1e-5} {
		if got := fromHalf(toHalf(x)); math.Abs(float64(got-x)) > 1e-3*math.Abs(float64(x))+1e-7 {
			t.Errorf("%v becomes %v", x, got)
		}
	}
	if got := fromHalf(toHalf(1e9)); got != 65504 {
		t.Errorf("a number that is too large becomes %v", got)
	}
}

func TestQuantise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rapid.SliceOfN(rapid.Float32Range(-8, 8), 1, 20).Draw(t, "row")
		out := make([]byte, len(row))
		scale := Quantise(out, row)
		for i, x := range row {
			if got := scale * float32(int8(out[i])); math.Abs(float64(got-x)) > 0.51*float64(scale) {
				t.Fatalf("%v becomes %v, the factor is %v", x, got, scale)
			}
		}
	})
}

func TestVectors(t *testing.T) {
	out := make([]float32, 3)
	if n := small(); !n.Vectors.Look(out, "ship") || out[0] != -0.5 || out[2] != 63.5 {
		t.Errorf("the vector of ship is %v", out)
	} else if n.Vectors.Look(out, "boat") || out[0] != 0 {
		t.Errorf("a word without a vector has %v", out)
	}
}

// TestWithoutVectorUnit scores with and without the processor's vectors.
func TestWithoutVectorUnit(t *testing.T) {
	n := small()
	n.join()
	words := strings.Fields("the ship sailed to the Ω Harbour at 12:30 , they said !")
	score := func() []float32 {
		s := NewScorer(n)
		s.Score(func(i int) string { return words[i] }, len(words))
		all := append(append([]float32(nil), s.Arcs...), s.UPOS...)
		return append(all, s.Relations(1, 2)...)
	}
	fast := score()
	defer vek32.SetAcceleration(vek32.Info().Acceleration)
	vek32.SetAcceleration(false)
	for i, x := range score() {
		if math.Abs(float64(x-fast[i])) > 1e-4 {
			t.Fatalf("score %d is %v with and %v without", i, fast[i], x)
		}
	}
}

func TestSteepSums(t *testing.T) {
	for _, x := range []float32{1e30, -1e30, 500, -500, 88, -88} {
		s := []float32{x, x, x, x, x, x, x, x}
		sigmoid(s)
		for _, y := range s {
			if !(y >= 0 && y <= 1) {
				t.Errorf("the sigmoid of %v is %v", x, y)
			}
		}
	}
}

// TestPlainMarks reads a word with a printer's marks as with a typewriter's.
func TestPlainMarks(t *testing.T) {
	for a, b := range map[string]string{"’s": "'s", "“": `"`, "”": `"`, "–": "-", "Don’t": "don't"} {
		if Fold(a) != strings.ToLower(b) {
			t.Errorf("%s is looked up as %s", a, Fold(a))
		}
		if AffixBuckets(a, 1000)[0] != AffixBuckets(b, 1000)[0] {
			t.Errorf("%s has other affixes than %s", a, b)
		}
	}
}
