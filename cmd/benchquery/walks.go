package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"quipu/graph/algebra"
	"quipu/graph/paths"
	"quipu/graph/source"
)

// hops is how far the neighbourhoods reach.
const hops = 3

// neighbourhoods asks for those of the starts of a task, one after the other.
// The time is that of an edge that was read, as for the store, or of a link
// that came out, each once.
func neighbourhoods(directed, links bool) way {
	return way{
		ask: func(ctx context.Context, d *dataset, t task, _ bool) (s sample, err error) {
			ids, err := d.ids(ctx, t.Terms)
			if err != nil {
				return s, err
			}
			start := time.Now()
			for _, id := range ids {
				around, err := paths.Around(ctx, d.view, d.graph.Names(), []source.ID{id}, algebra.WalkSpec{Max: hops, Directed: directed})
				if err != nil {
					return s, err
				}
				edges := 0
				for _, shell := range around.Hops {
					edges += len(shell)
				}
				s.answer = append(s.answer, int64(edges))
				s.read += int64(around.Work.Quads)
			}
			s.took = time.Since(start)
			return s, nil
		},
		value: func(t task, s sample) float64 {
			edges := s.read
			if links {
				edges = 0
				for _, n := range t.Want {
					edges += n
				}
			}
			return float64(s.took.Nanoseconds()) / float64(edges)
		},
		unit: "ns",
	}
}

// longest is how many hops a shortest path may have.
const longest = 6

// shortest asks for one shortest path between the two of each pair, in any
// direction. The answer is their lengths, 0 where there is none.
var shortest = way{
	ask: func(ctx context.Context, d *dataset, t task, _ bool) (s sample, err error) {
		ids, err := d.ids(ctx, t.Terms)
		if err != nil {
			return s, err
		}
		for pair := range slices.Chunk(ids, 2) {
			start := time.Now()
			r, err := paths.Find(ctx, d.view, d.graph.Names(), pair[:1], pair[1:], algebra.WalkSpec{Max: longest, Limit: 1})
			if err != nil {
				return s, err
			}
			s.each = append(s.each, time.Since(start))
			length := 0
			if len(r.Paths) > 0 {
				length = len(r.Paths[0])
				if err := leads(r.Paths[0], pair[0], pair[1]); err != nil {
					return s, err
				}
			}
			s.answer = append(s.answer, int64(length))
		}
		for _, took := range s.each {
			s.took += took
		}
		return s, nil
	},
	show: func(all []sample) (measured, spread string) {
		var middle, last []time.Duration
		for _, s := range all {
			sorted := slices.Sorted(slices.Values(s.each))
			middle = append(middle, sorted[len(sorted)/2])
			last = append(last, sorted[len(sorted)*99/100])
		}
		slices.Sort(middle)
		slices.Sort(last)
		both := func(i int) string { return number(millis(middle[i])) + " / " + number(millis(last[i])) }
		return both(len(all)/2) + " ms", both(0) + " – " + both(len(all)-1)
	},
}

// leads checks that a path is one.
func leads(p source.Path, from, to source.ID) error {
	for i, h := range p {
		start, end := h.S, h.O
		if !h.Forward {
			start, end = end, start
		}
		if start != from {
			return fmt.Errorf("hop %d of a path does not begin where the one before ends", i+1)
		}
		from = end
	}
	if from != to {
		return fmt.Errorf("a path does not end where it should")
	}
	return nil
}
