package paths

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// ErrLabel is a walk under a label that is a variable: the sources of every
// hop are in the answer anyway.
var ErrLabel = errors.New("a walk's label is a source, not a variable: each hop of the answer names its sources")

// labels tells which labels a hop may have, with the meaning labels have in
// patterns (algebra.LabelKind).
type labels struct {
	kind algebra.LabelKind
	ids  map[source.ID]bool // of the kinds that name terms
}

func compileLabel(ctx context.Context, src source.Source, l algebra.Label) (*labels, error) {
	c := &labels{kind: l.Kind}
	switch l.Kind {
	case algebra.AnyLabel, algebra.NoLabel:
		return c, nil
	case algebra.BindLabel:
		return nil, ErrLabel
	}
	terms := make([]quad.Value, len(l.Terms))
	for i, t := range l.Terms {
		if t.Value == nil {
			return nil, ErrLabel
		}
		terms[i] = t.Value
	}
	ids := make([]source.ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return nil, err
	}
	var err error
	switch l.Kind {
	case algebra.ExactLabel:
		c.ids = setOf(ids)
	case algebra.SaidIn:
		c.ids, err = saidIn(ctx, src, ids[0], ids[1])
	default:
		c.ids, err = leadingTo(ctx, src, ids, prov)
	}
	return c, err
}

// fits reports whether a quad's label fits.
func (c *labels) fits(label source.ID) bool {
	switch c.kind {
	case algebra.AnyLabel:
		return true
	case algebra.NoLabel:
		return label == source.Unlabelled
	case algebra.NotLeadsTo:
		return label != source.Unlabelled && !c.ids[label]
	}
	return c.ids[label]
}

// fitsNode is fits for a statement node, which itself leads to its speaker
// and document.
func (c *labels) fitsNode(label, node source.ID) bool {
	switch c.kind {
	case algebra.LeadsTo, algebra.SaidIn:
		return c.ids[label] || c.ids[node]
	case algebra.NotLeadsTo:
		return c.fits(label) && !c.ids[node]
	}
	return c.fits(label)
}

// prov are the predicates by which a label leads on.
var prov = []quad.Value{quads.WasDerivedFrom, quads.WasAttributedTo, quads.WasQuotedFrom}

// leadingTo returns the ids and everything that leads to them by the
// predicates, at any depth.
func leadingTo(ctx context.Context, src source.Source, ids []source.ID, by []quad.Value) (map[source.ID]bool, error) {
	predicates := make([]source.ID, len(by))
	if err := src.IDs(ctx, by, predicates); err != nil {
		return nil, err
	}
	set := setOf(ids)
	frontier := sorted(set)
	for len(frontier) > 0 {
		reached, err := subjects(ctx, src, frontier, predicates)
		if err != nil {
			return nil, err
		}
		frontier = nil
		for _, id := range reached {
			if !set[id] {
				set[id] = true
				frontier = append(frontier, id)
			}
		}
	}
	return set, nil
}

// subjects returns what has one of the objects by one of the predicates.
func subjects(ctx context.Context, src source.Source, objects, predicates []source.ID) ([]source.ID, error) {
	var patterns []source.Pattern
	for _, o := range objects {
		for _, p := range predicates {
			if p != source.Any {
				patterns = append(patterns, source.Pattern{source.P: p, source.O: o})
			}
		}
	}
	if len(patterns) == 0 {
		return nil, ctx.Err()
	}
	var out []source.ID
	err := source.Each(ctx, src, func(m source.Match) bool {
		out = append(out, m.Quad[source.S])
		return true
	}, patterns...)
	return out, err
}

// saidIn returns the labels attributed to what leads to a speaker and
// derived from what leads to a document.
func saidIn(ctx context.Context, src source.Source, speaker, document source.ID) (map[source.ID]bool, error) {
	by := func(end source.ID, predicate quad.Value) (map[source.ID]bool, error) {
		ends, err := leadingTo(ctx, src, []source.ID{end}, prov)
		if err != nil {
			return nil, err
		}
		p := make([]source.ID, 1)
		if err := src.IDs(ctx, []quad.Value{predicate}, p); err != nil {
			return nil, err
		}
		ids, err := subjects(ctx, src, sorted(ends), p)
		return setOf(ids), err
	}
	said, err := by(speaker, quads.WasAttributedTo)
	if err != nil {
		return nil, err
	}
	in, err := by(document, quads.WasDerivedFrom)
	for id := range said {
		if !in[id] {
			delete(said, id)
		}
	}
	return said, err
}
