package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/cmd/internal/bench"
	"quipu/graph/source"
)

// besideLoops are queries beside loops that a programmer would write for them
// over the same source.Source. The loops know what the engine has to find out,
// which pattern comes first, and visit each solution, where the engine makes no
// rows of what it joins last; one that only adds up stands beside them.
func besideLoops() []*row {
	return []*row{
		{name: "beside loops: 2-hop join, count", floor: "3 ×", aim: "1.5 ×", on: onQuads, make: twoHops, way: beside(loopTwoHops)},
		{name: "beside a loop that adds up: 2-hop join, count", on: onQuads, make: twoHops, way: beside(addTwoHops)},
		{name: "beside loops: star of a million rows, count", floor: "3 ×", aim: "1.5 ×", on: onQuads, make: starCount, way: beside(loopStar)},
		{name: "beside loops: filter by value, count", floor: "3 ×", aim: "1.5 ×", on: onQuads, make: filtered, way: beside(loopFilter)},
		{name: "beside loops: p+ from one node, count", floor: "3 ×", aim: "1.5 ×", on: onTree, make: closure, way: beside(loopClosure)},
	}
}

// loop counts solutions; ids are those of the task's terms.
type loop func(ctx context.Context, src source.Source, ids []source.ID) (int64, error)

// beside asks a query and then a loop.
func beside(count loop) way {
	return way{
		ask: func(ctx context.Context, d *dataset, t task, full bool) (sample, error) {
			s, err := askQuery(ctx, d.graph, t, full)
			if err != nil {
				return s, err
			}
			start := time.Now()
			ids, err := d.ids(ctx, t.Terms)
			if err != nil {
				return s, err
			}
			n, err := count(ctx, d.view, ids)
			if err != nil {
				return s, err
			}
			s.other = time.Since(start)
			if !slices.Equal(counted(n), answer(t.Want)) {
				return s, fmt.Errorf("the loop counts %d", n)
			}
			return s, nil
		},
		show: compared(slower),
	}
}

func twoHops(l *lines) (task, error) {
	p := l.middle(2)
	on := l.out(l.with(p[1]))
	n := int64(0)
	for _, t := range l.with(p[0]) {
		n += on.degree(t.o)
	}
	return task{
		Query: text([][3]string{{"?a", l.terms[p[0]], "?b"}, {"?b", l.terms[p[1]], "?c"}}, countAll),
		Terms: []string{l.terms[p[0]], l.terms[p[1]]},
		Want:  counted(n), Note: bench.Grouped(float64(n)) + " solutions",
	}, nil
}

// loopTwoHops nests the hops of one predicate into those of the other.
func loopTwoHops(ctx context.Context, src source.Source, ids []source.ID) (n int64, err error) {
	next := map[source.ID][]source.ID{}
	err = eachTriple(ctx, src, func(m source.Match) {
		next[m.Quad[source.S]] = append(next[m.Quad[source.S]], m.Quad[source.O])
	}, source.Pattern{source.P: ids[1]})
	if err != nil {
		return 0, err
	}
	var sum source.ID
	err = eachTriple(ctx, src, func(m source.Match) {
		for _, c := range next[m.Quad[source.O]] {
			n++
			sum += c
		}
	}, source.Pattern{source.P: ids[0]})
	runtime.KeepAlive(sum) // so that the visits are not optimised away
	return n, err
}

// addTwoHops visits no solution: a hop to b has as many as hops go on from b.
func addTwoHops(ctx context.Context, src source.Source, ids []source.ID) (n int64, err error) {
	next := map[source.ID]int64{}
	err = eachTriple(ctx, src, func(m source.Match) { next[m.Quad[source.S]]++ }, source.Pattern{source.P: ids[1]})
	if err != nil {
		return 0, err
	}
	err = eachTriple(ctx, src, func(m source.Match) { n += next[m.Quad[source.O]] }, source.Pattern{source.P: ids[0]})
	return n, err
}

// eachTriple calls f for each triple once: its labels are neighbours.
func eachTriple(ctx context.Context, src source.Source, f func(source.Match), patterns ...source.Pattern) error {
	var last source.Match
	return source.Each(ctx, src, func(m source.Match) bool {
		m.Quad[source.L] = source.Any
		if m != last {
			last = m
			f(m)
		}
		return true
	}, patterns...)
}

