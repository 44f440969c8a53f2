package gizmo

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/dop251/goja"

	"quipu/quads"
)

var (
	pathType = reflect.TypeFor[*path]()
	testType = reflect.TypeFor[*test]()
)

// call is a call of one of our functions by the script. Its methods read the
// arguments; a wrong one throws an error that names the function.
type call struct {
	*session
	name string
	this goja.Value
	args []goja.Value
}

// function makes a function of the script.
func (s *session) function(name string, f func(*call) goja.Value) goja.Value {
	return s.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		if err := s.ctx.Err(); err != nil {
			s.stop(err)
		}
		return f(&call{session: s, name: name, this: c.This, args: c.Arguments})
	})
}

// fail throws.
func (c *call) fail(format string, args ...any) {
	panic(c.vm.NewTypeError("%s(): %s", c.name, quads.Printable(fmt.Sprintf(format, args...))))
}

// check ends the script with an error of the host's.
func (c *call) check(err error) {
	if err != nil {
		c.stop(err)
	}
}

// most throws if there are more arguments than n.
func (c *call) most(n int) {
	if len(c.args) > n {
		c.fail("%s, got %d", quads.Count(n, "argument"), len(c.args))
	}
}

func given(v goja.Value) bool { return v != nil && !goja.IsUndefined(v) && !goja.IsNull(v) }

func (c *call) arg(i int) goja.Value {
	if i < len(c.args) {
		return c.args[i]
	}
	return goja.Undefined()
}

// text reads an argument that must be a text.
func (c *call) text(i int, what string) string {
	if s, ok := asText(c.arg(i)); ok {
		return s
	}
	c.fail("%s must be a text, not %s", what, describe(c.arg(i)))
	return ""
}

func asText(v goja.Value) (string, bool) {
	s, ok := v.(goja.String)
	if !ok {
		return "", false
	}
	return s.String(), true
}

// whole reads an argument that must be a whole number of at least min.
func (c *call) whole(i int, what string, min int) int {
	v := c.arg(i)
	if _, object := v.(*goja.Object); !object {
		switch n := v.Export().(type) {
		case int64:
			if n >= int64(min) && n <= math.MaxInt32 {
				return int(n)
			}
		}
	}
	c.fail("%s must be a whole number from %d, not %s", what, min, describe(v))
	return 0
}

// list returns the values of an argument: those of a list, or itself.
func (c *call) list(v goja.Value) []goja.Value {
	object, ok := v.(*goja.Object)
	if !ok || object.ClassName() != "Array" {
		return []goja.Value{v}
	}
	n := object.Get("length").ToInteger()
	if n > maxList {
		c.stop(&LimitError{What: fmt.Sprintf("a list of %d values", n)})
	}
	out := make([]goja.Value, n)
	for i := range out {
		if out[i] = object.Get(fmt.Sprint(i)); out[i] == nil {
			out[i] = goja.Undefined()
		}
	}
	return out
}

// tags reads tag names from the arguments behind the first n.
func (c *call) tags(n int) []string {
	var out []string
	for _, arg := range c.args[min(n, len(c.args)):] {
		if !given(arg) {
			continue
		}
		for _, v := range c.list(arg) {
			name, ok := asText(v)
			if !ok {
				c.fail("a tag must be a text, not %s", describe(v))
			}
			c.checkTag(name)
			if out = append(out, name); len(out) > maxColumns {
				c.fail("more than %d tags", maxColumns)
			}
		}
	}
	return out
}

func (c *call) checkTag(name string) {
	if name == idColumn {
		c.fail("the tag 'id' is the column of the vertex itself: take another name")
	}
	if strings.TrimSpace(name) == "" || quads.Printable(name) != name {
		c.fail("'%s' is no name for a column", name)
	}
}

// via reads predicates or labels: none, a text, a list, or a path.
func (c *call) via(v goja.Value, place Place, what string) via {
	if !given(v) {
		return via{all: true}
	}
	if p, ok := pathOf(v); ok {
		return via{path: p}
	}
	list := c.list(v)
	if len(list) == 0 {
		c.fail("an empty list of %ss; leave it out for all", what)
	}
	for _, v := range list {
		if _, ok := asText(v); !ok {
			c.fail("a %s must be a text, a list of texts or a path, not %s", what, describe(v))
		}
	}
	return via{terms: c.terms(list, place)}
}

// path reads an argument that must be a path.
func (c *call) path(i int) *path {
	p, ok := pathOf(c.arg(i))
	if !ok {
		c.fail("wants a path, such as g.V(…) or g.M(), not %s", describe(c.arg(i)))
	}
	return p
}

// describe says what a value is, for messages.
func describe(v goja.Value) string {
	if v == nil || goja.IsUndefined(v) {
		return "nothing"
	}
	object, ok := v.(*goja.Object)
	if !ok {
		if s, ok := v.Export().(string); ok {
			return "'" + quads.Cut(s, 40) + "'"
		}
		return quads.Cut(v.String(), 40)
	}
	switch held(v).(type) {
	case *path:
		return "a path"
	case *test:
		return "a filter"
	}
	switch name := object.ClassName(); name {
	case "Array":
		return "a list"
	case "Object":
		return "an object"
	default:
		return "a " + strings.ToLower(name)
	}
}
