package train

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"quipu/quads/text/syntax/network"
)

// tiny is a network small enough to try every weight, and two sentences.
func tiny() (*network.Sizes, []*example) {
	names := func(n int) (list []string) {
		for i := range n {
			list = append(list, fmt.Sprint(i))
		}
		return list
	}
	s := &network.Sizes{Vector: 3, Word: 3, Affix: 4, Hidden: 4, Arc: 5, Rel: 6, Words: 5, Buckets: 20,
		UPOS: names(3), XPOS: names(4), Relations: names(4)}
	r := rand.New(rand.NewPCG(3, 4))
	var batch []*example
	for _, heads := range [][]int{{1, 3, 1, -1, 3}, {-1, 0, 1}} {
		e := &example{heads: heads}
		for range heads {
			w := wordType{word: r.IntN(s.Words), vector: []float32{r.Float32(), -r.Float32(), r.Float32()}}
			for j := range w.affixes {
				w.affixes[j] = r.IntN(s.Buckets)
			}
			e.types = append(e.types, w)
			e.upos, e.xpos, e.relations = append(e.upos, r.IntN(3)), append(e.xpos, r.IntN(4)), append(e.relations, r.IntN(4))
		}
		batch = append(batch, e)
	}
	return s, batch
}

// TestGradient compares the gradient of every weight with the difference that
// a small step makes, without and with dropout (of the same random numbers).
func TestGradient(t *testing.T) {
	for name, rates := range map[string]Rates{"plain": {}, "dropout": {Word: 0.3, Vector: 0.2, Affix: 0.2, Input: 0.3, State: 0.3, Hidden: 0.3}} {
		t.Run(name, func(t *testing.T) {
			s, batch := tiny()
			p := network.NewParams(s)
			r := rand.New(rand.NewPCG(5, 6))
			for _, m := range p.All() {
				for i := range m.W {
					m.W[i] = 1.2 * (r.Float32() - 0.5)
				}
			}
			w := newWorker(s, p, rates)
			const seed = 11
			w.run(batch, seed)
			gradients := network.NewParams(s)
			for i, m := range w.gradient.All() {
				copy(gradients.All()[i].W, m.W)
			}
			checked := 0
			for k, m := range p.All() {
				for i := range m.W {
					loss := func(to float32) float64 {
						was := m.W[i]
						m.W[i] = to
						defer func() { m.W[i] = was }()
						return w.run(batch, seed)
					}
					got := float64(gradients.All()[k].W[i])
					if numeric, ok := agrees(loss, m.W[i], got); !ok {
						t.Errorf("matrix %d, weight %d: the gradient is %.4f, a step makes %.4f", k, i, got, numeric)
					}
					checked++
				}
			}
			t.Logf("%d weights", checked)
		})
	}
}

// agrees tries shorter and shorter steps: a long one may cross the corner of a
// rectifier, a short one drowns in rounding.
func agrees(loss func(float32) float64, at float32, gradient float64) (numeric float64, ok bool) {
	for _, h := range []float32{1e-2, 3e-3, 1e-3} {
		numeric = (loss(at+h) - loss(at-h)) / float64(2*h)
		if math.Abs(numeric-gradient) < 0.02+0.02*math.Abs(numeric) {
			return numeric, true
		}
	}
	return numeric, false
}
