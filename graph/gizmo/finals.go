package gizmo

import (
	"slices"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"quipu/graph/algebra"
)

// idColumn is the column of the vertex that a path ends in.
const idColumn = "id"

// finals are the methods that ask for a path's rows.
var finals = []method{
	{"all", func(c *call, p *path) goja.Value { c.most(0); return c.put(p, -1) }},
	{"getLimit", func(c *call, p *path) goja.Value { c.most(1); return c.put(p, c.limit(0)) }},
	{"toArray", func(c *call, p *path) goja.Value { return c.array(p, false) }},
	{"tagArray", func(c *call, p *path) goja.Value { return c.array(p, true) }},
	{"toValue", func(c *call, p *path) goja.Value { return c.one(p, false) }},
	{"tagValue", func(c *call, p *path) goja.Value { return c.one(p, true) }},
	{"forEach", forEach}, {"map", forEach},
	{"count", count},
}

// query is a path made ready to run.
type query struct {
	tree    algebra.Node
	columns []Column
}

// lower makes a tree of a path, at most limit rows of it (-1: all).
func (c *call) lower(p *path, limit int) query {
	t, l := c.trail(p)
	n := l.ordered(t)
	if limit >= 0 {
		n = &algebra.Slice{In: n, Limit: limit}
	}
	q := query{columns: []Column{{Name: idColumn, Var: t.at}}}
	vars := []string{t.at}
	for _, tag := range t.tags {
		q.columns = append(q.columns, Column{Name: tag.name, Var: tag.at})
		if !slices.Contains(vars, tag.at) {
			vars = append(vars, tag.at)
		}
	}
	q.tree = &algebra.Project{In: n, Vars: vars}
	return q
}

func (c *call) trail(p *path) (trail, *lowering) {
	if p.morphism {
		c.fail("g.M() is a path without a start: follow it from one, g.V(…).follow(…)")
	}
	l := &lowering{ctx: c.ctx, host: c.host}
	t, err := l.walk(l.start(), p.steps)
	if err != nil {
		c.raise(err)
	}
	return t, l
}

// limit reads how many rows are wanted; none and less than nothing are all.
func (c *call) limit(i int) int {
	if !given(c.arg(i)) {
		return -1
	}
	if n, ok := c.arg(i).Export().(int64); ok && n < 0 {
		return -1
	}
	return c.whole(i, "the limit", 1)
}

// put makes the rows of a path results.
func (c *call) put(p *path, limit int) goja.Value {
	q := c.lower(p, limit)
	c.session.put++
	c.check(c.host.Put(Output{Tree: q.tree, Columns: q.columns}))
	return goja.Undefined()
}

// rows calls f with each row, an object of tags or the vertex alone.
func (c *call) rows(p *path, limit int, tags bool, f func(goja.Value)) {
	q := c.lower(p, limit)
	vars := make([]string, len(q.columns))
	for i, col := range q.columns {
		vars[i] = col.Var
	}
	c.check(c.host.Solve(c.ctx, q.tree, vars, func(row []quad.Value) error {
		if !tags {
			f(c.vm.ToValue(native(row[0])))
			return nil
		}
		o := c.vm.NewObject()
		for i, v := range row {
			if v != nil {
				c.must(o.Set(q.columns[i].Name, native(v)))
			}
		}
		f(o)
		return nil
	}))
}

func (c *call) array(p *path, tags bool) goja.Value {
	c.most(1)
	var out []any
	c.rows(p, c.limit(0), tags, func(v goja.Value) { out = append(out, v) })
	return c.vm.NewArray(out...)
}

func (c *call) one(p *path, tags bool) goja.Value {
	c.most(0)
	out := goja.Null()
	c.rows(p, 1, tags, func(v goja.Value) { out = v })
	return out
}

// forEach is forEach([limit], callback).
func forEach(c *call, p *path) goja.Value {
	c.most(2)
	limit := -1
	if len(c.args) == 2 {
		limit = c.limit(0)
	}
	callback, ok := goja.AssertFunction(c.arg(len(c.args) - 1))
	if !ok {
		c.fail("wants a function(row), not %s", describe(c.arg(len(c.args)-1)))
	}
	c.rows(p, limit, true, func(row goja.Value) { c.pass(callback(c.this, row)) })
	return goja.Null()
}

// count returns how many rows a path has.
func count(c *call, p *path) goja.Value {
	c.most(0)
	t, l := c.trail(p)
	n := l.fresh()
	tree := &algebra.Group{In: l.whole(t), Aggs: []algebra.Aggregate{{Func: "count", As: n}}}
	out := goja.Null()
	c.check(c.host.Solve(c.ctx, tree, []string{n}, func(row []quad.Value) error {
		out = c.vm.ToValue(native(row[0]))
		return nil
	}))
	return out
}
