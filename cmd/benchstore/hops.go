package main

import (
	"context"
	"math/bits"
	"time"

	"quipu/cmd/internal/bench"
	"quipu/graph/source"
)

// enoughEdges ends the measuring of neighbourhoods.
const enoughEdges = 20_000_000

// neighbourhoods walks three hops from subject to object, from one start
// after the other, each hop over the sorted set of what the one before has
// reached for the first time. Literals are among it: they have no edges, but
// that has to be found out.
func (b *measuring) neighbourhoods(ctx context.Context, column string, src source.Source, starts []source.Pattern) error {
	if _, err := walk(ctx, src, starts[0][source.S], 3); err != nil { // to warm up
		return err
	}
	var all walked
	start := time.Now()
	for i := 0; i < len(starts) && all.edges < enoughEdges; i++ {
		w, err := walk(ctx, src, starts[i][source.S], 3)
		if err != nil {
			return err
		}
		all.edges += w.edges
		all.asked += w.asked
	}
	took := time.Since(start)
	b.table.set(column, hops, "%.0f ns", float64(took.Nanoseconds())/float64(all.edges))
	b.table.set(column, hopsSize, "%s; %s", bench.Grouped(float64(all.edges)), bench.Grouped(float64(all.asked)))
	return nil
}

// walked counts edges, and the subjects whose edges were asked for.
type walked struct{ edges, asked int64 }

func walk(ctx context.Context, src source.Source, start source.ID, hops int) (w walked, err error) {
	var seen, next bench.Bits
	seen.Add(uint64(start))
	frontier := []source.Pattern{{start}}
	buf := make([]source.Match, 2048)
	for range hops {
		w.asked += int64(len(frontier))
		c := src.Scan(ctx, frontier...)
		for {
			n, err := c.Next(buf)
			if err != nil {
				return w, err
			}
			if n == 0 {
				break
			}
			w.edges += int64(n)
			for i := range buf[:n] {
				if o := buf[i].Quad[source.O]; seen.Add(uint64(o)) {
					next.Add(uint64(o))
				}
			}
		}
		c.Close()
		frontier = frontier[:0]
		for i, word := range next {
			for ; word != 0; word &= word - 1 {
				id := source.ID(64*i + bits.TrailingZeros64(word))
				frontier = append(frontier, source.Pattern{id})
			}
			next[i] = 0
		}
	}
	return w, nil
}
