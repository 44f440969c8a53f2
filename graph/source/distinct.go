package source

import (
	"context"
	"maps"
	"slices"
)

// Distincter is a Source that tells which ids stand in a place without reading
// every quad: it skips from one id to the next.
type Distincter interface {
	Source
	// Distinct calls f for each id that stands in a place of the quads which
	// match p, ascending, with the number of those quads, until f returns
	// false. The place is one for which OrderBy has an order.
	Distinct(ctx context.Context, p Pattern, place int, f func(id ID, quads int64) bool) error
}

// Distinct is Distincter's for any source. Of one that cannot skip, and in a
// place for which no order serves, it reads all quads that match.
func Distinct(ctx context.Context, src Source, p Pattern, place int, f func(id ID, quads int64) bool) error {
	_, ordered := OrderBy(p, place)
	if d, ok := src.(Distincter); ok && ordered {
		return d.Distinct(ctx, p, place, f)
	}
	counts := make(map[ID]int64)
	err := Each(ctx, src, func(m Match) bool {
		counts[m.Quad[place]]++
		return true
	}, p)
	if err != nil {
		return err
	}
	return tell(ctx, counts, f)
}

// tell calls f for each id with its number, ascending, until f returns false.
func tell(ctx context.Context, counts map[ID]int64, f func(id ID, n int64) bool) error {
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		if !f(id, counts[id]) {
			break
		}
	}
	return ctx.Err()
}

// OrderBy returns an order in which the places that p binds come first and
// then a free place, if there is one.
func OrderBy(p Pattern, place int) (Order, bool) {
	bound := p.Bound()
	if bound&(1<<place) != 0 {
		return Order{}, false
	}
	for _, o := range [...]Order{SPOL, POSL, OSPL, LSPO, LPOS, LOSP} {
		rest := bound
		for _, first := range o {
			if rest == 0 && first == place {
				return o, true
			}
			if rest&(1<<first) == 0 {
				break
			}
			rest &^= 1 << first
		}
	}
	return Order{}, false
}

// TripleCounter is a Source that counts triples, whatever their labels, without
// reading every quad.
type TripleCounter interface {
	Source
	// Triples calls f for each id that stands in a place of the quads which
	// match p, ascending, with the number of their different triples, until f
	// returns false. p binds no label; the place is one for which OrderBy has
	// an order, and not the label.
	Triples(ctx context.Context, p Pattern, place int, f func(id ID, triples int64) bool) error
}

// Triples is TripleCounter's for any source: one that cannot count reads all
// quads that match.
func Triples(ctx context.Context, src Source, p Pattern, place int, f func(id ID, triples int64) bool) error {
	if c, ok := src.(TripleCounter); ok {
		return c.Triples(ctx, p, place, f)
	}
	counts := make(map[ID]int64)
	var last Quad
	err := Each(ctx, src, func(m Match) bool {
		if m.Quad[L] = Any; m.Quad != last { // those of one triple are neighbours
			counts[m.Quad[place]]++
			last = m.Quad
		}
		return true
	}, p)
	if err != nil {
		return err
	}
	return tell(ctx, counts, f)
}
