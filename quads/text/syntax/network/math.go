package network

import (
	"math"

	"github.com/viterin/vek/vek32"
)

// Multiply sets out (n×cols) to x (n×k) times y (k×cols).
func Multiply(out, x, y []float32, k int) { vek32.MatMul_Into(out, x, y, k) }

// Transpose sets out (cols×rows) to x (rows×cols) turned.
func Transpose(out, x []float32, rows, cols int) {
	const block = 16
	for i0 := 0; i0 < rows; i0 += block {
		for j0 := 0; j0 < cols; j0 += block {
			for i := i0; i < min(i0+block, rows); i++ {
				for j := j0; j < min(j0+block, cols); j++ {
					out[j*rows+i] = x[i*cols+j]
				}
			}
		}
	}
}

// Softmax turns scores into probabilities.
func Softmax(x []float32) {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for i, v := range x {
		e := float32(math.Exp(float64(v - top)))
		x[i] = e
		sum += e
	}
	for i := range x {
		x[i] /= sum
	}
}
