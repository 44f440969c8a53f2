package train

import (
	"math"

	"quipu/quads/text/syntax/network"
)

const (
	decay1  = 0.9
	decay2  = 0.98
	epsilon = 1e-8
)

// adam is the optimiser of Kingma and Ba (2015). Rows of the embeddings are
// moved only when a batch has their word.
type adam struct {
	first, second *network.Params
	steps         int
}

// step moves the weights against the gradient, which it sets to zero. rows are
// those of the two embeddings that have a gradient.
func (a *adam) step(p, g *network.Params, rows [2][]int, rate, scale float32) {
	a.steps++
	fix1 := 1 - math.Pow(decay1, float64(a.steps))
	fix2 := 1 - math.Pow(decay2, float64(a.steps))
	rate *= float32(math.Sqrt(fix2) / fix1)
	weights, gradients := p.All(), g.All()
	first, second := a.first.All(), a.second.All()
	for i, m := range weights {
		if i >= len(rows) {
			move(m.W, gradients[i].W, first[i].W, second[i].W, rate, scale)
			continue
		}
		for _, row := range rows[i] {
			move(m.Row(row), gradients[i].Row(row), first[i].Row(row), second[i].Row(row), rate, scale)
		}
	}
}

func move(w, g, first, second []float32, rate, scale float32) {
	for i, d := range g {
		d *= scale
		m := decay1*first[i] + (1-decay1)*d
		v := decay2*second[i] + (1-decay2)*d*d
		first[i], second[i] = m, v
		w[i] -= rate * m / (float32(math.Sqrt(float64(v))) + epsilon)
		g[i] = 0
	}
}

// norm is the length of the gradient.
func norm(g *network.Params, rows [2][]int) float32 {
	var sum float64
	add := func(x []float32) {
		var s float32
		for _, v := range x {
			s += v * v
		}
		sum += float64(s)
	}
	for i, m := range g.All() {
		if i >= len(rows) {
			add(m.W)
			continue
		}
		for _, row := range rows[i] {
			add(m.Row(row))
		}
	}
	return float32(math.Sqrt(sum))
}
