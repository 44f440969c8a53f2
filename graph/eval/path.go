package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// path joins rows with a property path that repeats. It searches from the end
// that more narrows it: of a batch of rows the distinct starts, or the
// distinct ends, or, where a row binds neither, all there are.
type path struct {
	run    *run
	in     operator
	width  int
	s, o   place
	label  int // column of the label's variable, -1 for none
	finder *finder

	labels    []*labelSpec // what to search under, one after the other
	allLabels []*labelSpec // nil until known
	batch     *batch
	under     int       // in labels
	found     *pathEnds // of batch, under labels[under]
	rowAt     int
	pairs     []pair // of the row
	pairAt    int
	all       map[source.ID][]pair // by label, with neither end bound, once a run
}

// pair is two terms that a path relates, and the links that show it.
type pair struct {
	from, to source.ID
	why      *proof
}

// pathEnds are the pairs found for a batch, by the end that was given.
type pathEnds struct {
	onward, back map[source.ID][]pair
	all          []pair
	fromEnd      bool // rows that bind both ends were searched from the end
}

func (c *compiler) path(in relation, n *algebra.PathPattern) (relation, error) {
	switch p := n.Path.(type) {
	case algebra.NotLinks:
		if len(p.Backward) == 0 {
			return c.scan(in, n, n.S, algebra.Term{}, n.O, n.Label, p.Forward)
		}
		return c.onto(in, algebra.Expand(n, c.fresh))
	case algebra.Repeat:
		return c.repeat(in, n, p)
	default:
		return c.expanded(in, n)
	}
}

// expanded runs what a path stands for, without the variables in between.
func (c *compiler) expanded(in relation, n *algebra.PathPattern) (relation, error) {
	rel, err := c.onto(in, algebra.Expand(n, c.fresh))
	if err != nil {
		return rel, err
	}
	return c.project(rel, in.with(algebra.Vars(n)...)), nil
}

func (c *compiler) repeat(in relation, n *algebra.PathPattern, p algebra.Repeat) (relation, error) {
	spec, err := c.label(n.Label)
	if err != nil {
		return in, err
	}
	ids, err := c.run.intern([]quad.Value{n.S.Value, n.O.Value})
	if err != nil {
		return in, err
	}
	compiled, err := c.run.compilePath(p)
	if err != nil {
		return in, err
	}
	out := relation{cols: in.with(algebra.Vars(n)...), bound: boundBy(in, n)}
	op := &path{run: c.run, in: in.op, width: len(out.cols), label: -1,
		s: place{col: -1, id: ids[0]}, o: place{col: -1, id: ids[1]},
		finder: &finder{run: c.run, path: compiled, nullable: algebra.Nullable(p)}, all: map[source.ID][]pair{}}
	if n.S.Var != "" {
		op.s.col = out.col(n.S.Var)
	}
	if n.O.Var != "" {
		op.o.col = out.col(n.O.Var)
	}
	if spec.kind == algebra.BindLabel {
		op.label = out.col(n.Label.Var)
	} else {
		op.labels = []*labelSpec{spec}
	}
	out.op = op
	return out, nil
}

func (p *path) next() (*batch, error) {
	out := p.run.newBatch(p.width)
	for !out.full() {
		if p.pairAt < len(p.pairs) {
			p.emit(out, p.pairs[p.pairAt])
			p.pairAt++
			continue
		}
		more, err := p.advance()
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	if out.n == 0 {
		return nil, p.run.ctx.Err()
	}
	p.run.work.Rows += int64(out.n)
	return out, nil
}

// advance moves to the next row, label or batch that has pairs.
func (p *path) advance() (bool, error) {
	p.pairs, p.pairAt = nil, 0
	for {
		if err := p.run.ctx.Err(); err != nil {
			return false, err
		}
		switch {
		case p.batch == nil:
			b, err := p.in.next()
			if b == nil || err != nil {
				return false, err
			}
			p.batch, p.under, p.found = b, 0, nil
			if err := p.findLabels(); err != nil {
				return false, err
			}
		case p.under == len(p.labels):
			p.batch = nil
		case p.found == nil:
			if err := p.search(); err != nil {
				return false, err
			}
		case p.rowAt == p.batch.n:
			p.run.release(p.found.size())
			p.found = nil
			p.under++
		default:
			p.rowAt++
			if p.pairs = p.pairsOf(p.batch.row(p.rowAt - 1)); len(p.pairs) > 0 {
				return true, nil
			}
		}
	}
}

// findLabels tells under which labels to search for a batch: those that its
// rows bind, else, once a run, all there can be.
func (p *path) findLabels() error {
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
		p.labels = append(p.labels, only(id))
	}
	return nil
}

