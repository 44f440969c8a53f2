package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// path joins rows with a property path that repeats, with evidence: it keeps
// the links that lead to each pair. It searches from the end that more narrows
// it: of a batch of rows the distinct starts, or the distinct ends, or, where a
// row binds neither, all there are.
type path struct {
	pathRows
	rowAt  int
	found  pathEnds // of batch's rows before until, under labels[under]
	until  int
	most   int    // ends that the next search asks for
	pairs  []pair // of the row
	pairAt int
	one    [1]pair              // pairs, where there is one
	all    map[source.ID][]pair // by label, with neither end bound, once a run
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

// repeat chooses the operator: pairs and their links are kept where evidence is
// wanted, else only which terms were reached.
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
	op := pathRows{run: c.run, in: in.op, width: len(out.cols), label: -1,
		s: place{col: -1, id: ids[0]}, o: place{col: -1, id: ids[1]},
		finder: &finder{run: c.run, path: compiled, nullable: algebra.Nullable(p)}}
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
	if c.run.o.Why {
		out.op = &path{pathRows: op, most: firstEnds, all: map[source.ID][]pair{}}
	} else {
		out.op = &reach{pathRows: op}
	}
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
