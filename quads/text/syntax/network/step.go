package network

import "github.com/viterin/vek/vek32"

// Leak is the slope of the rectifier for negative numbers.
const Leak = 0.1

// Step takes an LSTM one word on. The gates come in as sums and go out as what
// they let through; cell goes from the last word's to this one's; squashed and
// state are set. Each gate, and the others, have the dimension of a state.
func Step(gates, cell, squashed, state []float32) {
	h := len(cell)
	in, forget, out, candidate := gates[:h], gates[h:2*h], gates[2*h:3*h], gates[3*h:]
	vek32.MulNumber_Inplace(candidate, 2) // tanh x = 2 sigmoid 2x - 1: one pass does for all
	sigmoid(gates)
	vek32.MulNumber_Inplace(candidate, 2)
	vek32.SubNumber_Inplace(candidate, 1)
	vek32.Mul_Inplace(cell, forget)
	vek32.Mul_Into(squashed, in, candidate)
	vek32.Add_Inplace(cell, squashed)
	copy(squashed, cell)
	tanh(squashed)
	vek32.Mul_Into(state, out, squashed)
}

// Beyond this a sigmoid is 0 or 1, and the vectorised exponential is not safe.
const steep = 30

// sigmoid is 1/(1+e^-x), in place.
func sigmoid(x []float32) {
	vek32.Neg_Inplace(x)
	vek32.MinimumNumber_Inplace(x, steep)
	vek32.MaximumNumber_Inplace(x, -steep)
	vek32.Exp_Inplace(x)
	vek32.AddNumber_Inplace(x, 1)
	vek32.Inv_Inplace(x)
}

// tanh is 2/(1+e^-2x) - 1, in place.
func tanh(x []float32) {
	vek32.MulNumber_Inplace(x, 2)
	sigmoid(x)
	vek32.MulNumber_Inplace(x, 2)
	vek32.SubNumber_Inplace(x, 1)
}