func (p *path) findAllLabels() error {
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
func (p *path) ends(row []source.ID) (s, o source.ID, ok bool) {
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

// search finds the pairs for all rows of the batch.
func (p *path) search() error {
	spec := p.labels[p.under]
	starts, ends, bothStarts, bothEnds := idSet{}, idSet{}, idSet{}, idSet{}
	free := false
	for i := range p.batch.n {
		s, o, ok := p.ends(p.batch.row(i))
		switch {
		case !ok:
		case s != source.Any && o != source.Any:
			bothStarts.add(s)
			bothEnds.add(o)
		case s != source.Any:
			starts.add(s)
		case o != source.Any:
			ends.add(o)
		default:
			free = true
		}
	}
	found := &pathEnds{fromEnd: p.searchFromEnd(len(bothStarts.list), len(bothEnds.list))}
	if found.fromEnd {
		ends.add(bothEnds.list...)
	} else {
		starts.add(bothStarts.list...)
	}
	var err error
	if found.onward, err = p.finder.from(starts.list, spec, false, p.s.col >= 0); err != nil {
		return err
	}
	if found.back, err = p.finder.from(ends.list, spec, true, p.o.col >= 0); err != nil {
		return err
	}
	if free {
		if found.all, err = p.everything(spec); err != nil {
			return err
		}
	}
	p.found, p.rowAt = found, 0
	return nil
}

// searchFromEnd chooses the side for rows that bind both: a constant, else the
// side with fewer terms.
func (p *path) searchFromEnd(starts, ends int) bool {
	if p.s.col < 0 || p.o.col < 0 {
		return p.s.col >= 0
	}
	return ends < starts
}

// everything finds all pairs, once a run.
func (p *path) everything(spec *labelSpec) ([]pair, error) {
	var label source.ID // Any unless the label is a variable
	if p.label >= 0 {
		label = spec.list[0]
	}
	if pairs, ok := p.all[label]; ok {
		return pairs, nil
	}
	starts, err := p.finder.starts(spec)
	if err != nil {
		return nil, err
	}
	pairs, err := p.finder.pairs(starts, spec, false)
	p.all[label] = pairs
	return pairs, err
}

func (e *pathEnds) size() int {
	n := 0
	for _, pairs := range e.onward {
		n += len(pairs)
	}
	for _, pairs := range e.back {
		n += len(pairs)
	}
	return n
}

func (p *path) pairsOf(row []source.ID) []pair {
	s, o, ok := p.ends(row)
	switch {
	case !ok:
		return nil
	case s == source.Any && o == source.Any:
		return p.found.all
	case s == source.Any || o != source.Any && p.found.fromEnd:
		return p.found.back[o]
	default:
		return p.found.onward[s]
	}
}

// emit puts out the row with a pair, if it fits.
func (p *path) emit(out *batch, pr pair) {
	i := p.rowAt - 1
	row := out.add(p.batch.row(i), nil)
	fits := p.s.put(row, pr.from) && p.o.put(row, pr.to)
	if fits && p.label >= 0 {
		fits = place{col: p.label}.put(row, p.labels[p.under].list[0])
	}
	if !fits {
		out.drop()
		return
	}
	if out.why != nil {
		out.why[out.n-1] = both(p.batch.proof(i), pr.why)
	}
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

func (p *path) close() { p.in.close() }
