package source

import (
	"context"
	"slices"
)

// Leads tells what labels lead to through PROV-O, at any depth: who says it
// and where it is said. It is LeadingTo the other way about. What was looked
// up once is kept, so Leads serve one state and one goroutine.
type Leads struct {
	src        Source
	predicates []ID
	step       map[ID][]ID
	known      map[ID][]ID
}

// NewLeads returns what labels of a source lead to.
func NewLeads(ctx context.Context, src Source) (*Leads, error) {
	ids := make([]ID, len(leading))
	if err := src.IDs(ctx, leading, ids); err != nil {
		return nil, err
	}
	return &Leads{src: src, predicates: appendNew(nil, make(map[ID]bool), ids), step: make(map[ID][]ID), known: make(map[ID][]ID)}, nil
}

// Of returns each label with everything it leads to. Any and Unlabelled lead
// to nothing. The slices are not to be changed.
func (l *Leads) Of(ctx context.Context, labels ...ID) ([][]ID, error) {
	if err := l.learn(ctx, labels); err != nil {
		return nil, err
	}
	out := make([][]ID, len(labels))
	for i, label := range labels {
		if label == Any || label == Unlabelled {
			continue
		}
		found, ok := l.known[label]
		if !ok {
			seen := make(map[ID]bool)
			found = appendNew(nil, seen, []ID{label})
			for at := 0; at < len(found); at++ {
				found = appendNew(found, seen, l.step[found[at]])
			}
			l.known[label] = found
		}
		out[i] = found
	}
	return out, nil
}

// Leads reports whether a label that Of has told of leads to another id.
func (l *Leads) Leads(label, to ID) bool {
	return label != to && slices.Contains(l.known[label], to)
}

// learn reads the steps from some labels and from what they lead to.
func (l *Leads) learn(ctx context.Context, labels []ID) error {
	for len(labels) > 0 {
		var patterns []Pattern
		for _, label := range labels {
			if _, known := l.step[label]; known || label == Any || label == Unlabelled {
				continue
			}
			l.step[label] = nil
			for _, p := range l.predicates {
				patterns = append(patterns, Pattern{S: label, P: p})
			}
		}
		if len(patterns) == 0 {
			break
		}
		var next []ID
		err := Each(ctx, l.src, func(m Match) bool {
			l.step[m.Quad[S]] = append(l.step[m.Quad[S]], m.Quad[O])
			next = append(next, m.Quad[O])
			return true
		}, patterns...)
		if err != nil {
			for _, p := range patterns {
				delete(l.step, p[S]) // read in part
			}
			return err
		}
		labels = next
	}
	return ctx.Err()
}
