package source

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// Origins tells with whom a statement began. One speaker in many papers is one
// origin, and so is a document with everything derived from it: the origin of
// a label is the speaker it is attributed to, else the document it is quoted
// or derived from, followed to the end; a label that leads nowhere is its own.
// What was looked up once is kept, so Origins serve one state and one
// goroutine.
type Origins struct {
	src   Source
	ids   []ID        // of leading; nil: not looked up yet
	leads map[ID][]ID // one step towards the origin
	known map[ID][]ID
}

// NewOrigins returns the origins in a source.
func NewOrigins(src Source) *Origins {
	return &Origins{src: src, leads: make(map[ID][]ID), known: make(map[ID][]ID)}
}

// Of returns the origins of each label, ascending. Any and Unlabelled have
// none. The slices are not to be changed.
func (o *Origins) Of(ctx context.Context, labels ...ID) ([][]ID, error) {
	if err := o.learn(ctx, labels); err != nil {
		return nil, err
	}
	out := make([][]ID, len(labels))
	for i, label := range labels {
		if label != Any && label != Unlabelled {
			out[i] = o.find(label)
		}
	}
	return out, nil
}

// Count returns how many origins some labels have together.
func (o *Origins) Count(ctx context.Context, labels ...ID) (int, error) {
	each, err := o.Of(ctx, labels...)
	all := slices.Concat(each...)
	slices.Sort(all)
	return len(slices.Compact(all)), err
}

// learn reads where labels, and what they lead to, lead.
func (o *Origins) learn(ctx context.Context, labels []ID) error {
	if o.ids == nil {
		ids := make([]ID, len(leading))
		if err := o.src.IDs(ctx, leading, ids); err != nil {
			return err
		}
		o.ids = ids
	}
	for len(labels) > 0 {
		var patterns []Pattern
		for _, label := range labels {
			if _, known := o.leads[label]; known || label == Any || label == Unlabelled {
				continue
			}
			o.leads[label] = nil
			for _, p := range o.ids {
				if p != Any {
					patterns = append(patterns, Pattern{S: label, P: p})
				}
			}
		}
		if len(patterns) == 0 {
			return ctx.Err()
		}
		attributed := make(map[ID]bool)
		var next []ID
		err := Each(ctx, o.src, func(m Match) bool {
			label, to := m.Quad[S], m.Quad[O]
			switch speaks := patterns[m.Pattern][P] == o.ids[attribution]; {
			case speaks && !attributed[label]:
				attributed[label] = true
				o.leads[label] = []ID{to} // whatever it is derived from
			case speaks || !attributed[label]:
				o.leads[label] = append(o.leads[label], to)
			default:
				return true
			}
			next = append(next, to)
			return true
		}, patterns...)
		if err != nil {
			for _, p := range patterns {
				delete(o.leads, p[S]) // read in part
			}
			return err
		}
		labels = next
	}
	return ctx.Err()
}

// attribution is the place of prov:wasAttributedTo in leading.
var attribution = slices.Index(leading, quad.Value(quads.WasAttributedTo))
