package analysis

import (
	"cmp"
	"context"
	"slices"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// Bridge is an entity that links two sets.
type Bridge struct {
	Entity source.ID
	// Sides are its links with either set, seen from the set, in the order
	// of their terms.
	Sides [2][]Link
	// Touches is how many members of the sets it has links with.
	Touches int
	// Quads is in how many quads it stands as subject or object: a link
	// through what everything is linked with says little.
	Quads int64
}

// Between returns the entities, other than the sets' own, that have a link
// with at least one member of each set, in any direction: those that touch
// most of them first, of these the rarest, then by the order of terms. Beyond
// max links it is a *SizeError.
func Between(ctx context.Context, src source.Source, names *quads.Names, sets [2][]source.ID, max int) ([]Bridge, error) {
	r, err := newLinkReader(ctx, src, names, max)
	if err != nil {
		return nil, err
	}
	member := make(map[source.ID]bool)
	for _, e := range slices.Concat(sets[:]...) {
		member[e] = true
	}
	reached := make(map[source.ID]*Bridge)
	for side, set := range sets {
		err := r.around(ctx, set, func(_ int, l Link) {
			e := l.Other()
			b := reached[e]
			if b == nil && (side > 0 || member[e]) {
				return
			}
			if b == nil {
				b = &Bridge{Entity: e}
				reached[e] = b
			}
			b.Sides[side] = append(b.Sides[side], l)
		})
		if err != nil {
			return nil, err
		}
	}
	var bridges []Bridge
	for _, b := range reached { // sorted below
		if len(b.Sides[1]) > 0 {
			bridges = append(bridges, *b)
		}
	}
	return ranked(ctx, src, bridges)
}

// ranked puts bridges and their links in order.
func ranked(ctx context.Context, src source.Source, bridges []Bridge) ([]Bridge, error) {
	var ids []source.ID
	for i := range bridges {
		b := &bridges[i]
		ids = append(ids, b.Entity)
		for _, side := range b.Sides {
			for _, l := range side {
				ids = append(ids, l.S, l.P, l.O)
			}
		}
		var err error
		if b.Quads, err = standsIn(ctx, src, b.Entity); err != nil {
			return nil, err
		}
	}
	place, err := placesOf(ctx, src, ids)
	if err != nil {
		return nil, err
	}
	for i := range bridges {
		b := &bridges[i]
		for _, side := range b.Sides {
			slices.SortFunc(side, place.links)
			b.Touches += ends(side)
		}
	}
	return sorting.Stable(ctx, bridges, func(a, b Bridge) int {
		return cmp.Or(cmp.Compare(b.Touches, a.Touches), cmp.Compare(a.Quads, b.Quads), place.compare(a.Entity, b.Entity))
	})
}

// ends counts the distinct entities that some links are seen from.
func ends(links []Link) int {
	distinct := make(map[source.ID]bool)
	for _, l := range links {
		near := l.S
		if !l.Forward {
			near = l.O
		}
		distinct[near] = true
	}
	return len(distinct)
}

// standsIn counts the quads that an entity is subject or object of.
func standsIn(ctx context.Context, src source.Source, e source.ID) (int64, error) {
	var sum int64
	for _, p := range []source.Pattern{{source.S: e}, {source.O: e}} {
		n, err := source.CountExactly(ctx, src, p, -1)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	return sum, nil
}
