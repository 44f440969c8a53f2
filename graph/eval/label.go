package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// labelSpec says which labels fit a pattern.
type labelSpec struct {
	kind algebra.LabelKind
	set  map[source.ID]bool // of LeadsTo, ExactLabel, NotLeadsTo, SaidIn
	list []source.ID        // the set, in the order it was found
}

// fits reports whether a quad with this label matches.
func (s *labelSpec) fits(label source.ID) bool {
	switch s.kind {
	case algebra.AnyLabel, algebra.EachQuad:
		return true
	case algebra.BindLabel:
		return label != source.Unlabelled
	case algebra.NoLabel:
		return label == source.Unlabelled
	case algebra.NotLeadsTo:
		return label != source.Unlabelled && !s.set[label]
	default:
		return s.set[label]
	}
}

// eachQuad reports whether every quad is a match, not every triple.
func (s *labelSpec) eachQuad() bool {
	return s.kind == algebra.BindLabel || s.kind == algebra.EachQuad
}

// ask returns the label to scan for, Any where several may fit. ok is false
// where none does.
func (s *labelSpec) ask() (id source.ID, ok bool) {
	switch s.kind {
	case algebra.NoLabel:
		return source.Unlabelled, true
	case algebra.LeadsTo, algebra.ExactLabel, algebra.SaidIn:
		if len(s.list) == 1 {
			return s.list[0], true
		}
		return source.Any, len(s.list) > 0
	default:
		return source.Any, true
	}
}

// only returns the spec that one label fits.
func only(label source.ID) *labelSpec {
	return &labelSpec{kind: algebra.ExactLabel, set: map[source.ID]bool{label: true}, list: []source.ID{label}}
}

// label computes what a pattern says of its label, once a run.
func (c *compiler) label(l algebra.Label) (*labelSpec, error) {
	key := l.String()
	if s, ok := c.labels[key]; ok {
		return s, nil
	}
	s := &labelSpec{kind: l.Kind}
	terms := make([]quad.Value, len(l.Terms))
	for i, t := range l.Terms {
		terms[i] = t.Value
	}
	var err error
	switch l.Kind {
	case algebra.AnyLabel, algebra.EachQuad, algebra.BindLabel, algebra.NoLabel:
	case algebra.ExactLabel:
		s.list, err = c.run.known(terms...)
	case algebra.LeadsTo, algebra.NotLeadsTo:
		if s.list, err = c.run.known(terms...); err == nil {
			s.list, err = source.LeadingTo(c.run.ctx, c.run.src, s.list...)
		}
	case algebra.SaidIn:
		s.list, err = c.run.saidIn(terms[0], terms[1])
	default:
		err = badTree("no such label kind: %d", l.Kind)
	}
	if err != nil {
		return nil, err
	}
	s.set = setOf(s.list)
	if c.labels == nil {
		c.labels = map[string]*labelSpec{}
	}
	c.labels[key] = s
	return s, nil
}

func setOf(ids []source.ID) map[source.ID]bool {
	set := make(map[source.ID]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// known returns the ids of those of the terms that the source has, each once.
func (r *run) known(terms ...quad.Value) ([]source.ID, error) {
	if len(terms) == 0 {
		return nil, nil
	}
	ids := make([]source.ID, len(terms))
	if err := r.src.IDs(r.ctx, terms, ids); err != nil {
		return nil, err
	}
	seen := map[source.ID]bool{source.Any: true}
	var out []source.ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out, nil
}

// knownIRIs returns the set of the ids of those of the IRIs that the source has.
func (r *run) knownIRIs(iris []quad.IRI) (map[source.ID]bool, error) {
	terms := make([]quad.Value, len(iris))
	for i, iri := range iris {
		terms[i] = iri
	}
	ids, err := r.known(terms...)
	return setOf(ids), err
}

// saidIn returns the labels of a speaker in a document.
func (r *run) saidIn(speaker, document quad.Value) ([]source.ID, error) {
	var ids [2]source.ID
	if err := r.src.IDs(r.ctx, []quad.Value{speaker, document}, ids[:]); err != nil {
		return nil, err
	}
	return source.SaidIn(r.ctx, r.src, ids[0], ids[1])
}
