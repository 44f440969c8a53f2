package gizmo

import (
	"github.com/dop251/goja"
)

// confine takes from the runtime what could end the process. goja has no
// input or output of its own, but its parsers and printers recurse, its texts
// may be of any size, and its own functions cannot be interrupted.
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
	s.library()
	s.measures()
	s.set("Function", gone)
}

// compilers are the prototypes whose constructors make code of a text.
const compilers = `[function() {}, function*() {}, async function() {}, async () => {}].map(Object.getPrototypeOf)`

// nativeName is what the runtime calls the file of its own functions.
const nativeName = "<native>"

// pass hands on what a function of the runtime returned or threw.
func (s *session) pass(v goja.Value, err error) goja.Value {
	if err != nil {
		panic(err)
	}
	return v
}
