package gizmo

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"

	"quipu/graph/algebra"
)

// method is a step or an end of a path.
type method struct {
	name string
	call func(c *call, p *path) goja.Value
}

// graphObject is g. Its functions have both spellings: emit and Emit.
func (s *session) graphObject() *goja.Object {
	g := s.vm.NewObject()
	vertex := func(c *call) goja.Value {
		p := &path{}
		if len(c.args) > 0 {
			p = p.then(step{name: c.name, do: is(c.terms(c.args, Vertex))})
		}
		return c.object(p)
	}
	morphism := func(c *call) goja.Value {
		c.most(0)
		return c.object(&path{morphism: true})
	}
	iri := func(c *call) goja.Value { return c.makeIRI() }
	nothing := func(c *call) goja.Value { return goja.Undefined() }
	for name, f := range map[string]func(*call) goja.Value{
		"v": vertex, "vertex": vertex, "m": morphism, "morphism": morphism, "IRI": iri, "uri": iri,
		"addNamespace": func(c *call) goja.Value {
			c.spaces[strings.TrimSuffix(c.text(0, "the prefix"), ":")] = c.text(1, "the namespace")
			return goja.Undefined()
		},
		// Prefixes of the graph and the usual ones are always known.
		"addDefaultNamespaces": nothing,
		"loadNamespaces":       func(c *call) goja.Value { return c.loadNamespaces() },
		"emit":                 func(c *call) goja.Value { return c.emit() },
	} {
		s.define(g, name, f)
	}
	return g
}

// savedPrefix is the predicate from a namespace to its prefix, where a program
// of Cayley's has saved them in the graph.
const savedPrefix = quad.IRI("cayley:prefix")

// loadNamespaces reads the prefixes saved in the graph.
func (c *call) loadNamespaces() goja.Value {
	c.most(0)
	space, prefix := algebra.Variable("space"), algebra.Variable("prefix")
	tree := &algebra.Pattern{S: space, P: algebra.Constant(savedPrefix), O: prefix}
	c.check(c.host.Solve(c.ctx, tree, []string{"space", "prefix"}, func(row []quad.Value) error {
		iri, ok := row[0].(quad.IRI)
		if name, named := row[1].(quad.IRI); ok && named {
			c.spaces[strings.TrimSuffix(string(name), ":")] = string(iri)
		}
		return nil
	}))
	return goja.Undefined()
}

// pathPrototype is what all paths inherit.
func (s *session) pathPrototype() *goja.Object {
	prototype := s.vm.NewObject()
	for _, list := range [][]method{steps, finals} {
		for _, m := range list {
			s.define(prototype, m.name, func(c *call) goja.Value {
				p, ok := pathOf(c.this)
				if !ok {
					c.fail("belongs to a path: g.V(…).%s(…)", c.name)
				}
				return m.call(c, p)
			})
		}
	}
	return prototype
}

// define sets a function in both spellings.
func (s *session) define(o *goja.Object, name string, f func(*call) goja.Value) {
	for _, spelling := range slices.Compact([]string{name, capital(name)}) {
		s.must(o.DefineDataProperty(spelling, s.function(spelling, f), goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE))
	}
}

func capital(name string) string {
	r, n := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(r)) + name[n:]
}

// object is a path as the script holds it.
func (s *session) object(p *path) goja.Value {
	if len(p.steps) > maxSteps {
		s.stop(&LimitError{What: fmt.Sprintf("a path of %d steps", len(p.steps))})
	}
	o := s.vm.ToValue(p).ToObject(s.vm)
	s.must(o.SetPrototype(s.paths))
	return o
}
