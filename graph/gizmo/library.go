package gizmo

import (
	"fmt"
	"slices"

	"github.com/dop251/goja"
)

// A call of JavaScript's own library is one instruction: nothing interrupts
// it. Those that can take long or make much out of little are therefore bound
// here, each beforehand or in a loop that looks at the script's end.

// library binds JavaScript's own functions.
func (s *session) library() {
	for _, name := range gone {
		s.must(s.vm.GlobalObject().Delete(name))
	}
	s.lists()
	s.texts()
	s.expressions()
	s.json()
	function := s.vm.Get("Function").ToObject(s.vm).Get("prototype").ToObject(s.vm)
	s.before(function, "apply", func(c *goja.FunctionCall) {
		if len(c.Arguments) > 1 && given(c.Arguments[1]) {
			c.Arguments = []goja.Value{c.Arguments[0], s.copied(c.Arguments[1], maxList)}
		}
	})
}

// gone are the globals that a script does not have: those that take memory of
// any size at once, and those that answer for other objects what they like.
var gone = []string{
	"ArrayBuffer", "SharedArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array",
	"Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
	"BigInt", "Proxy", "Reflect",
}

// nativeFunc is a function of the runtime's own.
type nativeFunc = func(this goja.Value, args ...goja.Value) (goja.Value, error)

// replace puts a function of ours in the place of one of the runtime's, with
// its attributes.
func (s *session) replace(o *goja.Object, name string, with func(native nativeFunc) func(goja.FunctionCall) goja.Value) {
	native, ok := goja.AssertFunction(o.Get(name))
	if !ok {
		return
	}
	f := with(nativeFunc(native))
	s.must(o.Set(name, s.vm.ToValue(func(c goja.FunctionCall) goja.Value {
		s.alive()
		return f(c)
	})))
}

// before has check look at the arguments of one of the runtime's functions,
// and change them.
func (s *session) before(o *goja.Object, name string, check func(*goja.FunctionCall)) {
	s.replace(o, name, func(native nativeFunc) func(goja.FunctionCall) goja.Value {
		return func(c goja.FunctionCall) goja.Value {
			check(&c)
			return s.pass(native(c.This, c.Arguments...))
		}
	})
}

// alive ends the script if its time is over.
func (s *session) alive() {
	if err := s.ctx.Err(); err != nil {
		s.stop(err)
	}
}

// methods returns the names of an object's functions.
func (s *session) methods(o *goja.Object) []string {
	return slices.DeleteFunc(o.GetOwnPropertyNames(), func(name string) bool {
		_, ok := goja.AssertFunction(o.Get(name))
		return !ok || name == "constructor"
	})
}

// length is how many values a list or what is like one has.
func (s *session) length(v goja.Value) int64 {
	o, ok := v.(*goja.Object)
	if !ok {
		return 0
	}
	n := o.Get("length")
	if n == nil {
		return 0
	}
	return n.ToInteger()
}

// atMost ends a script whose lists are too long.
func (s *session) atMost(n int64, most int) {
	if n > int64(most) {
		s.stop(&LimitError{What: fmt.Sprintf("a list of %d values", n)})
	}
}

// copied is a list as a new one: the length of what is only like a list may be
// another whenever it is asked.
func (s *session) copied(v goja.Value, most int) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok {
		return v
	}
	n := s.length(o)
	s.atMost(n, most)
	if o.ClassName() == classArray {
		return o
	}
	out := make([]any, max(n, 0))
	for i := range out {
		if out[i] = o.Get(fmt.Sprint(i)); out[i] == goja.Value(nil) {
			out[i] = goja.Undefined()
		}
	}
	return s.vm.NewArray(out...)
}

const classArray = "Array"
