package eval

import (
	"maps"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// seeded is the right side of an Optional or a Not, run over a batch of the
// left side's rows. Each of them is numbered in a column of its own, so that
// what comes out is known to belong to it.
type seeded struct {
	run    *run
	left   operator
	feed   *feed
	right  operator
	number int   // column of the numbers
	from   []int // output column to right's column
}

func (c *compiler) seeded(left relation, n algebra.Node) (*seeded, relation, error) {
	s := &seeded{run: c.run, left: left.op, feed: &feed{}, number: len(left.cols)}
	rel := relation{op: s.feed, cols: append(slices.Clone(left.cols), c.fresh()), bound: maps.Clone(left.bound)}
	conds, n := conditions(n)
	rel, err := c.onto(rel, n)
	for i := len(conds) - 1; i >= 0 && err == nil; i-- {
		rel, err = c.filter(rel, conds[i])
	}
	if err != nil {
		return nil, left, err
	}
	s.right = rel.op
	out := relation{bound: left.bound}
	for i, v := range rel.cols {
		if i != s.number {
			out.cols = append(out.cols, v)
			s.from = append(s.from, i)
		}
	}
	return s, out, nil
}

// load gives the next batch of the left side to the right one.
func (s *seeded) load() (*batch, error) {
	b, err := s.left.next()
	if b == nil || err != nil {
		return nil, err
	}
	seeds := s.run.newBatch(b.width + 1)
	for i := range b.n {
		seeds.add(b.row(i), b.proof(i))[b.width] = source.ID(i)
	}
	s.feed.batch = seeds
	return b, nil
}

func (s *seeded) close() {
	s.left.close()
	s.right.close()
}

// optional is a left join.
type optional struct{ *seeded }

func (c *compiler) optional(in relation, n *algebra.Optional) (relation, error) {
	left, err := c.onto(in, n.Left)
	if err != nil {
		return left, err
	}
	s, out, err := c.seeded(left, n.Right)
	if err != nil {
		return left, err
	}
	out.op = &optional{s}
	return out, nil
}

// next joins a batch and puts the results in the order of its rows.
func (o *optional) next() (*batch, error) {
	left, err := o.load()
	if left == nil || err != nil {
		return nil, err
	}
	joined := o.run.newBatch(len(o.from))
	var numbers []int // the left row of each joined one
	matched := make([]bool, left.n)
	for {
		b, err := o.right.next()
		if err != nil {
			return nil, err
		}
		if b == nil {
			break
		}
		if err := o.run.hold(b.n); err != nil {
			return nil, err
		}
		part := remap(o.run, b, o.from)
		for i := range part.n {
			number := int(b.row(i)[o.number])
			matched[number] = true
			numbers = append(numbers, number)
			joined.add(part.row(i), part.proof(i))
		}
	}
	o.run.release(joined.n)
	for i, found := range matched {
		if !found {
			numbers = append(numbers, i)
			joined.add(left.row(i), left.proof(i))
		}
	}
	return inOrder(o.run, joined, numbers, left.n), nil
}

// inOrder sorts rows by their numbers, which are below n.
func inOrder(r *run, b *batch, numbers []int, n int) *batch {
	at := make([]int, n+1) // where the rows of each number begin
	for _, number := range numbers {
		at[number+1]++
	}
	for i := range n {
		at[i+1] += at[i]
	}
	order := make([]int, b.n)
	for i, number := range numbers {
		order[at[number]] = i
		at[number]++
	}
	out := r.newBatch(b.width)
	out.ids = make([]source.ID, 0, len(b.ids))
	for _, i := range order {
		out.add(b.row(i), b.proof(i))
	}
	return out
}

// not keeps the rows that the right side finds nothing for.
type not struct{ *seeded }

func (c *compiler) not(in relation, n *algebra.Not) (relation, error) {
	left, err := c.onto(in, n.Left)
	if err != nil {
		return left, err
	}
	s, _, err := c.seeded(left, n.Right)
	if err != nil {
		return left, err
	}
	return relation{op: &not{s}, cols: left.cols, bound: left.bound}, nil
}

func (x *not) next() (*batch, error) {
	for {
		left, err := x.load()
		if left == nil || err != nil {
			return nil, err
		}
		matched := make([]bool, left.n)
		for {
			b, err := x.right.next()
			if err != nil {
				return nil, err
			}
			if b == nil {
				break
			}
			for i := range b.n {
				matched[b.row(i)[x.number]] = true
			}
		}
		out := x.run.newBatch(left.width)
		for i, found := range matched {
			if !found {
				out.add(left.row(i), left.proof(i))
			}
		}
		if out.n > 0 {
			return out, nil
		}
	}
}
