package gizmo

import (
	"strings"

	"github.com/dop251/goja"
)

// confine takes from the runtime what could end the process. goja has no
// input or output of its own, but its parsers and printers recurse and its
// texts may be of any size.
func (s *session) confine() {
	s.vm.SetMaxCallStackSize(maxCalls)
	gone := s.function("eval", func(c *call) goja.Value {
		c.fail("a script makes no code of a text")
		return nil
	})
	compilers, err := s.vm.RunScript(nativeName, compilers)
	s.must(err)
	for _, prototype := range (&call{session: s}).list(compilers) {
		s.must(prototype.ToObject(s.vm).DefineDataProperty("constructor", gone, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE))
	}
	s.set("eval", gone)
	s.set("Function", gone)
	for _, name := range buffers {
		s.must(s.vm.GlobalObject().Delete(name))
	}
	text := s.vm.Get("String").ToObject(s.vm).Get("prototype").ToObject(s.vm)
	for _, name := range []string{"repeat", "padStart", "padEnd"} {
		s.limitText(text, name)
	}
	json := s.vm.Get("JSON").ToObject(s.vm)
	parse, _ := goja.AssertFunction(json.Get("parse"))
	s.must(json.Set("parse", func(call goja.FunctionCall) goja.Value {
		if tooDeep(call.Argument(0).String()) {
			panic(s.vm.NewTypeError("JSON.parse(): more than %d brackets within brackets", maxDepth))
		}
		return s.pass(parse(call.This, call.Arguments...))
	}))
}

// compilers are the prototypes whose constructors make code of a text.
const compilers = `[function() {}, function*() {}, async function() {}, async () => {}].map(Object.getPrototypeOf)`

// nativeName is what the runtime calls the file of its own functions.
const nativeName = "<native>"

// buffers are the globals that take memory of any size at once.
var buffers = []string{
	"ArrayBuffer", "SharedArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array",
	"Int32Array", "Uint32Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
}

// limitText bounds how long a text a method of texts may make.
func (s *session) limitText(prototype *goja.Object, name string) {
	method, _ := goja.AssertFunction(prototype.Get(name))
	s.must(prototype.Set(name, func(call goja.FunctionCall) goja.Value {
		size := call.Argument(0).ToFloat()
		if name == "repeat" {
			size *= float64(len(call.This.String()))
		}
		if size > maxText {
			s.stop(&LimitError{What: "a text of more than 16 MiB"})
		}
		return s.pass(method(call.This, call.Arguments...))
	}))
}

// pass hands on what a function of the runtime returned or threw.
func (s *session) pass(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}

// maxDepth is how deep JSON may be nested.
const maxDepth = 200

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
