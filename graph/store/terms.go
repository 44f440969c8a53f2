package store

import (
	"bytes"
	"context"
	"slices"

	"quipu/graph/store/segment"
)

// formOf is a term with its form.
type formOf struct {
	id   segment.ID
	form []byte
}

func (a formOf) compare(b formOf) int { return bytes.Compare(a.form, b.form) }

// termMerge yields the terms of segments and of an overlay that begin with a
// prefix, in the order of their forms.
type termMerge struct {
	prefix   []byte
	segments []*segment.TermIterator // that stand at a term
	used     int                     // the one whose term was yielded last; -1: none
	overlay  []formOf                // what is left of it
}

// mergeTerms merges the terms of the segments from a number on and of the
// overlay.
func (s *state) mergeTerms(ctx context.Context, from int, prefix []byte) (*termMerge, error) {
	m := &termMerge{prefix: prefix, used: -1}
	for _, g := range s.segments[from:] {
		it := g.Dict().Terms()
		it.Seek(prefix)
		if m.forward(it) {
			m.segments = append(m.segments, it)
		} else if it.Err() != nil {
			return nil, it.Err()
		}
	}
	for i, v := range s.terms {
		if i%checkEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if form := appendForm(nil, v); bytes.HasPrefix(form, prefix) {
			m.overlay = append(m.overlay, formOf{s.dict.first + segment.ID(i), form})
		}
	}
	slices.SortFunc(m.overlay, formOf.compare)
	return m, ctx.Err()
}

// forward moves to the next term; false where there is none with the prefix.
func (m *termMerge) forward(it *segment.TermIterator) bool {
	return it.Next() && bytes.HasPrefix(it.Form(), m.prefix)
}

// next returns the lowest term that is left; its form is good until the next
// call.
func (m *termMerge) next() (t formOf, ok bool, err error) {
	if m.used >= 0 {
		if it := m.segments[m.used]; !m.forward(it) {
			if it.Err() != nil {
				return t, false, it.Err()
			}
			m.segments = slices.Delete(m.segments, m.used, m.used+1)
		}
		m.used = -1
	}
	lowest := -1
	for i, it := range m.segments {
		if lowest < 0 || bytes.Compare(it.Form(), m.segments[lowest].Form()) < 0 {
			lowest = i
		}
	}
	if len(m.overlay) > 0 && (lowest < 0 || bytes.Compare(m.overlay[0].form, m.segments[lowest].Form()) < 0) {
		t, m.overlay = m.overlay[0], m.overlay[1:]
		return t, true, nil
	}
	if lowest < 0 {
		return t, false, nil
	}
	m.used = lowest
	return formOf{m.segments[lowest].ID(), m.segments[lowest].Form()}, true, nil
}
