package eval

import (
	"cmp"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// order sorts. Where only the first rows are needed it keeps no more than
// twice as many, and drops at once what comes behind them.
type order struct {
	run  *run
	in   operator
	keys []*expression
	desc []bool // of keys
	ties []int  // columns
	top  int

	rows []sortable
	last []sortKey // of the last row that is needed; nil while there are too few
	done bool
}

// sortable is a row with the values it is sorted by: keys, then ties.
type sortable struct {
	ids []source.ID
	why *proof
	by  []source.ID
}

// sortKey is a value made ready to be compared. Paths have no term: they are
// ordered by length, and else as they came.
type sortKey struct {
	quads.Key
	hops int
}

func (k sortKey) compare(other sortKey) int {
	return cmp.Or(k.Key.Compare(other.Key), k.hops-other.hops)
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

// add keeps the rows of a batch, but for those behind the last one needed.
func (o *order) add(b *batch) error {
	width := len(o.keys) + len(o.ties)
	by := make([]source.ID, b.n*width)
	for k, key := range o.keys {
		ids, err := key.ids(b)
		if err != nil {
			return err
		}
		for i, id := range ids {
			by[i*width+k] = id
		}
	}
	for i := range b.n {
		for k, col := range o.ties {
			by[i*width+len(o.keys)+k] = b.row(i)[col]
		}
	}
	if o.last != nil {
		if err := o.run.resolve(by); err != nil {
			return err
		}
	}
	for i := range b.n {
		row := sortable{ids: b.row(i), why: b.proof(i), by: by[i*width : (i+1)*width]}
		if o.last != nil && o.compareLast(row.by) >= 0 {
			continue
		}
		if err := o.run.hold(1); err != nil {
			return err
		}
		o.rows = append(o.rows, row)
	}
	return o.run.ctx.Err()
}

// compareLast compares a row whose values are resolved with the last needed.
func (o *order) compareLast(by []source.ID) int {
	for k, id := range by {
		c := o.key(id).compare(o.last[k])
		if k < len(o.desc) && o.desc[k] {
			c = -c
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// key is the sort key of a value that is resolved.
func (o *order) key(id source.ID) sortKey {
	p, _ := o.run.terms.path(id)
	return sortKey{quads.KeyOf(o.run.terms.value(id)), len(p.hops)}
}

// sort sorts the rows and keeps those that are needed.
func (o *order) sort() error {
	ranks, err := o.ranks()
	if err != nil {
		return err
	}
	list, err := sorted(o.run.ctx, len(o.rows), func(i, j int) int {
		a, b := ranks[i], ranks[j]
		for k := range a {
			if a[k] != b[k] {
				if k < len(o.desc) && o.desc[k] {
					return b[k] - a[k]
				}
				return a[k] - b[k]
			}
		}
		return 0
	})
	if err != nil {
		return err
	}
	if o.top > 0 && len(list) >= o.top {
		o.run.release(len(list) - o.top)
		list = list[:o.top]
		o.last = nil
		by := o.rows[list[o.top-1]].by
		if err := o.run.resolve(by); err != nil {
			return err
		}
		for _, id := range by {
			o.last = append(o.last, o.key(id))
		}
	}
	rows := make([]sortable, len(list))
	for i, k := range list {
		rows[i] = o.rows[k]
	}
	o.rows = rows
	return nil
}

// ranks returns for each row the places of its values among all there are:
// terms are compared once, and not once a row.
func (o *order) ranks() ([][]int, error) {
	ids, keys, err := o.distinct()
	if err != nil {
		return nil, err
	}
	list, err := sorted(o.run.ctx, len(ids), func(i, j int) int { return keys[i].compare(keys[j]) })
	if err != nil {
		return nil, err
	}
	rank := make(map[source.ID]int, len(ids))
	for at, i := range list {
		if at%batchRows == 0 && o.run.ctx.Err() != nil {
			return nil, o.run.ctx.Err()
		}
		if at > 0 && keys[list[at-1]].compare(keys[i]) == 0 {
			rank[ids[i]] = rank[ids[list[at-1]]]
		} else {
			rank[ids[i]] = at
		}
	}
	ranks := make([][]int, len(o.rows))
	for i, row := range o.rows {
		if i%batchRows == 0 && o.run.ctx.Err() != nil {
			return nil, o.run.ctx.Err()
		}
		ranks[i] = make([]int, len(row.by))
		for k, id := range row.by {
			ranks[i][k] = rank[id]
		}
	}
	return ranks, nil
}

// distinct returns the different values that rows are sorted by.
func (o *order) distinct() ([]source.ID, []sortKey, error) {
	var set idSet
	for i, row := range o.rows {
		if i%batchRows == 0 && o.run.ctx.Err() != nil {
			return nil, nil, o.run.ctx.Err()
		}
		set.add(row.by...)
	}
	keys := make([]sortKey, 0, len(set.list))
	for part := range slices.Chunk(set.list, batchRows) {
		if err := o.run.resolve(part); err != nil {
			return nil, nil, err
		}
		for _, id := range part {
			keys = append(keys, o.key(id))
		}
		if err := o.run.ctx.Err(); err != nil {
			return nil, nil, err
		}
	}
	return set.list, keys, nil
}

func (o *order) close() { o.in.close() }
