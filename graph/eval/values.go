package eval

import (
	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

// values yields given solutions: they are known when the run begins.
func (c *compiler) values(in relation, n *algebra.Values) (relation, error) {
	var flat []quad.Value
	for _, row := range n.Rows {
		flat = append(flat, row...)
	}
	ids, err := c.run.intern(flat)
	if err != nil {
		return in, err
	}
	b := c.run.newBatch(len(n.Vars))
	for i := range n.Rows {
		b.add(ids[i*len(n.Vars):(i+1)*len(n.Vars)], nil)
	}
	f := &feed{}
	if b.n > 0 {
		f.batch = b
	}
	return relation{op: f, cols: n.Vars, bound: algebra.Bound(n)}, nil
}
