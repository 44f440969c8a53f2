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
	under     int // in labels
	rowAt     int
	found     pathEnds // of batch's rows before until, under labels[under]
	until     int
	most      int    // ends that the next search asks for
	pairs     []pair // of the row
	pairAt    int
	one       [1]pair              // pairs, where there is one
	all       map[source.ID][]pair // by label, with neither end bound, once a run
}

// pair is two terms that a path relates, and the links that show it.
type pair struct {
	from, to source.ID
	why      *proof
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
	op := &path{run: c.run, in: in.op, width: len(out.cols), label: -1, most: firstEnds,
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
			p.batch, p.under, p.rowAt, p.until = b, 0, 0, 0
			if err := p.findLabels(); err != nil {
				return false, err
			}
		case p.under == len(p.labels):
			p.batch = nil
		case p.rowAt < p.until:
			p.rowAt++
			if p.pairs = p.pairsOf(p.batch.row(p.rowAt - 1)); len(p.pairs) > 0 {
				return true, nil
			}
		case p.until < p.batch.n:
			if err := p.search(); err != nil {
				return false, err
			}
		default:
			p.under++
			p.rowAt, p.until = 0, 0
			if p.label >= 0 {
				p.forget()
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
