package gizmo

import (
	"strings"

	"github.com/dop251/goja"
)

const (
	maxDepth  = 200 // lists within lists, and JSON within JSON
	maxValues = 1_000_000
)

// json binds JSON: depth, because its functions recurse, and size, because a
// value may hold another more than once.
func (s *session) json() {
	json := s.vm.Get("JSON").ToObject(s.vm)
	s.before(json, "parse", func(c *goja.FunctionCall) {
		text := c.Argument(0).String()
		s.short(len(text))
		if tooDeep(text) {
			panic(s.vm.NewTypeError("JSON.parse(): more than %d brackets within brackets", maxDepth))
		}
		if len(c.Arguments) > 0 {
			c.Arguments[0] = s.vm.ToValue(text)
		}
	})
	s.replace(json, "stringify", func(native nativeFunc) func(goja.FunctionCall) goja.Value {
		return func(c goja.FunctionCall) goja.Value {
			replacer, isFunction := goja.AssertFunction(c.Argument(1))
			if !isFunction {
				replacer = nil
			}
			counting := s.vm.ToValue((&writing{session: s, replacer: replacer}).count)
			made := s.pass(native(c.This, c.Argument(0), counting, c.Argument(2)))
			if isFunction || !given(c.Argument(1)) {
				return made
			}
			return s.pass(native(c.This, c.Arguments...)) // only some keys: no more than all
		}
	})
}

// writing is one call of JSON.stringify(), seen by the function that it asks
// for each value.
type writing struct {
	*session
	replacer     goja.Callable // of the script; nil for none
	holders      []goja.Value  // the object the value is in, and those around it
	values, size int
}

// count is a replacer: (key, value), called on the object that holds it.
func (w *writing) count(c goja.FunctionCall) goja.Value {
	w.alive()
	v := c.Argument(1)
	if w.replacer != nil {
		v = w.pass(w.replacer(c.This, c.Arguments...))
	}
	for len(w.holders) > 0 && !w.holders[len(w.holders)-1].SameAs(c.This) {
		w.holders = w.holders[:len(w.holders)-1]
	}
	if len(w.holders) == 0 {
		w.holders = append(w.holders, c.This)
	}
	if _, ok := v.(*goja.Object); ok {
		if w.holders = append(w.holders, v); len(w.holders) > maxDepth {
			panic(w.vm.NewTypeError("JSON.stringify(): more than %d lists within lists", maxDepth))
		}
	}
	w.values++
	w.size += len(c.Argument(0).String())
	if text, ok := v.(goja.String); ok {
		w.size += text.Length()
	}
	if w.values > maxValues {
		w.stop(&LimitError{What: "JSON of more than 1,000,000 values"})
	}
	w.short(w.size)
	return v
}

func tooDeep(text string) bool {
	return strings.Count(text, "[")+strings.Count(text, "{") > maxDepth && depth(text) > maxDepth
}

// depth is an upper bound: brackets in texts count too.
func depth(text string) int {
	open, most := 0, 0
	for i := range len(text) {
		switch text[i] {
		case '[', '{':
			open++
			most = max(most, open)
		case ']', '}':
			open--
		}
	}
	return most
}
