package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
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
	case algebra.AnyLabel:
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
	var err error
	switch l.Kind {
	case algebra.AnyLabel, algebra.BindLabel, algebra.NoLabel:
	case algebra.ExactLabel:
		s.list, err = c.run.known(l.Terms)
	case algebra.LeadsTo, algebra.NotLeadsTo:
		s.list, err = c.run.leadTo(l.Terms)
	case algebra.SaidIn:
		s.list, err = c.run.saidIn(l.Terms[0], l.Terms[1])
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
func (r *run) known(terms []algebra.Term) ([]source.ID, error) {
	values := make([]quad.Value, len(terms))
	for i, t := range terms {
		values[i] = t.Value
	}
	ids := make([]source.ID, len(values))
	if len(values) > 0 {
		if err := r.src.IDs(r.ctx, values, ids); err != nil {
			return nil, err
		}
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

// leadTo returns the labels that are one of the terms or lead to one.
func (r *run) leadTo(terms []algebra.Term) ([]source.ID, error) {
	out, err := r.known(terms)
	if err != nil || len(out) == 0 {
		return out, err
	}
	prov, err := r.known([]algebra.Term{
		algebra.Constant(quads.WasDerivedFrom), algebra.Constant(quads.WasAttributedTo), algebra.Constant(quads.WasQuotedFrom)})
	if err != nil {
		return nil, err
	}
	seen := setOf(out)
	for frontier := out; len(frontier) > 0; {
		from := len(out)
		err := r.each(pointingAt(prov, frontier), func(m source.Match) error {
			if s := m.Quad[source.S]; !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		frontier = out[from:]
	}
	return out, nil
}

// saidIn returns the labels attributed to what leads to the speaker and
// derived from what leads to the document.
func (r *run) saidIn(speaker, document algebra.Term) ([]source.ID, error) {
	said, err := r.oneStep(quads.WasAttributedTo, speaker)
	if err != nil {
		return nil, err
	}
	in, err := r.oneStep(quads.WasDerivedFrom, document)
	if err != nil {
		return nil, err
	}
	inSet := setOf(in)
	var out []source.ID
	for _, id := range said {
		if inSet[id] {
			out = append(out, id)
		}
	}
	return out, nil
}

// oneStep returns the subjects of predicate whose object leads to a term.
func (r *run) oneStep(predicate quad.IRI, to algebra.Term) ([]source.ID, error) {
	objects, err := r.leadTo([]algebra.Term{to})
	if err != nil {
		return nil, err
	}
	p, err := r.known([]algebra.Term{algebra.Constant(predicate)})
	if err != nil {
		return nil, err
	}
	var out []source.ID
	seen := map[source.ID]bool{}
	err = r.each(pointingAt(p, objects), func(m source.Match) error {
		if s := m.Quad[source.S]; !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
		return nil
	})
	return out, err
}

func pointingAt(predicates, objects []source.ID) []source.Pattern {
	var patterns []source.Pattern
	for _, o := range objects {
		for _, p := range predicates {
			patterns = append(patterns, source.Pattern{source.Any, p, o, source.Any})
		}
	}
	return patterns
}
