package gizmo

import (
	"sync"
	"time"

	"github.com/dlclark/regexp2/v2"
	"github.com/dop251/goja"
)

// A regular expression with references and the like is matched by going back
// and forth, which may take longer than the world lasts. The runtime takes a
// match that ran out of time for none, so the script ends well before that.
const (
	maxPattern  = 10_000 // bytes: the parser recurses
	maxMatch    = 500 * time.Millisecond
	giveUpMatch = 2 * time.Second
)

// limitMatches is once for all, because the library has no other place for
// it; nothing else in the program uses the library.
var limitMatches = sync.OnceFunc(func() { regexp2.DefaultMatchTimeout = giveUpMatch })

// expressions binds regular expressions.
func (s *session) expressions() {
	original := s.vm.Get("RegExp").ToObject(s.vm)
	prototype := original.Get("prototype").ToObject(s.vm)
	for _, name := range []string{"exec", "test"} {
		s.replace(prototype, name, s.timed)
	}
	s.before(prototype, "compile", func(c *goja.FunctionCall) {
		if len(c.Arguments) > 0 {
			c.Arguments[0] = s.pattern(c.Arguments[0])
		}
	})
	constructor := s.vm.ToValue(func(c goja.ConstructorCall) *goja.Object {
		if len(c.Arguments) > 0 {
			c.Arguments[0] = s.pattern(c.Arguments[0])
		}
		made, err := s.vm.New(original, c.Arguments...)
		if err != nil {
			panic(err)
		}
		return made
	}).ToObject(s.vm)
	s.must(constructor.DefineDataProperty("prototype", prototype, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	s.must(prototype.DefineDataProperty("constructor", constructor, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	s.set("RegExp", constructor)
}

// timed ends a script whose expression takes too long.
func (s *session) timed(native nativeFunc) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		if len(c.Arguments) > 0 { // becoming a text takes a value its own time
			text := c.Arguments[0].ToString()
			s.short(text.(goja.String).Length())
			c.Arguments[0] = text // itself, or every match would read it anew
		}
		begin := time.Now()
		v, err := native(c.This, c.Arguments...)
		s.alive()
		if time.Since(begin) > maxMatch {
			s.stop(&LimitError{What: "a regular expression that goes back for longer than half a second"})
		}
		return s.pass(v, err)
	}
}

// pattern is what an expression is made of, if not of another: a text that is
// not too long.
func (s *session) pattern(v goja.Value) goja.Value {
	if o, ok := v.(*goja.Object); ok && (o.ClassName() == "RegExp" || given(o.GetSymbol(goja.SymMatch))) {
		return v
	}
	if goja.IsUndefined(v) {
		return v
	}
	text := v.String()
	if len(text) > maxPattern {
		s.stop(&LimitError{What: "a regular expression of more than 10,000 bytes"})
	}
	return s.vm.ToValue(text)
}
