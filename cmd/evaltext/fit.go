package main

import (
	"fmt"
	"io"
	"math"

	"quipu/quads/text"
)

// fitWeights fits a logistic regression by gradient descent over all samples,
// with a penalty on large weights. The bias comes first. It is deterministic.
func fitWeights(samples []sample) []float64 {
	const (
		steps   = 20000
		rate    = 0.5
		penalty = 0.02
	)
	n := len(text.FeatureNames())
	w := make([]float64, n+1)
	gradient := make([]float64, n+1)
	for range steps {
		clear(gradient)
		for _, s := range samples {
			x := s.claim.Features()
			sum := w[0]
			for i, v := range x {
				sum += w[i+1] * v
			}
			off := 1 / (1 + math.Exp(-sum))
			if s.right {
				off--
			}
			gradient[0] += off
			for i, v := range x {
				gradient[i+1] += off * v
			}
		}
		for i := range w {
			g := gradient[i] / math.Max(float64(len(samples)), 1)
			if i > 0 {
				g += penalty * w[i]
			}
			w[i] -= rate * g
		}
	}
	return w
}

// printWeights prints weights as quads/text/weights.go has them.
func printWeights(out io.Writer, w []float64) error {
	fmt.Fprintf(out, `package text

// weights are those of the logistic regression behind a claim's confidence.
// They were fitted to claims labelled by hand (half of the rows of
// testdata/text/claims/labels.tsv) by evaltext calibration -fit, which prints
// this file.
var weights = struct {
	bias float64
	of   features
}{
	bias: %.2f,
	of: features{
`, w[0])
	for i, name := range text.FeatureNames() {
		fmt.Fprintf(out, "\t\t%s: %.2f,\n", name, w[i+1])
	}
	_, err := fmt.Fprint(out, "\t},\n}\n")
	return err
}
