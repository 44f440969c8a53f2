package view

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Entities is a state of a graph in which each class is one entity. It has the
// ids of the state; that of a member is its representative's.
type Entities struct {
	source.Source // the state
	classes       *Classes
	met           *meetings // nil where nobody asks
}

var (
	_ source.Distincter    = (*Entities)(nil)
	_ source.TripleCounter = (*Entities)(nil)
)

// Over returns the view of a Source of the state that the classes are of.
func (c *Classes) Over(src source.Source) *Entities { return &Entities{Source: src, classes: c} }

// Members returns some ids with those of the members that they represent,
// ascending.
func (e *Entities) Members(ids []source.ID) []source.ID {
	asked := make(map[source.ID]bool, len(ids))
	for _, id := range ids {
		asked[id] = true
	}
	out := slices.Clone(ids)
	for m, first := range e.classes.represent {
		if m != first && asked[first] {
			out = append(out, m)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// IDs implements source.Source. A member whose links are all that is said of
// it has an id too, of an entity without statements.
func (e *Entities) IDs(ctx context.Context, terms []quad.Value, out []source.ID) error {
	if err := e.Source.IDs(ctx, terms, out); err != nil {
		return err
	}
	for i, id := range out {
		if len(e.classes.unjoined[id]) > 0 {
			e.met.nameApart(id)
		}
		if first, ok := e.classes.represent[id]; ok {
			out[i] = first
			e.met.name(id, first)
		}
	}
	return nil
}

// Count implements source.Source.
func (e *Entities) Count(ctx context.Context, p source.Pattern) (int64, bool, error) {
	n, exact, err := e.Source.Count(ctx, p)
	if err != nil {
		return 0, false, err
	}
	if !e.classes.mayChange(p) {
		return n, exact, nil
	}
	ch, err := e.classes.change(ctx, p, source.OrderOf(p))
	if err != nil {
		return 0, false, err
	}
	e.meet(ch.shown)
	return max(0, n-int64(len(ch.hidden))+int64(len(ch.shown))), exact, nil
}

// Scan implements source.Source.
func (e *Entities) Scan(ctx context.Context, patterns ...source.Pattern) source.Cursor {
	changed := make(map[int]change)
	for i, p := range patterns {
		if !e.classes.mayChange(p) {
			continue
		}
		ch, err := e.classes.change(ctx, p, source.OrderOf(p))
		if err != nil {
			return failed{err}
		}
		if len(ch.hidden)+len(ch.shown) > 0 {
			changed[i] = ch
		}
	}
	base := e.Source.Scan(ctx, patterns...)
	if len(changed) == 0 {
		return base
	}
	return &cursor{entities: e, ctx: ctx, base: base, patterns: len(patterns), changed: changed, now: changed[0]}
}

// change returns what is seen otherwise of a pattern's quads.
func (c *Classes) change(ctx context.Context, p source.Pattern, o source.Order) (change, error) {
	hidden, err := c.hidden.matching(ctx, p, o)
	if err != nil {
		return change{}, err
	}
	shown, err := c.shown.matching(ctx, p, o)
	return change{o, hidden, shown}, err
}

// mayChange reports whether anything may be seen otherwise of a pattern's
// quads.
func (c *Classes) mayChange(p source.Pattern) bool {
	for _, id := range p {
		if id != source.Any && !c.near.mayHave(id) {
			return false
		}
	}
	return true
}
