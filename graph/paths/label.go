package paths

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// ErrLabel is a walk under a label that is a variable: the sources of every
// hop are in the answer anyway.
var ErrLabel = errors.New("a walk's label is a source, not a variable: each hop of the answer names its sources")

// labels tells which labels a hop may have, with the meaning labels have in
// patterns (algebra.LabelKind).
type labels struct {
	kind algebra.LabelKind
	ids  map[source.ID]bool // of the kinds that name terms
	also *labels            // must fit too; nil: nothing must
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
	case algebra.SaidIn:
		ids, err = source.SaidIn(ctx, src, ids[0], ids[1])
	case algebra.LeadsTo, algebra.NotLeadsTo:
		ids, err = source.LeadingTo(ctx, src, ids...)
	}
	c.ids = setOf(ids)
	return c, err
}

// maxBound is how many labels are asked for one by one; of more it is cheaper
// to read all links of a node.
const maxBound = 8

// bound returns the labels, if they are few: then they are part of what the
// source is asked, and a hub's links under others are not read.
func (c *labels) bound() []source.ID {
	if len(c.ids) == 0 || len(c.ids) > maxBound {
		return nil
	}
	switch c.kind {
	case algebra.LeadsTo, algebra.ExactLabel, algebra.SaidIn:
		return sorted(c.ids)
	}
	return nil
}

// fits reports whether a quad's label fits.
func (c *labels) fits(label source.ID) bool {
	if c.also != nil && !c.also.fits(label) {
		return false
	}
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
	if c.also != nil && !c.also.fitsNode(label, node) {
		return false
	}
	switch c.kind {
	case algebra.LeadsTo, algebra.SaidIn:
		return c.ids[label] || c.ids[node]
	case algebra.NotLeadsTo:
		return c.fits(label) && !c.ids[node]
	}
	return c.fits(label)
}
