package analysis

import (
	"context"
	"time"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// sourceDates tells of when sources are: the dcterms:date of the label, else
// of the documents that it is derived or quoted from.
type sourceDates struct {
	src     source.Source
	ids     []source.ID // of dcterms:date and of what leads to a document
	spans   map[source.ID]span
	parents map[source.ID][]source.ID
}

// span is the time from one instant up to another, which is later; the zero
// value is an unknown one.
type span struct{ from, to time.Time }

// spanOf makes an instant last for as long as can be told apart.
func spanOf(from, to time.Time) span {
	if !from.Before(to) {
		to = from.Add(1)
	}
	return span{from, to}
}

func (s span) known() bool { return !s.from.IsZero() && !s.to.IsZero() }

// with returns the time that holds both.
func (s span) with(t span) span {
	if !s.known() {
		return t
	}
	if t.from.Before(s.from) {
		s.from = t.from
	}
	if t.to.After(s.to) {
		s.to = t.to
	}
	return s
}

func newSourceDates(src source.Source) *sourceDates {
	return &sourceDates{src: src, spans: make(map[source.ID]span), parents: make(map[source.ID][]source.ID)}
}

// learn reads the dates of labels, and what those without one come from.
func (d *sourceDates) learn(ctx context.Context, labels []source.ID) error {
	if d.ids == nil {
		ids := make([]source.ID, 3)
		if err := d.src.IDs(ctx, []quad.Value{quads.Date, quads.WasDerivedFrom, quads.WasQuotedFrom}, ids); err != nil {
			return err
		}
		d.ids = ids
	}
	for len(labels) > 0 {
		var patterns []source.Pattern
		for _, label := range labels {
			if _, known := d.spans[label]; known || label == source.Any || label == source.Unlabelled {
				continue
			}
			d.spans[label] = span{}
			for _, p := range d.ids {
				if p != source.Any {
					patterns = append(patterns, source.Pattern{label, p})
				}
			}
		}
		next, err := d.read(ctx, patterns)
		if err != nil {
			return err
		}
		labels = next
	}
	return ctx.Err()
}

// read reads dates and where labels come from; it returns the latter.
func (d *sourceDates) read(ctx context.Context, patterns []source.Pattern) ([]source.ID, error) {
	var next []source.ID
	err := eachBatch(ctx, d.src, patterns, func(some []found) error {
		ids := make([]source.ID, len(some))
		for i, f := range some {
			ids[i] = f.O
		}
		terms := make([]quad.Value, len(ids))
		if err := d.src.Terms(ctx, ids, terms); err != nil {
			return err
		}
		for i, f := range some {
			if f.P != d.ids[0] {
				d.parents[f.S] = append(d.parents[f.S], f.O)
				next = append(next, f.O)
			} else if from, to, ok := quads.Span(terms[i]); ok && !from.IsZero() && !to.IsZero() {
				d.spans[f.S] = d.spans[f.S].with(spanOf(from, to))
			}
		}
		return nil
	})
	return next, err
}

// of returns the time of a label that was learnt: of the nearest that have
// one.
func (d *sourceDates) of(label source.ID) span {
	if s := d.spans[label]; s.known() {
		return s
	}
	seen := map[source.ID]bool{label: true}
	var all span
	for level := []source.ID{label}; len(level) > 0 && !all.known(); {
		var next []source.ID
		for _, l := range level {
			if s := d.spans[l]; s.known() {
				all = all.with(s)
			}
			for _, p := range d.parents[l] {
				if !seen[p] {
					seen[p] = true
					next = append(next, p)
				}
			}
		}
		level = next
	}
	return all
}