// starCount is a star of more rows, counted: what parsing and planning cost is
// no part of the comparison.
func starCount(l *lines) (task, error) {
	t, err := star(l, 1_000_000)
	if err != nil {
		return t, err
	}
	p := t.Terms
	t.Query = text([][3]string{{"?s", p[0], p[1]}, {"?s", p[2], "?a"}, {"?s", p[3], "?b"}, {"?s", p[4], "?c"}}, countAll)
	t.Want = counted(t.Want[0])
	return t, nil
}

// loopStar nests a loop for each free predicate.
func loopStar(ctx context.Context, src source.Source, ids []source.ID) (n int64, err error) {
	var patterns []source.Pattern
	err = eachTriple(ctx, src, func(m source.Match) {
		for _, p := range ids[2:] {
			patterns = append(patterns, source.Pattern{m.Quad[source.S], p})
		}
	}, source.Pattern{source.P: ids[0], source.O: ids[1]})
	if err != nil {
		return 0, err
	}
	arms := make([][]source.ID, len(patterns))
	err = eachTriple(ctx, src, func(m source.Match) { arms[m.Pattern] = append(arms[m.Pattern], m.Quad[source.O]) }, patterns...)
	var sum source.ID
	for of := range slices.Chunk(arms, 3) {
		for _, a := range of[0] {
			for _, b := range of[1] {
				for _, c := range of[2] {
					n++
					sum += a + b + c
				}
			}
		}
	}
	runtime.KeepAlive(sum) // so that the visits are not optimised away
	return n, err
}

// least is what the filter asks for.
const least = 10_000

func filtered(l *lines) (task, error) {
	p := l.counts()
	n := int64(0)
	for _, t := range l.with(p) {
		value, err := l.value(t.o)
		if err != nil {
			return task{}, err
		}
		if value >= least {
			n++
		}
	}
	return task{
		Query: text([][3]string{{"?s", l.terms[p], "?n"}}, "where ?n >= "+strconv.Itoa(least), countAll),
		Terms: []string{l.terms[p]},
		Want:  counted(n), Note: bench.Grouped(float64(n)) + " of " + bench.Grouped(float64(len(l.with(p)))) + " solutions",
	}, nil
}

// loopFilter looks each number up once: those of one predicate come in order.
func loopFilter(ctx context.Context, src source.Source, ids []source.ID) (n int64, err error) {
	var numbers []source.ID
	var times []int64
	err = eachTriple(ctx, src, func(m source.Match) {
		o := m.Quad[source.O]
		if len(numbers) == 0 || numbers[len(numbers)-1] != o {
			numbers, times = append(numbers, o), append(times, 0)
		}
		times[len(times)-1]++
	}, source.Pattern{source.P: ids[0]})
	if err != nil {
		return 0, err
	}
	terms := make([]quad.Value, len(numbers))
	if err := src.Terms(ctx, numbers, terms); err != nil {
		return 0, err
	}
	for i, term := range terms {
		literal, ok := term.(quad.TypedString)
		if !ok {
			return 0, fmt.Errorf("%v is no number", term)
		}
		value, err := strconv.ParseInt(string(literal.Value), 10, 64)
		if err != nil {
			return 0, err
		}
		if value >= least {
			n += times[i]
		}
	}
	return n, nil
}

func loopClosure(ctx context.Context, src source.Source, ids []source.ID) (n int64, err error) {
	var seen bench.Bits
	frontier := []source.Pattern{{ids[0], ids[1]}}
	for len(frontier) > 0 {
		var next []source.ID
		err := eachTriple(ctx, src, func(m source.Match) {
			if o := m.Quad[source.O]; seen.Add(uint64(o)) {
				next = append(next, o)
			}
		}, frontier...)
		if err != nil {
			return 0, err
		}
		n += int64(len(next))
		slices.Sort(next)
		frontier = frontier[:0]
		for _, id := range next {
			frontier = append(frontier, source.Pattern{id, ids[1]})
		}
	}
	return n, nil
}
