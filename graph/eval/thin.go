package eval

import "quipu/graph/algebra"

// thin drops rows that were there before, as long as it may remember them: a
// row too many is no mistake.
type thin struct {
	run  *run
	in   operator
	seen rowIndex
	full bool // it remembers no more
}

func (c *compiler) thin(in relation, n *algebra.Thin) relation {
	out := c.project(in, n.Vars)
	if c.run.o.Why {
		return out // a repeated row has evidence of its own
	}
	op := &thin{run: c.run, in: out.op, seen: rowIndex{width: len(out.cols)}}
	c.run.spares = append(c.run.spares, op)
	out.op = op
	return out
}

func (t *thin) next() (*batch, error) {
	for {
		b, err := t.in.next()
		if b == nil || err != nil {
			return nil, err
		}
		out := t.run.newBatch(b.width)
		for i := range b.n {
			row := b.row(i)
			if t.full || t.run.held >= t.run.o.MaxHeld/2 { // leave the rest to those who need it
				if t.seen.find(row) < 0 {
					out.add(row, nil)
				}
				continue
			}
			if _, known := t.seen.add(row); known {
				continue
			}
			if err := t.run.hold(1); err != nil {
				return nil, err
			}
			out.add(row, nil)
		}
		if out.n > 0 {
			return out, nil
		}
		if err := t.run.ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// spare implements the interface.
func (t *thin) spare() {
	t.run.release(t.seen.n)
	t.seen, t.full = rowIndex{width: t.seen.width}, true
}

func (t *thin) close() { t.in.close() }
