package train

import (
	"github.com/viterin/vek/vek32"

	"quipu/quads/text/syntax/network"
)

type matrix = network.Matrix

// multiply returns x (n rows) times m.
func (w *worker) multiply(x []float32, n int, m *matrix) []float32 {
	out := w.arena.take(n * m.Cols)
	network.Multiply(out, x, m.W, m.Rows)
	return out
}

// affine returns x (n rows) times m, plus b.
func (w *worker) affine(x []float32, n int, m, b *matrix) []float32 {
	out := w.multiply(x, n, m)
	for i := range n {
		vek32.Add_Inplace(out[i*m.Cols:(i+1)*m.Cols], b.W)
	}
	return out
}

// multiplyBack adds to gm what changes in m do to the loss, given d, what
// changes in the product do, and returns what changes in x do.
func (w *worker) multiplyBack(d, x []float32, n int, m, gm *matrix) []float32 {
	w.weightsBack(d, x, n, gm)
	turned := w.transpose(m.W, m.Rows, m.Cols)
	dx := w.arena.take(n * m.Rows)
	network.Multiply(dx, d, turned, m.Cols)
	return dx
}

func (w *worker) weightsBack(d, x []float32, n int, gm *matrix) {
	turned := w.transpose(x, n, gm.Rows)
	product := w.arena.take(len(gm.W))
	network.Multiply(product, turned, d, n)
	vek32.Add_Inplace(gm.W, product)
}

func (w *worker) affineBack(d, x []float32, n int, m, gm, gb *matrix) []float32 {
	sumRows(gb.W, d, n)
	return w.multiplyBack(d, x, n, m, gm)
}

func (w *worker) transpose(x []float32, rows, cols int) []float32 {
	out := w.arena.take(rows * cols)
	network.Transpose(out, x, rows, cols)
	return out
}

// sumRows adds the rows of x to out.
func sumRows(out, x []float32, n int) {
	for i := range n {
		vek32.Add_Inplace(out, x[i*len(out):(i+1)*len(out)])
	}
}

const leak = network.Leak

// activate is the leaky rectifier, in place.
func activate(x []float32) {
	for i, v := range x {
		if v < 0 {
			x[i] = leak * v
		}
	}
}

// activateBack turns d, of the rectifier's output y, into that of its input.
func activateBack(d, y []float32) {
	for i, v := range y {
		if v < 0 {
			d[i] *= leak
		}
	}
}

// dropout fills a mask: zero with the probability p, else 1/(1-p).
func (w *worker) dropout(n int, p float32) []float32 {
	mask := w.arena.take(n)
	keep := 1 / (1 - p)
	for i := range mask {
		if w.random.Float32() >= p {
			mask[i] = keep
		}
	}
	return mask
}
