package view

import (
	"context"
	"math"

	"quipu/graph/source"
)

// Distinct implements source.Distincter.
func (e *Entities) Distinct(ctx context.Context, p source.Pattern, place int, f func(id source.ID, quads int64) bool) error {
	order, ordered := source.OrderBy(p, place)
	if !ordered {
		return source.Distinct(ctx, struct{ source.Source }{e}, p, place, f) // by reading
	}
	ch, err := e.classes.change(ctx, p, order)
	if err != nil {
		return err
	}
	e.meet(ch.shown)
	less := tallies{e.classes.hidden.all, ch.hidden, place}
	more := tallies{e.classes.shown.all, ch.shown, place}
	return correct(less, more, f, func(f func(source.ID, int64) bool) error {
		return source.Distinct(ctx, e.Source, p, place, f)
	})
}

// Triples implements source.TripleCounter, over a state that is one.
func (e *Entities) Triples(ctx context.Context, p source.Pattern, place int, f func(id source.ID, triples int64) bool) error {
	order, _ := source.OrderBy(p, place)
	c, err := e.changes(ctx)
	if err != nil {
		return err
	}
	lost, err := c.lost.matching(ctx, p, order)
	if err != nil {
		return err
	}
	gained, err := c.gained.matching(ctx, p, order)
	if err != nil {
		return err
	}
	shown, err := e.classes.shown.matching(ctx, p, order)
	if err != nil {
		return err
	}
	e.meet(shown)
	return correct(tallies{c.lost.all, lost, place}, tallies{c.gained.all, gained, place}, f, func(f func(source.ID, int64) bool) error {
		return source.Triples(ctx, e.Source, p, place, f)
	})
}

// correct calls f with the numbers that each tells, less and more by some.
func correct(less, more tallies, f func(id source.ID, n int64) bool, each func(func(source.ID, int64) bool) error) error {
	going := true
	// upTo tells the numbers of the ids before id that are only among more.
	upTo := func(id source.ID) {
		for going && more.next() < id {
			next := more.next()
			going = f(next, more.take(next))
		}
	}
	err := each(func(id source.ID, n int64) bool {
		upTo(id)
		if n += more.take(id) - less.take(id); going && n > 0 {
			going = f(id, n)
		}
		return going
	})
	if err == nil {
		upTo(math.MaxUint64)
	}
	return err
}

// tallies are the ids in a place of some quads, sorted by it, and how many
// quads have each.
type tallies struct {
	all     []source.Quad
	numbers []uint32
	place   int
}

// next returns the lowest id that is left; behind the last the highest there
// is.
func (t *tallies) next() source.ID {
	if len(t.numbers) == 0 {
		return math.MaxUint64
	}
	return t.all[t.numbers[0]][t.place]
}

// take returns how many quads have an id, and goes on to those behind it.
func (t *tallies) take(id source.ID) (n int64) {
	for len(t.numbers) > 0 && t.next() <= id {
		if t.next() == id {
			n++
		}
		t.numbers = t.numbers[1:]
	}
	return n
}
