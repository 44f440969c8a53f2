package eval

import (
	"quipu/graph/source"
)

// starts returns every term that the path can start from, in order: with a
// path of no length every subject and object, else those that have its first
// link. They are more than the path's starts where what follows leads nowhere.
func (f *finder) starts(spec *labelSpec) ([]source.ID, error) {
	found := f.newFrontier([]node{{starts: 1}})
	defer found.drop()
	if f.nullable {
		err := f.scan(&pathIDs{link: true}, spec, func(m *source.Match) error {
			if err := found.add(m.Quad[source.S], 1); err != nil {
				return err
			}
			return found.add(m.Quad[source.O], 1)
		})
		return idsOf(found.take()), err
	}
	for _, l := range firstLinks(f.path, false) {
		err := f.scan(l.link, spec, func(m *source.Match) error { return found.add(m.Quad[l.near()], 1) })
		if err != nil {
			return nil, err
		}
	}
	return idsOf(found.take()), nil
}

func idsOf(nodes []node) []source.ID {
	ids := make([]source.ID, len(nodes))
	for i, n := range nodes {
		ids[i] = n.id
	}
	return ids
}

// directed is a link and which way it is followed.
type directed struct {
	link     *pathIDs
	backward bool
}

// near is the place of a quad at which it is entered.
func (d directed) near() int {
	if d.backward {
		return source.O
	}
	return source.S
}

// firstLinks returns the links that a path can begin with.
func firstLinks(p *pathIDs, backward bool) []directed {
	switch {
	case p.link:
		return []directed{{p, backward}}
	case p.inverse != nil:
		return firstLinks(p.inverse, !backward)
	case p.repeat != nil:
		return firstLinks(p.repeat, backward)
	}
	parts := p.alt
	for i := range p.seq {
		q := p.seq[i]
		if backward {
			q = p.seq[len(p.seq)-1-i]
		}
		parts = append(parts, q)
		if !q.nullable() {
			break
		}
	}
	var out []directed
	for _, q := range parts {
		out = append(out, firstLinks(q, backward)...)
	}
	return out
}

// labels returns the labels of the quads that any link of the path can be, in
// order; those of all quads where the path needs no link.
func (f *finder) labels() ([]source.ID, error) {
	found := f.newFrontier([]node{{starts: 1}})
	defer found.drop()
	links := f.path.links()
	if f.nullable {
		links = []*pathIDs{{link: true}}
	}
	for _, l := range links {
		err := f.scan(l, &labelSpec{}, func(m *source.Match) error {
			if label := m.Quad[source.L]; label != source.Unlabelled {
				return found.add(label, 1)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return idsOf(found.take()), nil
}

// links returns all links of a path.
func (p *pathIDs) links() []*pathIDs {
	switch {
	case p.link:
		return []*pathIDs{p}
	case p.inverse != nil:
		return p.inverse.links()
	case p.repeat != nil:
		return p.repeat.links()
	}
	var out []*pathIDs
	for _, q := range p.alt {
		out = append(out, q.links()...)
	}
	for _, q := range p.seq {
		out = append(out, q.links()...)
	}
	return out
}

// scan calls do for every quad that a link can be under a label.
func (f *finder) scan(p *pathIDs, spec *labelSpec, do func(*source.Match) error) error {
	label, possible := spec.ask()
	if p.none || !possible {
		return f.run.ctx.Err()
	}
	return f.eachLink(p, []source.Pattern{{source.P: p.only, source.L: label}}, spec, do)
}
