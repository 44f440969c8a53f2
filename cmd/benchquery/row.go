package main

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"

	"quipu/cmd/internal/bench"
)

// row is one of the table: what is measured, and what was promised.
type row struct {
	name, floor, aim string
	on               string                     // which data: quads, tree or small
	make             func(*lines) (task, error) // what to ask, and the answer
	way
}

// way is how something is asked and how the time that it took is told.
type way struct {
	ask   func(context.Context, *dataset, task, bool) (sample, error) // true: with the full answer
	value func(task, sample) float64
	unit  string
	show  func([]sample) (measured, spread string) // instead of value, where that is not one number
}

// sample is one time that something was asked.
type sample struct {
	took, other time.Duration   // other: of what it is compared with
	each        []time.Duration // of many questions
	answer      answer
	read        int64  // quads
	row         string // of a query whose digest was taken, the last
}

// Short questions are asked more often.
const (
	atLeast = 500 * time.Millisecond
	atMost  = 100
)

// measure asks once for the answer, which has to be the right one and warms
// everything up, and then as often as wanted for the time.
func (r *row) measure(ctx context.Context, d *dataset, t task, repeat int) ([]sample, error) {
	first, err := r.ask(ctx, d, t, true)
	if err != nil {
		return nil, err
	}
	if !slices.Equal(first.answer, answer(t.Want)) {
		return nil, wrong(first, t)
	}
	runtime.GC()
	var all []sample
	start := time.Now()
	for len(all) < repeat || repeat > 1 && time.Since(start) < atLeast && len(all) < atMost {
		until, limited := ctx.Deadline()
		if n := len(all); n > 0 && limited && time.Until(until) < 2*time.Since(start)/time.Duration(n) {
			break // rather fewer than none
		}
		s, err := r.ask(ctx, d, t, false)
		if err != nil {
			return nil, err
		}
		if n := len(s.answer); !slices.Equal(s.answer, answer(t.Want[:n])) {
			return nil, wrong(s, t)
		}
		if all = append(all, s); s.took > atLeast/5 {
			runtime.GC()
		}
	}
	return all, nil
}

// wrong says how an answer differs, with a row of it, as a digest tells a
// reader little.
func wrong(s sample, t task) error {
	row := ""
	if s.row != "" {
		row = ", with the row " + s.row
	}
	return fmt.Errorf("the answer is wrong: %s (%s)%s", differ(s.answer, t.Want), t.Note, row)
}

// differ shows the first difference.
func differ(got, want answer) string {
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return fmt.Sprintf("number %d of %d is %d, not %d", i+1, len(want), got[i], want[i])
		}
	}
	return fmt.Sprintf("%d numbers, not %d", len(got), len(want))
}

// summary is the median and the spread.
func (r *row) summary(t task, all []sample) (measured, spread string) {
	if r.show != nil {
		return r.show(all)
	}
	values := sortedBy(func(s sample) float64 { return r.value(t, s) }, all)
	return number(middle(values)) + " " + r.unit, number(values[0]) + " – " + number(values[len(values)-1])
}

// number writes three digits, or all of a larger number.
func number(x float64) string {
	switch {
	case x >= 1000:
		return bench.Grouped(x)
	case x >= 100 || x == math.Trunc(x):
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	default:
		return fmt.Sprintf("%.2f", x)
	}
}

func millis(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
