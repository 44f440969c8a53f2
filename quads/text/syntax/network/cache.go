package network

import (
	"strings"

	"github.com/viterin/vek/vek32"
)

// Products that are kept, for so many forms, in two halves: when the younger
// is full the older is thrown away. Of 3 KB each that is at most 24 MB.
const kept = 8192

type cache struct{ young, old map[string][]float32 }

func newCache() cache { return cache{young: map[string][]float32{}} }

// word returns a form's product with the first layer's weights, and its bias.
// It depends on nothing but the form, so that what is kept changes no result.
func (s *Scorer) word(form string) []float32 {
	c := &s.types
	if x, ok := c.young[form]; ok {
		return x
	}
	x, ok := c.old[form]
	if !ok {
		x = s.compute(form)
	}
	if len(c.young) >= kept/2 {
		c.old, c.young = c.young, make(map[string][]float32, kept/2)
	}
	if len(form) <= maxWord { // longer ones would fill the memory
		c.young[strings.Clone(form)] = x
	}
	return x
}

func (s *Scorer) compute(form string) []float32 {
	z, p := &s.n.Sizes, s.n.Params
	in := make([]float32, z.Input())
	s.n.Vectors.Look(in[:z.Vector], Fold(form))
	copy(in[z.Vector:], p.Word.Row(s.n.LearnedWord(form)))
	for _, b := range AffixBuckets(form, z.Buckets) {
		vek32.Add_Inplace(in[z.Vector+z.Word:], p.Affix.Row(b))
	}
	out := make([]float32, p.Layers[0].X.Cols)
	affine(out, in, 1, &p.Layers[0].X, &p.Layers[0].B)
	return out
}
