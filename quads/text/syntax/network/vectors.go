package network

import "sort"

// Vectors are word vectors learned elsewhere, which training leaves as they
// are: a row of bytes for each word, times a factor for each row.
type Vectors struct {
	Dim    int
	Words  Strings // sorted
	Scales []float32
	Values string // of the words, Dim each, as int8
}

// Strings are many short strings in one.
type Strings struct {
	Text string
	Ends []uint32
}

// Len is the number of strings.
func (s *Strings) Len() int { return len(s.Ends) }

// At returns a string.
func (s *Strings) At(i int) string {
	start := uint32(0)
	if i > 0 {
		start = s.Ends[i-1]
	}
	return s.Text[start:s.Ends[i]]
}

// Find returns the place of a string in sorted ones.
func (s *Strings) Find(word string) (int, bool) {
	i := sort.Search(s.Len(), func(i int) bool { return s.At(i) >= word })
	return i, i < s.Len() && s.At(i) == word
}

// Look writes a word's vector to out, or zeros where the word has none.
func (v *Vectors) Look(out []float32, word string) bool {
	i, ok := v.Words.Find(word)
	if !ok {
		clear(out)
		return false
	}
	scale := v.Scales[i]
	for j := range out {
		out[j] = scale * float32(int8(v.Values[i*v.Dim+j]))
	}
	return true
}

// Quantise returns a row as bytes and the factor that brings them back.
func Quantise(out []byte, row []float32) (scale float32) {
	var top float32
	for _, x := range row {
		top = max(top, x, -x)
	}
	if top == 0 {
		clear(out)
		return 0
	}
	scale = top / 127
	for i, x := range row {
		q := x / scale
		if q < 0 {
			out[i] = byte(int8(q - 0.5))
		} else {
			out[i] = byte(int8(q + 0.5))
		}
	}
	return scale
}
