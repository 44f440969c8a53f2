package eval

import (
	"slices"
	"sort"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// order sorts. Where only the first rows are needed it keeps no more than
// twice as many.
type order struct {
	run  *run
	in   operator
	keys []*expression
	desc []bool
	ties []int // columns
	top  int

	rows []sortable
	done bool
}

// sortable is a row with the terms it is sorted by.
type sortable struct {
	ids  []source.ID
	why  *proof
	by   []quad.Value // keys, then ties
	hops []int        // for each of ties, the length of a path
}

func (c *compiler) order(in relation, n *algebra.Order) (relation, error) {
	o := &order{run: c.run, in: in.op, top: n.Top}
	for _, k := range n.Keys {
		e, err := c.expression(in, k.Expr)
		if err != nil {
			return in, err
		}
		o.keys = append(o.keys, e)
		o.desc = append(o.desc, k.Desc)
	}
	names := slices.Clone(n.Ties)
	names = append(names, algebra.Shown(n.In)...)
	for _, v := range names {
		if col := in.col(v); col >= 0 && !slices.Contains(o.ties, col) {
			o.ties = append(o.ties, col)
		}
	}
	in.op = o
	return in, nil
}

func (o *order) next() (*batch, error) {
	if !o.done {
		if err := o.read(); err != nil {
			return nil, err
		}
		o.done = true
	}
	if len(o.rows) == 0 {
		return nil, nil
	}
	n := min(len(o.rows), batchRows)
	out := o.run.newBatch(len(o.rows[0].ids))
	for _, row := range o.rows[:n] {
		out.add(row.ids, row.why)
	}
	o.rows = o.rows[n:]
	return out, nil
}

func (o *order) read() error {
	for {
		b, err := o.in.next()
		if err != nil {
			return err
		}
		if b == nil {
			return o.sort()
		}
		if err := o.add(b); err != nil {
			return err
		}
		if o.top > 0 && len(o.rows) >= 2*o.top+batchRows {
			if err := o.sort(); err != nil {
				return err
			}
		}
	}
}

// add reads the terms a batch is sorted by.
func (o *order) add(b *batch) error {
	if err := o.run.hold(b.n); err != nil {
		return err
	}
	var ids []source.ID
	for i := range b.n {
		for _, col := range o.ties {
			ids = append(ids, b.row(i)[col])
		}
		for _, k := range o.keys {
			for _, col := range k.cols {
				ids = append(ids, b.row(i)[col])
			}
		}
	}
	if err := o.run.resolve(ids); err != nil {
		return err
	}
	for i := range b.n {
		row := sortable{ids: b.row(i), why: b.proof(i)}
		for _, k := range o.keys {
			row.by = append(row.by, k.eval(row.ids))
		}
		for _, col := range o.ties {
			row.by = append(row.by, o.run.terms.value(row.ids[col]))
			p, _ := o.run.terms.path(row.ids[col])
			row.hops = append(row.hops, len(p.hops))
		}
		o.rows = append(o.rows, row)
	}
	return nil
}

func (o *order) sort() error {
	sort.SliceStable(o.rows, func(i, j int) bool { return o.compare(&o.rows[i], &o.rows[j]) < 0 })
	if o.top > 0 && len(o.rows) > o.top {
		o.run.release(len(o.rows) - o.top)
		clear(o.rows[o.top:])
		o.rows = o.rows[:o.top]
	}
	return o.run.ctx.Err()
}

// compare orders two rows. Paths, which have no term, are ordered by length,
// and else as they came.
func (o *order) compare(a, b *sortable) int {
	for i := range a.by {
		c := quads.Order(a.by[i], b.by[i])
		if i < len(o.keys) {
			if o.desc[i] {
				c = -c
			}
		} else if c == 0 {
			c = a.hops[i-len(o.keys)] - b.hops[i-len(o.keys)]
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

func (o *order) close() { o.in.close() }
