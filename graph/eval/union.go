package eval

import (
	"quipu/graph/algebra"
)

// union runs each branch over each batch of rows, or, without rows below it,
// one branch after the other.
type union struct {
	run      *run
	in       operator // nil: the branches run by themselves
	branches []branch
	at       int
	batch    *batch
}

type branch struct {
	feed *feed // nil where it runs by itself
	op   operator
	from []int // output column to the branch's
}

func (c *compiler) union(in relation, n *algebra.Union) (relation, error) {
	u := &union{run: c.run, in: in.op}
	if _, ok := in.op.(*unit); ok {
		u.in = nil
	}
	out := relation{op: u, cols: in.with(algebra.Vars(n)...), bound: boundBy(in, n)}
	for _, p := range n.Parts {
		start, f := c.unit(), (*feed)(nil)
		if u.in != nil {
			f = &feed{}
			start = relation{op: f, cols: in.cols, bound: in.bound}
		}
		rel, err := c.onto(start, p)
		if err != nil {
			return in, err
		}
		b := branch{feed: f, op: rel.op}
		for _, v := range out.cols {
			b.from = append(b.from, rel.col(v))
		}
		u.branches = append(u.branches, b)
	}
	return out, nil
}

func (u *union) next() (*batch, error) {
	for {
		if u.in != nil && u.batch == nil {
			b, err := u.in.next()
			if b == nil || err != nil {
				return nil, err
			}
			u.batch, u.at = b, 0
			u.load()
		}
		for u.at < len(u.branches) {
			b, err := u.branches[u.at].op.next()
			if err != nil {
				return nil, err
			}
			if b != nil {
				return remap(u.run, b, u.branches[u.at].from), nil
			}
			u.at++
			u.load()
		}
		if u.in == nil {
			return nil, u.run.ctx.Err()
		}
		u.batch = nil
	}
}

// load gives the batch to the current branch.
func (u *union) load() {
	if u.in != nil && u.at < len(u.branches) {
		u.branches[u.at].feed.batch = u.batch
	}
}

func (u *union) close() {
	if u.in != nil {
		u.in.close()
	}
	for _, b := range u.branches {
		b.op.close()
	}
}
