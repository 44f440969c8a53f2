package view

import (
	"context"

	"quipu/graph/source"
)

// changes are what a view of classes changes of a state's sizes.
type changes struct {
	lost, gained *sorted            // triples, as quads without a label
	gone         map[source.ID]bool // terms that no quad has any more
}

// Size implements source.Source.
func (e *Entities) Size(ctx context.Context) (source.Size, error) {
	size, err := e.Source.Size(ctx)
	if err != nil {
		return size, err
	}
	c, err := e.changes(ctx)
	if err != nil {
		return size, err
	}
	size.Quads += int64(len(e.classes.shown.all)) - int64(len(e.classes.hidden.all))
	size.Triples += int64(len(c.gained.all)) - int64(len(c.lost.all))
	size.Terms -= int64(len(c.gone))
	return size, nil
}

// changes are computed once: that takes a count for each hidden and shown
// triple.
func (e *Entities) changes(ctx context.Context) (*changes, error) {
	c := e.classes
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if c.size != nil {
		return c.size, nil
	}
	var size changes
	var err error
	if size.lost, size.gained, err = e.compareTriples(ctx); err != nil {
		return nil, err
	}
	if size.gone, err = e.goneTerms(ctx); err != nil {
		return nil, err
	}
	c.size = &size
	return c.size, nil
}

// compareTriples finds the triples that the view lacks, and those that it has
// and the state lacks.
func (e *Entities) compareTriples(ctx context.Context) (lost, gained *sorted, err error) {
	all := make([]source.Quad, 0, len(e.classes.hidden.all)+len(e.classes.shown.all))
	all = append(append(all, e.classes.hidden.all...), e.classes.shown.all...)
	for i := range all {
		all[i][source.L] = source.Any // the pattern of its triple
	}
	triples, err := newSorted(ctx, all)
	if err != nil {
		return nil, nil, err
	}
	quiet := e.Unwatched()
	lost, gained = &sorted{}, &sorted{}
	for _, t := range triples.all {
		before, _, err := e.Source.Count(ctx, source.Pattern(t))
		if err != nil {
			return nil, nil, err
		}
		after, _, err := quiet.Count(ctx, source.Pattern(t))
		if err != nil {
			return nil, nil, err
		}
		switch {
		case before > 0 && after == 0:
			lost.all = append(lost.all, t)
		case before == 0 && after > 0:
			gained.all = append(gained.all, t)
		}
	}
	return lost, gained, nil
}

// goneTerms returns the members that represent nobody, and what stood in links
// alone. Any other term of a hidden quad stands in what is shown for it.
func (e *Entities) goneTerms(ctx context.Context) (map[source.ID]bool, error) {
	gone, asked := make(map[source.ID]bool), make(map[source.ID]bool)
	quiet := e.Unwatched()
	for _, q := range e.classes.hidden.all {
		for _, id := range q {
			if first, ok := e.classes.represent[id]; ok && first != id {
				gone[id] = true
			}
		}
		if !e.classes.isLink(q) {
			continue
		}
		for _, id := range e.classes.seen(q) {
			if asked[id] || id == source.Unlabelled {
				continue
			}
			asked[id] = true
			used, err := isUsed(ctx, quiet, id)
			if err != nil {
				return nil, err
			}
			if !used {
				gone[id] = true
			}
		}
	}
	return gone, ctx.Err()
}

// isUsed reports whether a quad has a term, in any place.
func isUsed(ctx context.Context, src source.Source, id source.ID) (bool, error) {
	for place := range len(source.Pattern{}) {
		var p source.Pattern
		p[place] = id
		n, exact, err := src.Count(ctx, p)
		if err == nil && n > 0 && !exact {
			n = 0
			err = source.Each(ctx, src, func(source.Match) bool { n++; return false }, p)
		}
		if err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}
