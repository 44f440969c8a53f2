package eval

import (
	"quipu/graph/source"
)

// pathRows is what both operators for paths know of the rows below them.
type pathRows struct {
	run    *run
	in     operator
	width  int
	s, o   place
	label  int // column of the label's variable, -1 for none
	finder *finder

	labels    []*labelSpec // what to search under, one after the other
	allLabels []*labelSpec // nil until known
	batch     *batch
	under     int // in labels
}

// findLabels tells under which labels to search for a batch: those that its
// rows bind, else, once a run, all there can be. What no quad has as its label
// is none, and a path of no length would not find that out.
func (p *pathRows) findLabels() error {
	if p.label < 0 {
		return nil
	}
	var bound idSet
	for i := range p.batch.n {
		row := p.batch.row(i)
		if p.label >= len(row) || row[p.label] == source.Any {
			return p.findAllLabels()
		}
		if row[p.label]&local == 0 {
			bound.add(row[p.label])
		}
	}
	p.labels = nil
	for _, id := range bound.list {
		spec := only(id)
		if p.finder.nullable {
			used, err := p.finder.any(spec, source.Pattern{source.L: id})
			if err != nil {
				return err
			}
			if !used {
				continue
			}
		}
		p.labels = append(p.labels, spec)
	}
	return nil
}

func (p *pathRows) findAllLabels() error {
	if p.allLabels == nil {
		ids, err := p.finder.labels()
		if err != nil {
			return err
		}
		p.allLabels = make([]*labelSpec, len(ids))
		for i, id := range ids {
			p.allLabels[i] = only(id)
		}
	}
	p.labels = p.allLabels
	return nil
}

// ends returns what a row binds, Any for a free end. ok is false where the
// row wants another label than the one that is searched under.
func (p *pathRows) ends(row []source.ID) (s, o source.ID, ok bool) {
	s, o = p.s.id, p.o.id
	if c := p.s.col; c >= 0 && c < len(row) {
		s = row[c]
	}
	if c := p.o.col; c >= 0 && c < len(row) {
		o = row[c]
	}
	if c := p.label; c >= 0 && c < len(row) && row[c] != source.Any {
		return s, o, p.labels[p.under].list[0] == row[c]
	}
	return s, o, true
}

// put binds the place's variable; false where it is another term already.
func (pl place) put(row []source.ID, id source.ID) bool {
	if pl.col < 0 {
		return pl.id == id
	}
	if row[pl.col] == source.Any {
		row[pl.col] = id
	}
	return row[pl.col] == id
}

func (p *pathRows) close() { p.in.close() }
