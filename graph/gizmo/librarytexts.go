package gizmo

import (
	"strings"

	"github.com/dop251/goja"
)

// texts binds the functions of texts: none works on a longer one than maxText
// or makes one.
func (s *session) texts() {
	constructor := s.vm.Get("String").ToObject(s.vm)
	prototype := constructor.Get("prototype").ToObject(s.vm)
	for _, name := range []string{"repeat", "padStart", "padEnd"} {
		s.before(prototype, name, func(c *goja.FunctionCall) {
			size := c.Argument(0).ToFloat()
			if name == "repeat" {
				size *= float64(len(c.This.String()))
			}
			if size > maxText {
				s.short(maxText + 1)
			}
		})
	}
	s.before(prototype, "concat", func(c *goja.FunctionCall) { s.sum(c.This, c.Arguments) })
	s.before(constructor, "raw", func(c *goja.FunctionCall) {
		if o, ok := c.Argument(0).(*goja.Object); ok {
			s.atMost(s.length(o.Get("raw")), maxList)
			s.sum(nil, c.Arguments[1:])
		}
	})
	for _, name := range []string{"replace", "replaceAll"} {
		s.before(prototype, name, s.replacement)
	}
	for _, name := range []string{"match", "matchAll", "search"} {
		s.before(prototype, name, func(c *goja.FunctionCall) {
			if len(c.Arguments) > 0 {
				c.Arguments[0] = s.pattern(c.Arguments[0])
			}
		})
	}
	for _, name := range s.methods(prototype) {
		s.before(prototype, name, func(c *goja.FunctionCall) {
			if text, ok := c.This.(goja.String); ok {
				s.short(text.Length())
			}
		})
	}
}

// short ends a script whose texts are too long.
func (s *session) short(size int) {
	if size > maxText {
		s.stop(&LimitError{What: "a text of more than 16 MiB"})
	}
}

// sum looks at the size of texts that are put together, and makes texts of
// them, which they stay.
func (s *session) sum(first goja.Value, rest []goja.Value) {
	size := 0
	if first != nil {
		size = len(first.String())
	}
	for i, v := range rest {
		text := v.String()
		size += len(text)
		s.short(size)
		rest[i] = s.vm.ToValue(text)
	}
}

// replacement bounds what a replace() makes: how often it replaces is known
// only while it does, so it gets a function that counts. A replacement with $
// stands for more text, and is reckoned beforehand.
func (s *session) replacement(c *goja.FunctionCall) {
	if len(c.Arguments) < 2 {
		return
	}
	size := len(c.This.String())
	with, isFunction := goja.AssertFunction(c.Arguments[1])
	if text := c.Arguments[1].String(); !isFunction && strings.Contains(text, "$") {
		s.short(min(maxText+1, (size+1)*(len(text)+strings.Count(text, "$")*size)))
		return
	} else if !isFunction {
		value := s.vm.ToValue(text)
		with = func(goja.Value, ...goja.Value) (goja.Value, error) { return value, nil }
	}
	c.Arguments[1] = s.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		s.alive()
		made := s.pass(with(call.This, call.Arguments...))
		text := made.String()
		size += len(text)
		s.short(size)
		return s.vm.ToValue(text)
	})
}
