package eval

import (
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/source"
)

// group yields a row a group, in the order in which the groups first appear.
type group struct {
	run    *run
	in     operator
	by     []int // column of in, -1 for none
	aggs   []aggregate
	key    []source.ID // of the row that is looked at
	groups rowIndex
	last   *grouped   // the group of the row before
	list   []*grouped // by number
	read   bool
	// tallies are the counts that the groups consist of, where they are known
	// without reading in; else nil.
	tallies tallies
}

// aggregate is one of the functions, for all groups.
type aggregate struct {
	algebra.Aggregate
	value *expression // nil: count(*)
	shown []int       // columns that count(distinct *) looks at
}

// grouped is one group.
type grouped struct {
	key  []source.ID
	why  *proof
	accs []accumulator
}

func (c *compiler) group(in relation, n *algebra.Group) (relation, error) {
	g := &group{run: c.run, in: in.op}
	out := relation{op: g, bound: algebra.Bound(n)}
	for _, v := range n.By {
		if out.col(v) < 0 {
			g.by = append(g.by, in.col(v))
			out.cols = append(out.cols, v)
		}
	}
	g.key = make([]source.ID, len(g.by))
	g.groups.width = len(g.by)
	for _, a := range n.Aggs {
		if out.col(a.As) >= 0 {
			return in, badTree("?%s is bound twice", a.As)
		}
		agg := aggregate{Aggregate: a, shown: in.shown()}
		if a.Expr != nil {
			var err error
			if agg.value, err = c.expression(in, a.Expr); err != nil {
				return in, err
			}
		}
		if _, err := newAccumulator(agg); err != nil {
			return in, err
		}
		g.aggs = append(g.aggs, agg)
		out.cols = append(out.cols, a.As)
	}
	g.tallies = c.tallies(in, n)
	return out, nil
}

func (g *group) next() (*batch, error) {
	if !g.read {
		if err := g.readAll(); err != nil {
			return nil, err
		}
		g.read = true
	}
	if len(g.list) == 0 {
		return nil, g.run.ctx.Err()
	}
	n := min(len(g.list), batchRows)
	part := g.list[:n]
	g.list = g.list[n:]
	return g.show(part)
}

func (g *group) readAll() error {
	if g.tallies != nil {
		return g.readTallies()
	}
	if len(g.by) == 0 {
		all, err := g.find(nil)
		if err != nil {
			return err
		}
		if done, err := g.countAll(all); done || err != nil {
			return err
		}
	}
	for {
		b, err := g.in.next()
		if b == nil || err != nil {
			return err
		}
		if err := g.add(b); err != nil {
			return err
		}
	}
}

// countAll counts solutions without making rows of them, where that is all that
// is asked.
func (g *group) countAll(of *grouped) (done bool, err error) {
	s, ok := totals(g.in)
	ok = ok && !g.run.o.Why
	for _, a := range g.aggs {
		ok = ok && a.Func == "count" && a.value == nil && !a.Distinct
	}
	if !ok {
		return false, nil
	}
	n, known, err := s.total()
	if !known || err != nil {
		return false, err
	}
	for _, acc := range of.accs {
		acc.(*counter).n = n
	}
	return true, nil
}

// find returns the group of a row.
func (g *group) find(row []source.ID) (*grouped, error) {
	for i, col := range g.by {
		g.key[i] = source.Any
		if col >= 0 {
			g.key[i] = row[col]
		}
	}
	if g.last != nil && slices.Equal(g.last.key, g.key) {
		return g.last, nil
	}
	at, known := g.groups.add(g.key)
	if known {
		g.last = g.list[at]
		return g.last, nil
	}
	made := &grouped{key: slices.Clone(g.key)}
	for _, a := range g.aggs {
		acc, err := newAccumulator(a)
		if err != nil {
			return nil, err
		}
		made.accs = append(made.accs, acc)
	}
	g.list = append(g.list, made)
	return made, g.run.hold(1)
}

func (g *group) add(b *batch) error {
	args, err := g.arguments(b)
	if err != nil {
		return err
	}
	for i := range b.n {
		to, err := g.find(b.row(i))
		if err != nil {
			return err
		}
		if b.why != nil {
			if err := g.run.hold(1); err != nil {
				return err
			}
			to.why = both(to.why, b.why[i])
		}
		for k, a := range g.aggs {
			id := source.ID(0)
			if a.value != nil {
				id = args[k][i]
			}
			if err := to.accs[k].add(g.run, b.row(i), id); err != nil {
				return err
			}
		}
	}
	return nil
}

// arguments evaluates the aggregates' expressions, and looks up in one
// question the terms that they need.
func (g *group) arguments(b *batch) ([][]source.ID, error) {
	args := make([][]source.ID, len(g.aggs))
	var terms []source.ID
	for k, a := range g.aggs {
		if a.value == nil {
			continue
		}
		var err error
		if args[k], err = a.value.ids(b); err != nil {
			return nil, err
		}
		if needsTerm(a.Func) {
			terms = append(terms, args[k]...)
		}
	}
	return args, g.run.resolve(terms)
}

func (g *group) show(part []*grouped) (*batch, error) {
	var results []quad.Value
	for _, p := range part {
		for _, acc := range p.accs {
			results = append(results, acc.result())
		}
	}
	ids, err := g.run.intern(results)
	if err == nil {
		err = g.run.ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	out := g.run.newBatch(len(g.by) + len(g.aggs))
	for i, p := range part {
		row := out.add(p.key, p.why)
		copy(row[len(g.by):], ids[i*len(g.aggs):])
	}
	return out, nil
}

func (g *group) close() { g.in.close() }
