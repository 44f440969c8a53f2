package main

import (
	"fmt"
	"math"
	"slices"
	"time"

	"quipu/cmd/internal/bench"
)

// How the time that a query took stands to the other's.
func slower(took, other time.Duration) float64 { return float64(took) / float64(other) }
func faster(took, other time.Duration) float64 { return float64(other) / float64(took) }

// medians are those of both times.
func medians(all []sample) (took, other time.Duration) {
	var ours, others []time.Duration
	for _, s := range all {
		ours, others = append(ours, s.took), append(others, s.other)
	}
	return bench.Median(ours), bench.Median(others)
}

// compared shows the ratio of the medians, and both.
func compared(ratio func(took, other time.Duration) float64) func([]sample) (measured, spread string) {
	return func(all []sample) (measured, spread string) {
		took, other := medians(all)
		ratios := sortedBy(func(s sample) float64 { return ratio(s.took, s.other) }, all)
		return fmt.Sprintf("%s × (%s / %s ms)", number(ratio(took, other)), number(millis(took)), number(millis(other))),
			number(ratios[0]) + " – " + number(ratios[len(ratios)-1])
	}
}

func sortedBy(measure func(sample) float64, all []sample) []float64 {
	var values []float64
	for _, s := range all {
		values = append(values, measure(s))
	}
	slices.Sort(values)
	return values
}

func middle(sorted []float64) float64 { return sorted[len(sorted)/2] }

// geometric is the geometric mean.
func geometric(all []float64) float64 {
	var sum float64
	for _, x := range all {
		sum += math.Log(x)
	}
	return math.Exp(sum / float64(len(all)))
}
