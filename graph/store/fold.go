package store

import (
	"context"
	"slices"

	"quipu/graph/store/segment"
)

// The overlay is folded into a segment when it has grown so large that reading
// it from the log when the file is opened takes milliseconds.
const (
	foldRows  = 16384
	foldBytes = 4 << 20
)

// foldFactor is by how much a segment has to be larger than all that lies on
// top of it to stay as it is: so a quad is copied but a few times however
// large the graph grows, and there are never many segments.
const foldFactor = 8

// fold puts the overlay of a state, if it is large, into a segment on top of
// those that are there, together with the smaller ones of them. Ids stay.
func (s *Store) fold(ctx context.Context, st *state) error {
	rows := st.added.len() + st.removed.len()
	if rows < s.foldAt && st.dict.bytes < foldBytes {
		return nil
	}
	from, size := len(st.segments), int64(rows)
	for from > 0 {
		// The segment at the bottom is only rewritten with all of its file,
		// which makes ids that are in the order of the terms.
		g := st.segments[from-1]
		n := g.Tree(segment.Added, spol).Len() + g.Tree(segment.Removed, spol).Len()
		if from == 1 || n > foldFactor*size {
			break
		}
		size += n
		from--
	}
	next, err := s.foldFrom(ctx, st, from)
	if err == nil {
		s.publish(next)
	}
	return err
}

// foldFrom makes one segment of those from number `from` on and the overlay.
func (s *Store) foldFrom(ctx context.Context, st *state, from int) (*state, error) {
	id := newID()
	if s.path == "" {
		m := segment.NewMemory(1 << 16)
		ref, err := writeFolded(ctx, st, from, m, id)
		if err != nil {
			return nil, err
		}
		return s.folded(st, from, m.Bytes(), ref)
	}
	e, err := s.writer.Extent()
	if err != nil {
		return nil, s.fileError(err)
	}
	defer e.Close()
	ref, err := writeFolded(ctx, st, from, e, id)
	if err != nil {
		return nil, err
	}
	b, err := e.Bytes()
	if err != nil {
		return nil, s.fileError(err)
	}
	next, err := s.folded(st, from, segment.Bytes(b), ref)
	if err != nil {
		return nil, err
	}
	if err := e.Reroot(next.root()); err != nil {
		return nil, s.fileError(err)
	}
	s.mu.Lock()
	s.read = s.file.Header().LogStart
	s.mu.Unlock()
	return next, nil
}

// folded is a state with a segment in place of all from a number on.
func (s *Store) folded(st *state, from int, b segment.Bytes, ref segment.Ref) (*state, error) {
	g, err := s.openSegment(b, ref)
	if err != nil {
		return nil, err
	}
	next, err := s.stack(append(slices.Clone(st.segments[:from]), g))
	if err != nil {
		return nil, err
	}
	next.commit, next.numbering = st.commit, st.numbering
	return next, nil
}

// writeFolded writes the segment.
func writeFolded(ctx context.Context, st *state, from int, sink segment.Sink, id uint64) (ref segment.Ref, err error) {
	defer st.guard(faultsPanic(), &err)
	first := st.dict.first
	if from < len(st.segments) {
		first = st.segments[from].Dict().First()
	}
	w := segment.NewWriter(sink, id)
	if err := writeTerms(ctx, st, from, w.Dict(first)); err != nil {
		return ref, err
	}
	m := segment.Meta{Quads: st.size.Quads, Triples: st.size.Triples, Dead: st.dead}
	for _, g := range st.segments[:from] {
		m.Quads -= g.Meta().Quads
		m.Triples -= g.Meta().Triples
	}
	for perm := range segment.Permutations {
		if err := writeRows(ctx, st, from, w, perm); err != nil {
			return ref, err
		}
	}
	return w.Finish(m)
}

// writeTerms writes the terms of the segments from a number on and of the
// overlay, which keep their ids.
func writeTerms(ctx context.Context, st *state, from int, w *segment.DictWriter) error {
	m, err := st.mergeTerms(ctx, from, nil)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		t, ok, err := m.next()
		if err != nil {
			return err
		}
		if !ok {
			return w.Close()
		}
		if err := w.AddID(t.form, t.id); err != nil {
			return err
		}
	}
}

// writeRows writes, in one permutation, what the layers come to.
func writeRows(ctx context.Context, st *state, from int, w *segment.Writer, perm int) error {
	added, removed := w.Tree(segment.Added, perm), w.Tree(segment.Removed, perm)
	err := eachNet(ctx, st, from, perm, func(r row, sum int) error {
		if sum > 0 {
			return added.Add(r)
		}
		return removed.Add(r)
	})
	if err != nil {
		return err
	}
	if err := added.Close(); err != nil {
		return err
	}
	return removed.Close()
}

// eachNet calls f for each row that the layers from a number on add to the
// state below them (sum 1) or remove from it (-1).
func eachNet(ctx context.Context, st *state, from, perm int, f func(r row, sum int) error) error {
	upper := *st
	upper.segments = st.segments[from:]
	m := rowMerge{state: &upper}
	if err := m.openAll(perm); err != nil {
		return err
	}
	for n := 0; len(m.streams) > 0; n++ {
		if n%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		r, sum, err := m.pop()
		if err != nil {
			return err
		}
		switch sum {
		case 0: // nothing came of it, or there was nothing to take
		case 1, -1:
			if err := f(r, sum); err != nil {
				return err
			}
		default:
			return errContradiction
		}
	}
	return nil
}
