package store

import (
	"slices"

	"quipu/graph/store/bulk"
	"quipu/graph/store/segment"
)

// leaveOut tells the merge which rows of the base are not to be taken over,
// and which of its terms.
func (r *rewriter) leaveOut(removed []row) error {
	if r.base == nil {
		return nil
	}
	in := &r.inputs[0]
	if len(removed) > 0 {
		var err error
		if in.Without, err = helperSegment(nil, removed); err != nil {
			return err
		}
	}
	end := r.base.Dict().First() + segment.ID(r.base.Dict().Len())
	for _, id := range r.from.dead {
		if id < end && r.kept[id] {
			in.Dead = append(in.Dead, id)
		}
	}
	if len(r.from.dead) > 0 {
		in.Drop = func(id segment.ID) bool { return r.from.isDead(id) && !r.kept[id] }
	}
	return nil
}

// keepTerms adds an input of the terms above the base that only the history
// mentions.
func (r *rewriter) keepTerms() error {
	var terms []formOf
	for _, id := range r.from.dead {
		if !r.kept[id] || r.base != nil && id < r.base.Dict().First()+segment.ID(r.base.Dict().Len()) {
			continue
		}
		form, err := r.from.form(nil, id)
		if err != nil {
			return err
		}
		terms = append(terms, formOf{id, form})
	}
	if len(terms) == 0 {
		return nil
	}
	slices.SortFunc(terms, formOf.compare)
	g, err := helperSegment(terms, nil)
	if err != nil {
		return err
	}
	in := bulk.Input{Segment: g}
	for i := range terms {
		in.Dead = append(in.Dead, segment.FirstTerm+segment.ID(i))
	}
	r.inputs = append(r.inputs, in)
	return nil
}

// helperSegment makes a segment for a merge alone: with terms, which get new
// ids, or with quads that it removes, sorted by spol.
func helperSegment(terms []formOf, removed []row) (*segment.Segment, error) {
	m := segment.NewMemory(1<<12 + 8*len(removed))
	w := segment.NewWriter(m, newID())
	d := w.Dict(segment.FirstTerm)
	for _, t := range terms {
		if _, err := d.Add(t.form); err != nil {
			return nil, err
		}
	}
	if err := d.Close(); err != nil {
		return nil, err
	}
	for perm := range segment.Permutations {
		if err := w.Tree(segment.Added, perm).Close(); err != nil {
			return nil, err
		}
		tree := w.Tree(segment.Removed, perm)
		if err := tree.AddRows(segment.Reorder(slices.Clone(removed), make([]row, len(removed)), spol, perm)); err != nil {
			return nil, err
		}
		if err := tree.Close(); err != nil {
			return nil, err
		}
	}
	ref, err := w.Finish(segment.Meta{Quads: -int64(len(removed))})
	if err != nil {
		return nil, err
	}
	return segment.Open(m.Bytes(), ref)
}
