package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/cmd/internal/bench"
	"quipu/graph/source"
	"quipu/graph/store"
)

// open measures how long it takes until a store that was just opened answers.
func (b *measuring) open(ctx context.Context, n bench.Quantity) error {
	s, p, err := b.firstLine(n)
	if err != nil {
		return err
	}
	terms := []quad.Value{quad.IRI(s[1 : len(s)-1]), quad.IRI(p[1 : len(p)-1])}
	question := s + " → " + p + " → ?o limit 1"
	b.say("opening %s", b.store(n))
	column := n.String()
	for _, step := range []struct {
		row   measure
		times int
		ask   func() error
	}{
		{openTime, 21, func() error { return firstAnswer(ctx, b.store(n), terms) }},
		{openProcess, 21, func() error {
			_, err := execute(ctx, b.quipu, "query", "--db", b.store(n), question)
			return err
		}},
		{openCold, 5, func() error { return firstAnswer(ctx, b.store(n), terms) }},
	} {
		var all []time.Duration
		for range step.times {
			if step.row == openCold && !forget(b.store(n)) {
				break
			}
			start := time.Now()
			if err := step.ask(); err != nil {
				return err
			}
			all = append(all, time.Since(start))
		}
		if len(all) > 0 {
			b.table.set(column, step.row, "%.2f ms", bench.Median(all).Seconds()*1000)
		}
	}
	return nil
}

// firstAnswer opens a store, counts what has a subject and a predicate, and
// reads one object.
func firstAnswer(ctx context.Context, path string, terms []quad.Value) error {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	src, err := s.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	ids := make([]source.ID, 2)
	if err := src.IDs(ctx, terms, ids); err != nil {
		return err
	}
	pattern := source.Pattern{ids[0], ids[1]}
	count, _, err := src.Count(ctx, pattern)
	if err != nil {
		return err
	}
	c := src.Scan(ctx, pattern)
	defer c.Close()
	var buf [1]source.Match
	if n, err := c.Next(buf[:]); err != nil || n == 0 || count == 0 {
		return fmt.Errorf("what was loaded is not found: %d, %w", n, err)
	}
	term, err := source.TermOf(ctx, src, buf[0].Quad[source.O])
	if err == nil && term == nil {
		err = fmt.Errorf("an object has no term")
	}
	return err
}

// read measures lookups, neighbourhoods and a scan in this process.
func (b *measuring) read(ctx context.Context, n bench.Quantity) error {
	b.say("reading %s", b.store(n))
	s, err := store.Open(ctx, b.store(n), store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	src, err := s.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	size, err := src.Size(ctx)
	if err != nil {
		return err
	}
	column := n.String()
	info, err := os.Stat(b.store(n))
	if err != nil {
		return err
	}
	b.table.set(column, bytesAQuad, "%.1f", float64(info.Size())/float64(size.Quads))
	b.table.set(column, termsAQuad, "%.3f", float64(size.Terms)/float64(size.Quads))
	pairs, rate, err := samplePairs(ctx, src, 100_000)
	if err != nil {
		return err
	}
	b.table.set(column, scanRate, "%s", bench.Grouped(rate))
	if err := b.lookups(ctx, column, src, pairs); err != nil {
		return err
	}
	return b.neighbourhoods(ctx, column, src, pairs)
}

// samplePairs draws subjects and predicates, each pair that occurs with the
// same probability, and tells how quickly all quads were scanned for it.
func samplePairs(ctx context.Context, src source.Source, want int) (pairs []source.Pattern, rate float64, err error) {
	r := rand.New(rand.NewPCG(bench.Seed, 1))
	for pass := range 2 { // the first one touches each block for the first time
		pairs = pairs[:0]
		var last source.Pattern
		seen, n := 0, 0
		start := time.Now()
		err := source.Each(ctx, src, func(m source.Match) bool {
			n++
			pair := source.Pattern{m.Quad[source.S], m.Quad[source.P]}
			if pass == 0 || pair == last {
				return true
			}
			last = pair
			seen++
			if len(pairs) < want {
				pairs = append(pairs, pair)
			} else if i := r.IntN(seen); i < want {
				pairs[i] = pair
			}
			return true
		}, source.Pattern{})
		if err != nil {
			return nil, 0, err
		}
		rate = float64(n) / time.Since(start).Seconds()
	}
	r.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	return pairs, rate, nil
}

// lookups asks for the objects of each pair, one question after the other:
// first by ids, then by names.
func (b *measuring) lookups(ctx context.Context, column string, src source.Source, pairs []source.Pattern) error {
	buf := make([]source.Match, 512)
	objectsOf := func(p source.Pattern) (found int, err error) {
		c := src.Scan(ctx, p)
		defer c.Close()
		for {
			n, err := c.Next(buf)
			if err != nil || n == 0 {
				return found, err
			}
			found += n
		}
	}
	var found int64
	var took time.Duration
	for range 3 { // the last time counts
		found = 0
		start := time.Now()
		for _, p := range pairs {
			n, err := objectsOf(p)
			if err != nil {
				return err
			}
			found += int64(n)
		}
		took = time.Since(start)
	}
	b.table.set(column, objects, "%.2f µs (%.1f objects)", micros(took, len(pairs)), float64(found)/float64(len(pairs)))

	pairs = pairs[:min(len(pairs), 20_000)]
	names := make([]quad.Value, 2*len(pairs))
	for i, p := range pairs {
		if err := src.Terms(ctx, p[:2], names[2*i:2*i+2]); err != nil {
			return err
		}
	}
	for range 2 {
		start := time.Now()
		for i := range pairs {
			if err := objectsByName(ctx, src, names[2*i:2*i+2]); err != nil {
				return err
			}
		}
		took = time.Since(start)
	}
	b.table.set(column, objectsNamed, "%.2f µs", micros(took, len(pairs)))
	return nil
}

func micros(d time.Duration, n int) float64 { return float64(d.Nanoseconds()) / 1000 / float64(n) }

// objectsByName asks for the names of the objects that a subject has by a
// predicate, at most a page of them.
func objectsByName(ctx context.Context, src source.Source, names []quad.Value) error {
	var ids [2]source.ID
	if err := src.IDs(ctx, names, ids[:]); err != nil {
		return err
	}
	c := src.Scan(ctx, source.Pattern{ids[0], ids[1]})
	defer c.Close()
	var buf [32]source.Match
	n, err := c.Next(buf[:])
	if err != nil {
		return err
	}
	var found [32]source.ID
	var terms [32]quad.Value
	for i, m := range buf[:n] {
		found[i] = m.Quad[source.O]
	}
	return src.Terms(ctx, found[:n], terms[:n])
}
