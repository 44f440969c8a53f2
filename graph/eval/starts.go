package eval

import (
	"quipu/graph/source"
)

// starts returns every term that the path can start from: with a path of no
// length every subject and object, else those that have its first link.
func (f *finder) starts(spec *labelSpec) ([]source.ID, error) {
	var out idSet
	if f.nullable {
		err := f.scan(&pathIDs{link: true}, spec, func(m source.Match) {
			out.add(m.Quad[source.S], m.Quad[source.O])
		})
		return out.sorted(), err
	}
	err := f.first(f.path, spec, false, &out)
	return out.sorted(), err
}

// first adds the starts of a path's first links. They are more than the
// path's starts where what follows leads nowhere.
func (f *finder) first(p *pathIDs, spec *labelSpec, backward bool, out *idSet) error {
	switch {
	case p.link:
		return f.scan(p, spec, func(m source.Match) {
			if backward {
				out.add(m.Quad[source.O])
			} else {
				out.add(m.Quad[source.S])
			}
		})
	case p.inverse != nil:
		return f.first(p.inverse, spec, !backward, out)
	case p.repeat != nil:
		return f.first(p.repeat, spec, backward, out)
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
	for _, q := range parts {
		if err := f.first(q, spec, backward, out); err != nil {
			return err
		}
	}
	return nil
}

// labels returns the labels of the quads that any link of the path can be, in
// order; those of all quads where the path needs no link.
func (f *finder) labels() ([]source.ID, error) {
	var out idSet
	from := f.path
	if f.nullable {
		from = &pathIDs{link: true}
	}
	var visit func(p *pathIDs) error
	visit = func(p *pathIDs) error {
		switch {
		case p.link:
			return f.scan(p, &labelSpec{}, func(m source.Match) {
				if l := m.Quad[source.L]; l != source.Unlabelled {
					out.add(l)
				}
			})
		case p.inverse != nil:
			return visit(p.inverse)
		case p.repeat != nil:
			return visit(p.repeat)
		}
		for _, q := range append(p.alt, p.seq...) {
			if err := visit(q); err != nil {
				return err
			}
		}
		return nil
	}
	err := visit(from)
	return out.sorted(), err
}

// scan calls do for every quad that a link can be under a label.
func (f *finder) scan(p *pathIDs, spec *labelSpec, do func(source.Match)) error {
	label, possible := spec.ask()
	if p.none || !possible {
		return f.run.ctx.Err()
	}
	return f.run.each([]source.Pattern{{source.P: p.only, source.L: label}}, func(m source.Match) error {
		if !p.except[m.Quad[source.P]] && spec.fits(m.Quad[source.L]) {
			do(m)
		}
		return nil
	})
}
