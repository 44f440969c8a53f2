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
		if in.Without, err = removedSegment(removed); err != nil {
			return err
		}
	}
	end := r.base.Dict().First() + segment.ID(r.base.Dict().Len())
	drop := map[segment.ID]bool{}
	for _, id := range r.from.dead {
		switch {
		case id >= end:
		case r.kept[id]:
			in.Dead = append(in.Dead, id)
		default:
			drop[id] = true
		}
	}
	if len(drop) > 0 {
		in.Drop = func(id segment.ID) bool { return drop[id] }
	}
	return nil
}

// removedSegment makes a segment that removes rows sorted by spol.
func removedSegment(rows []row) (*segment.Segment, error) {
	m := segment.NewMemory(8 * len(rows))
	w := segment.NewWriter(m, newID())
	if err := w.Dict(segment.FirstTerm).Close(); err != nil {
		return nil, err
	}
	for perm := range segment.Permutations {
		sorted := segment.Reorder(slices.Clone(rows), make([]row, len(rows)), spol, perm)
		for _, kind := range [...]segment.Kind{segment.Added, segment.Removed} {
			t := w.Tree(kind, perm)
			if kind == segment.Removed {
				if err := t.AddRows(sorted); err != nil {
					return nil, err
				}
			}
			if err := t.Close(); err != nil {
				return nil, err
			}
		}
	}
	ref, err := w.Finish(segment.Meta{Quads: -int64(len(rows))})
	if err != nil {
		return nil, err
	}
	return segment.Open(m.Bytes(), ref)
}

// keepTerms adds an input of the terms above the base that only the history
// mentions.
func (r *rewriter) keepTerms() error {
	var forms [][]byte
	for _, id := range r.from.dead {
		if !r.kept[id] || r.base != nil && id < r.base.Dict().First()+segment.ID(r.base.Dict().Len()) {
			continue
		}
		form, err := r.from.form(nil, id)
		if err != nil {
			return err
		}
		forms = append(forms, form)
	}
	if len(forms) == 0 {
		return nil
	}
	slices.SortFunc(forms, slices.Compare[[]byte])
	m := segment.NewMemory(1 << 12)
	w := segment.NewWriter(m, newID())
	d := w.Dict(segment.FirstTerm)
	dead := make([]segment.ID, len(forms))
	var err error
	for i, form := range forms {
		if dead[i], err = d.Add(form); err != nil {
			return err
		}
	}
	if err := d.Close(); err != nil {
		return err
	}
	for perm := range segment.Permutations {
		for _, kind := range [...]segment.Kind{segment.Added, segment.Removed} {
			if err := w.Tree(kind, perm).Close(); err != nil {
				return err
			}
		}
	}
	ref, err := w.Finish(segment.Meta{Dead: dead})
	if err != nil {
		return err
	}
	g, err := segment.Open(m.Bytes(), ref)
	if err != nil {
		return err
	}
	r.inputs = append(r.inputs, bulk.Input{Segment: g, Dead: dead})
	return nil
}
