package gizmo

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dop251/goja"
)

// maxLength is how long a list may be for the functions of lists.
const maxLength = 1_000_000

// changing are the functions of lists that change theirs.
var changing = []string{"push", "pop", "shift", "unshift", "splice", "sort", "reverse", "fill", "copyWithin"}

// lists binds the functions of lists: none works on a longer one than
// maxLength, and what makes one of many looks at the whole.
func (s *session) lists() {
	constructor := s.vm.Get("Array").ToObject(s.vm)
	prototype := constructor.Get("prototype").ToObject(s.vm)
	s.replace(prototype, "join", func(nativeFunc) func(goja.FunctionCall) goja.Value { return s.join })
	s.must(prototype.Set("toLocaleString", prototype.Get("toString")))
	s.replace(prototype, "flat", func(nativeFunc) func(goja.FunctionCall) goja.Value { return s.flat })
	s.before(prototype, "concat", func(c *goja.FunctionCall) {
		n := s.length(c.This)
		for _, arg := range c.Arguments {
			n += max(s.length(arg), 0)
			s.atMost(n, maxLength)
		}
	})
	for _, name := range []string{"sort", "toSorted"} {
		s.before(prototype, name, s.compare)
	}
	for _, name := range s.methods(prototype) {
		s.before(prototype, name, func(c *goja.FunctionCall) {
			if o, ok := c.This.(*goja.Object); ok && o.ClassName() != classArray && slices.Contains(changing, name) {
				panic(s.vm.NewTypeError("%s() changes lists alone", name))
			}
			c.This = s.copied(c.This, maxLength)
		})
	}
	s.must(prototype.SetSymbol(goja.SymIterator, prototype.Get("values")))
	s.before(constructor, "from", func(c *goja.FunctionCall) {
		if o, ok := c.Argument(0).(*goja.Object); ok && !given(o.GetSymbol(goja.SymIterator)) {
			c.Arguments[0] = s.copied(o, maxLength)
		}
	})
	// What goes through a list by itself asks for the next value each time.
	iterator, err := s.vm.RunScript(nativeName, `Object.getPrototypeOf([][Symbol.iterator]())`)
	s.must(err)
	s.before(iterator.ToObject(s.vm), "next", func(*goja.FunctionCall) {})
}

// compare gives sort() an order that can be interrupted, its own.
func (s *session) compare(c *goja.FunctionCall) {
	if given(c.Argument(0)) {
		return
	}
	byText := s.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		s.alive()
		return s.vm.ToValue(strings.Compare(c.Argument(0).String(), c.Argument(1).String()))
	})
	c.Arguments = []goja.Value{byText}
}

// join is join(): it ends with the script, and at texts that are too long.
func (s *session) join(c goja.FunctionCall) goja.Value {
	defer s.deeper()()
	list, separator := c.This.ToObject(s.vm), ","
	if v := c.Argument(0); !goja.IsUndefined(v) {
		separator = v.String()
	}
	var out strings.Builder
	for i := range s.length(list) {
		s.alive()
		if i > 0 {
			out.WriteString(separator)
		}
		if v := list.Get(strconv.FormatInt(i, 10)); given(v) {
			out.WriteString(v.String())
		}
		s.short(out.Len())
	}
	return s.vm.ToValue(out.String())
}

// flat is flat([depth]).
func (s *session) flat(c goja.FunctionCall) goja.Value {
	depth := 1.0
	if v := c.Argument(0); !goja.IsUndefined(v) {
		depth = v.ToFloat()
	}
	var out []any
	var add func(list *goja.Object, depth float64)
	add = func(list *goja.Object, depth float64) {
		defer s.deeper()()
		for i := range s.length(list) {
			s.alive()
			v := list.Get(strconv.FormatInt(i, 10))
			if v == nil {
				continue
			}
			if o, ok := v.(*goja.Object); ok && depth >= 1 && o.ClassName() == classArray {
				add(o, depth-1)
				continue
			}
			out = append(out, v)
			s.atMost(int64(len(out)), maxLength)
		}
	}
	add(c.This.ToObject(s.vm), depth)
	return s.vm.NewArray(out...)
}

// deeper counts lists within lists; what it returns counts back.
func (s *session) deeper() func() {
	if s.depth++; s.depth > maxDepth {
		s.depth = 0
		panic(s.vm.NewTypeError("more than %d lists within lists", maxDepth))
	}
	return func() { s.depth = max(s.depth-1, 0) }
}
