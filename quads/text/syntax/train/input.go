package train

import (
	"github.com/viterin/vek/vek32"

	"quipu/quads/text/syntax/network"
)

// kept says what of a word's input dropout left, and by how much it was raised.
type kept struct {
	word            int
	affixes, vector float32
}

// input makes a row for each word: fixed vector, learned vector, the sum of
// those of its affixes. Each of the three is hidden now and then, so that the
// network learns to do without.
func (w *worker) input() ([]float32, []kept) {
	s := w.sizes
	x := w.arena.take(w.words * s.Input())
	keep := make([]kept, 0, w.words)
	for _, e := range w.batch {
		for i := range e.types {
			t := &e.types[i]
			k := kept{t.word, w.keep(w.rates.Affix), w.keep(w.rates.Vector)}
			if w.random.Float32() < w.rates.Word {
				k.word = 0
			}
			row := x[len(keep)*s.Input() : (len(keep)+1)*s.Input()]
			fill(row, s, w.params, t, k)
			keep = append(keep, k)
		}
	}
	return x, keep
}

func (w *worker) keep(p float32) float32 {
	if w.random.Float32() < p {
		return 0
	}
	return 1
}

func fill(row []float32, s *network.Sizes, p *network.Params, t *wordType, k kept) {
	vek32.MulNumber_Into(row[:s.Vector], t.vector, k.vector)
	copy(row[s.Vector:], p.Word.Row(k.word))
	if k.affixes == 0 {
		return
	}
	out := row[s.Vector+s.Word:]
	for _, b := range t.affixes {
		vek32.Add_Inplace(out, p.Affix.Row(b))
	}
}

func (w *worker) inputBack(d []float32, keep []kept) {
	s, i := w.sizes, 0
	for _, e := range w.batch {
		for j := range e.types {
			row := d[i*s.Input() : (i+1)*s.Input()]
			k := keep[i]
			w.touched[0].add(k.word)
			vek32.Add_Inplace(w.gradient.Word.Row(k.word), row[s.Vector:s.Vector+s.Word])
			if k.affixes != 0 {
				for _, b := range e.types[j].affixes {
					w.touched[1].add(b)
					vek32.Add_Inplace(w.gradient.Affix.Row(b), row[s.Vector+s.Word:])
				}
			}
			i++
		}
	}
}

// lockedMask is a dropout mask for a layer's output that is the same for all
// words of a sentence.
func (w *worker) lockedMask() []float32 {
	n := w.sizes.Outputs()
	mask := w.arena.take(w.words * n)
	from := 0
	for _, e := range w.batch {
		one := w.dropout(n, w.rates.Input)
		for range e.heads {
			copy(mask[from*n:(from+1)*n], one)
			from++
		}
	}
	return mask
}
