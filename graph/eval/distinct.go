package eval

import (
	"quipu/graph/algebra"
)

// distinct drops rows that were there before. With evidence the rows are held,
// because every repetition adds to it.
type distinct struct {
	run  *run
	in   operator
	seen rowIndex
	rows *batch // with evidence: what is yielded at the end
}

func (c *compiler) distinct(in relation, n *algebra.Distinct) relation {
	out := c.project(in, algebra.Shown(n.In))
	if op, ok := c.skips(out, n.In); ok {
		out.op = op
		return out
	}
	d := &distinct{run: c.run, in: out.op, seen: rowIndex{width: len(out.cols)}}
	out.op = d
	return out
}

func (d *distinct) next() (*batch, error) {
	if d.run.o.Why {
		return d.merged()
	}
	for {
		b, err := d.in.next()
		if b == nil || err != nil {
			return nil, err
		}
		out := d.run.newBatch(b.width)
		if err := d.add(b, out); err != nil {
			return nil, err
		}
		if out.n > 0 {
			return out, nil
		}
	}
}

// add appends b's new rows to out, and the evidence of the others to theirs.
func (d *distinct) add(b, out *batch) error {
	for i := range b.n {
		at, known := d.seen.add(b.row(i))
		if known {
			if out.why != nil { // then out has all rows
				if err := d.run.hold(1); err != nil {
					return err
				}
				out.why[at] = both(out.why[at], b.proof(i))
			}
			continue
		}
		if err := d.run.hold(1); err != nil {
			return err
		}
		out.add(b.row(i), b.proof(i))
	}
	return nil
}

func (d *distinct) merged() (*batch, error) {
	if d.rows != nil {
		return nil, nil
	}
	for {
		b, err := d.in.next()
		if err != nil {
			return nil, err
		}
		if d.rows == nil {
			d.rows = d.run.newBatch(d.seen.width)
		}
		if b == nil {
			if d.rows.n == 0 {
				return nil, nil
			}
			return d.rows, nil
		}
		if err := d.add(b, d.rows); err != nil {
			return nil, err
		}
	}
}

func (d *distinct) close() { d.in.close() }
