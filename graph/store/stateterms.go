package store

import (
	"context"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/graph/store/segment"
)

// find returns the id of a term that some quad has, else Any.
func (s *state) find(v quad.Value) (segment.ID, error) {
	id, err := s.lookUp(v, s.terms)
	if err != nil || id == segment.Any {
		return segment.Any, err
	}
	used, err := s.isAlive(id)
	if err != nil || !used {
		return segment.Any, err
	}
	return id, nil
}

// isAlive reports whether some quad has a term.
func (s *state) isAlive(id segment.ID) (bool, error) {
	if s.past != nil {
		return s.isUsed(id)
	}
	return !s.isDead(id), nil
}

// lookUp returns the id of a term, dead or not, where the overlay has some
// terms.
func (s *state) lookUp(v quad.Value, terms []quad.Value) (segment.ID, error) {
	if !known(v) {
		return segment.Any, nil
	}
	if id := s.dict.find(v, terms); id != segment.Any || len(s.segments) == 0 {
		return id, nil
	}
	var space [128]byte
	return s.findForm(appendForm(space[:0], v))
}

// findForm looks a term up in the segments.
func (s *state) findForm(form []byte) (segment.ID, error) {
	for _, g := range s.segments {
		if id, ok, err := g.Dict().Find(form); err != nil || ok {
			return id, err
		}
	}
	return segment.Any, nil
}

func (s *state) isDead(id segment.ID) bool {
	_, dead := slices.BinarySearch(s.dead, id)
	return dead
}

// term returns the term of an id; nil where there is none.
func (s *state) term(id segment.ID) (quad.Value, error) {
	if id >= s.dict.first {
		if i := int(id - s.dict.first); i < len(s.terms) {
			return s.terms[i], nil
		}
		return nil, nil
	}
	if id < segment.FirstTerm {
		return nil, nil
	}
	var space [256]byte
	form, err := s.dictOf(id).AppendForm(space[:0], id)
	if err != nil {
		return nil, err
	}
	return parseForm(form)
}

// dictOf returns the dictionary of the segment that has an id.
func (s *state) dictOf(id segment.ID) *segment.Dict {
	i := len(s.segments) - 1
	for i > 0 && id < s.segments[i].Dict().First() {
		i--
	}
	return s.segments[i].Dict()
}

// form appends the form of a term that the state has.
func (s *state) form(dst []byte, id segment.ID) ([]byte, error) {
	if id >= s.dict.first {
		return appendForm(dst, s.terms[id-s.dict.first]), nil
	}
	return s.dictOf(id).AppendForm(dst, id)
}

// IDs implements source.Source.
func (s *state) IDs(ctx context.Context, terms []quad.Value, out []source.ID) (err error) {
	defer s.guard(faultsPanic(), &err)
	for i, v := range terms {
		id, err := s.find(v)
		if err != nil {
			return err
		}
		out[i] = source.ID(id)
		if i%checkEvery == checkEvery-1 && ctx.Err() != nil {
			break
		}
	}
	return ctx.Err()
}

// Terms implements source.Source.
func (s *state) Terms(ctx context.Context, ids []source.ID, out []quad.Value) (err error) {
	defer s.guard(faultsPanic(), &err)
	end := source.ID(s.end())
	for i, id := range ids {
		out[i] = nil
		if id >= end {
			continue
		}
		if out[i], err = s.term(segment.ID(id)); err != nil {
			return err
		}
		if i%checkEvery == checkEvery-1 && ctx.Err() != nil {
			break
		}
	}
	return ctx.Err()
}
