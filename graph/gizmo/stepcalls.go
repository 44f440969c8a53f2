package gizmo

import (
	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
)

// move is the work of a step over a trail.
type move = func(*lowering, trail, bool) (trail, error)

// steps are the methods that make a path longer.
var steps = []method{
	{"out", along(onward)}, {"in", along(against)}, {"both", along(either)},
	{"has", hasCall(onward)}, {"hasR", hasCall(against)},
	{"save", saveCall(onward, false)}, {"saveR", saveCall(against, false)},
	{"saveOpt", saveCall(onward, true)}, {"saveOptR", saveCall(against, true)},
	{"tag", tagCall}, {"as", tagCall}, {"back", backCall},
	{"follow", followCall(false)}, {"followR", followCall(true)}, {"followRecursive", recursiveCall},
	{"intersect", setCall(intersect)}, {"and", setCall(intersect)},
	{"union", setCall(union)}, {"or", setCall(union)},
	{"except", setCall(except)}, {"difference", setCall(except)},
	{"is", isCall}, {"filter", filterCall},
	{"labels", plain(labels)}, {"labelContext", contextCall},
	{"inPredicates", plain(predicates(against, "inPredicates"))},
	{"outPredicates", plain(predicates(onward, "outPredicates"))},
	{"saveInPredicates", savePredicatesCall(against)}, {"saveOutPredicates", savePredicatesCall(onward)},
	{"unique", plain(unique)}, {"order", plain(order)},
	{"limit", func(c *call, p *path) goja.Value { return c.next(p, page(0, c.whole(0, "the limit", 1))) }},
	{"skip", func(c *call, p *path) goja.Value { return c.next(p, page(c.whole(0, "the number to skip", 0), -1)) }},
}

// next is a path with one more step.
func (c *call) next(p *path, do move) goja.Value {
	return c.object(p.then(step{name: c.name, do: do}))
}

func plain(do move) func(*call, *path) goja.Value {
	return func(c *call, p *path) goja.Value {
		c.most(0)
		return c.next(p, do)
	}
}

func along(d direction) func(*call, *path) goja.Value {
	return func(c *call, p *path) goja.Value {
		return c.next(p, hop(d, c.via(c.arg(0), Predicate, "predicate"), c.tags(1)))
	}
}

func hasCall(d direction) func(*call, *path) goja.Value {
	return func(c *call, p *path) goja.Value {
		if len(c.args) == 0 {
			c.fail("wants a predicate")
		}
		preds := c.via(c.arg(0), Predicate, "predicate")
		rest := c.args[1:]
		tests, ok := c.tests(rest)
		var terms []quad.Value
		if !ok {
			terms = c.terms(rest, Vertex)
		}
		return c.next(p, has(d, preds, terms, tests, len(rest) == 0))
	}
}

func saveCall(d direction, optional bool) func(*call, *path) goja.Value {
	return func(c *call, p *path) goja.Value {
		c.most(2)
		if !given(c.arg(0)) {
			c.fail("wants a predicate and a tag")
		}
		preds := c.via(c.arg(0), Predicate, "predicate")
		var name string
		if given(c.arg(1)) {
			name = c.text(1, "the tag")
		} else if name, _ = asText(c.arg(0)); name == "" {
			c.fail("wants a tag as its second argument")
		}
		c.checkTag(name)
		return c.next(p, save(d, preds, name, optional))
	}
}

func savePredicatesCall(d direction) func(*call, *path) goja.Value {
	return func(c *call, p *path) goja.Value {
		c.most(1)
		name := c.text(0, "the tag")
		c.checkTag(name)
		return c.next(p, savePredicates(d, name))
	}
}

func tagCall(c *call, p *path) goja.Value {
	names := c.tags(0)
	if len(names) == 0 {
		c.fail("wants a name")
	}
	return c.object(p.then(step{name: c.name, do: tagHere(names), tags: names}))
}

func backCall(c *call, p *path) goja.Value {
	c.most(1)
	name := c.text(0, "the tag")
	if tagged(p.steps, name) < 0 {
		c.fail("no tag('%s') in the path before", name)
	}
	return c.object(p.then(step{name: c.name, back: name}))
}

func followCall(reverse bool) func(*call, *path) goja.Value {
	return func(c *call, p *path) goja.Value {
		c.most(1)
		return c.next(p, follow(c.path(0), reverse))
	}
}

// recursiveCall is followRecursive(path or predicate, [most], [tags]).
func recursiveCall(c *call, p *path) goja.Value {
	again, ok := pathOf(c.arg(0))
	if !ok {
		preds := c.via(c.arg(0), Predicate, "predicate")
		if preds.all {
			c.fail("wants a path or a predicate")
		}
		again = (&path{}).then(step{name: "out", do: hop(onward, preds, nil)})
	}
	most, tags := 0, 1
	if v := c.arg(1); given(v) {
		if _, text := asText(v); !text && len(c.list(v)) == 1 && c.list(v)[0] == v {
			most, tags = c.whole(1, "the number of steps", 0), 2
		}
	}
	return c.next(p, recursive(again, most, c.tags(tags)))
}

func setCall(set func(*path) move) func(*call, *path) goja.Value {
	return func(c *call, p *path) goja.Value {
		c.most(1)
		return c.next(p, set(c.path(0)))
	}
}

func isCall(c *call, p *path) goja.Value {
	if len(c.args) == 0 {
		c.fail("wants a vertex")
	}
	return c.next(p, is(c.terms(c.args, Vertex)))
}

func filterCall(c *call, p *path) goja.Value {
	tests, ok := c.tests(c.args)
	if !ok {
		c.fail("wants a filter, such as gt(3) or regex('…'), not %s", describe(c.arg(0)))
	}
	return c.next(p, filter(tests))
}

func contextCall(c *call, p *path) goja.Value {
	labels := &labelContext{in: c.via(c.arg(0), Vertex, "label"), tags: c.tags(1)}
	return c.object(p.then(step{name: c.name, context: labels}))
}
