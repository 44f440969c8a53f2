package eval

import (
	"quipu/graph/algebra"
	"quipu/graph/source"
)

// filter keeps the rows whose condition is true.
type filter struct {
	run  *run
	in   operator
	cond *expression

	// What the condition came to for values that were there before: to read a
	// date or a number takes longer than to remember that.
	known    rowIndex // of the columns that the condition looks at
	verdicts []verdict
	key      []source.ID
}

type verdict struct{ holds, imprecise bool }

// maxVerdicts is how many verdicts a filter remembers.
const maxVerdicts = 1 << 14

func (c *compiler) filter(in relation, cond algebra.Expr) (relation, error) {
	e, err := c.expression(in, cond)
	if err != nil {
		return in, err
	}
	in.op = &filter{run: c.run, in: in.op, cond: e, known: rowIndex{width: len(e.cols)}}
	return in, nil
}

// fewRows is how many conditions are looked at between two looks at the
// context.
const fewRows = 16

const imprecise = "some rows only possibly match: their values are imprecise"

func (f *filter) next() (*batch, error) {
	for {
		b, err := f.in.next()
		if b == nil || err != nil {
			return nil, err
		}
		if err := f.run.ctx.Err(); err != nil {
			return nil, err
		}
		if err := f.cond.prepare(b); err != nil {
			return nil, err
		}
		out := f.run.newBatch(b.width)
		for i := range b.n {
			if i%fewRows == 0 && f.run.ctx.Err() != nil {
				return nil, f.run.ctx.Err() // a text may be long
			}
			v := f.judge(b.row(i))
			if !v.holds {
				continue
			}
			if v.imprecise {
				f.run.note(imprecise)
			}
			out.add(b.row(i), b.proof(i))
		}
		if out.n > 0 {
			return out, nil
		}
	}
}

// judge returns the condition's verdict on a row.
func (f *filter) judge(row []source.ID) verdict {
	if len(f.verdicts) >= maxVerdicts {
		f.known, f.verdicts = rowIndex{width: len(f.cond.cols)}, f.verdicts[:0]
	}
	f.key = f.key[:0]
	for _, col := range f.cond.cols {
		f.key = append(f.key, row[col])
	}
	n, known := f.known.add(f.key)
	if !known {
		f.cond.imprecise = false
		holds := f.cond.holds(row)
		f.verdicts = append(f.verdicts, verdict{holds, f.cond.imprecise})
	}
	return f.verdicts[n]
}

func (f *filter) close() { f.in.close() }

// extend binds one more column to an expression's value.
type extend struct {
	run   *run
	in    operator
	value *expression
}

func (c *compiler) extend(in relation, n *algebra.Extend) (relation, error) {
	e, err := c.expression(in, n.Expr)
	if err != nil {
		return in, err
	}
	return relation{op: &extend{run: c.run, in: in.op, value: e}, cols: in.with(n.Var), bound: in.bound}, nil
}

func (x *extend) next() (*batch, error) {
	b, err := x.in.next()
	if b == nil || err != nil {
		return nil, err
	}
	ids, err := x.value.ids(b)
	if err != nil {
		return nil, err
	}
	out := x.run.newBatch(b.width + 1)
	for i := range b.n {
		out.add(b.row(i), b.proof(i))[b.width] = ids[i]
	}
	return out, nil
}

func (x *extend) close() { x.in.close() }

// project keeps columns, in an order of its own.
type project struct {
	run  *run
	in   operator
	from []int // column of in, -1 for none
}

func (c *compiler) project(in relation, names []string) relation {
	out := relation{cols: relation{}.with(names...), bound: map[string]bool{}}
	p := &project{run: c.run, in: in.op}
	same := len(out.cols) == len(in.cols)
	for i, v := range out.cols {
		p.from = append(p.from, in.col(v))
		same = same && in.col(v) == i
		if in.bound[v] {
			out.bound[v] = true
		}
	}
	out.op = p
	if same {
		out.op = in.op
	}
	return out
}

func (p *project) next() (*batch, error) {
	b, err := p.in.next()
	if b == nil || err != nil {
		return nil, err
	}
	return remap(p.run, b, p.from), nil
}

func (p *project) close() { p.in.close() }

// remap returns a batch whose column i is b's column from[i], unbound for -1.
func remap(r *run, b *batch, from []int) *batch {
	out := r.newBatch(len(from))
	for i := range b.n {
		row := out.add(nil, b.proof(i))
		for k, col := range from {
			if col >= 0 {
				row[k] = b.row(i)[col]
			} else {
				row[k] = source.Any
			}
		}
	}
	return out
}

// slice skips rows and stops.
type slice struct {
	run  *run
	in   operator
	skip int
	left int // negative: no limit
}

func (s *slice) next() (*batch, error) {
	for s.left != 0 {
		b, err := s.in.next()
		if b == nil || err != nil {
			return nil, err
		}
		from := min(s.skip, b.n)
		s.skip -= from
		to := b.n
		if s.left > 0 {
			to = min(to, from+s.left)
			s.left -= to - from
		}
		if from == to {
			continue
		}
		out := s.run.newBatch(b.width)
		for i := from; i < to; i++ {
			out.add(b.row(i), b.proof(i))
		}
		return out, nil
	}
	return nil, s.run.ctx.Err()
}

func (s *slice) close() { s.in.close() }
