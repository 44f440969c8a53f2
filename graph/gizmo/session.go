package gizmo

import (
	"context"
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"
)

// session is one run of one script. Every run has a runtime of its own, so
// that nothing of one script reaches the next.
type session struct {
	ctx    context.Context
	cancel context.CancelFunc
	host   *gate
	script Script
	vm     *goja.Runtime
	paths  *goja.Object // prototype of paths
	spaces map[string]string

	memory uint64 // growth of the heap that is allowed

	put   int   // results so far
	depth int   // of lists within lists that are written
	fatal error // ends the script, whatever it catches
}

func newSession(ctx context.Context, host Host, script Script) (*session, error) {
	if len(script.Text) > maxScript {
		return nil, &LimitError{What: fmt.Sprintf("a script of more than %d KiB", maxScript>>10)}
	}
	limitMatches() // before the first expression is compiled
	s := &session{host: &gate{Host: host}, script: script, vm: goja.New(), spaces: map[string]string{}, memory: maxMemory}
	s.script.Text = blankHead(script.Text)
	s.ctx, s.cancel = context.WithCancel(ctx)
	return s, nil
}

// blankHead empties the lines of the comment that a saved query begins with,
// # being none of JavaScript's. Lines keep their numbers.
func blankHead(text string) string {
	text = strings.TrimPrefix(text, "\ufeff")
	var out strings.Builder
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "//"):
			out.WriteString(line)
		case trimmed != "" && !strings.HasPrefix(trimmed, "#"):
			return out.String() + text
		case strings.HasSuffix(line, "\n"):
			out.WriteByte('\n')
		}
		text = text[len(line):]
	}
	return out.String() + text
}

// run runs the script to its end, in the goroutine of guard.
func (s *session) run() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = s.panicked(r)
		}
	}()
	tree, err := parser.ParseFile(nil, s.script.File, s.script.Text, 0, parser.WithDisableSourceMaps)
	if err != nil {
		return s.syntax(err)
	}
	if len(tree.Body) == 0 {
		return s.at(1, 1, "no query here", `ask for something: g.V("Russia").out("accuses").all()`)
	}
	if err := s.screen(tree); err != nil {
		return err
	}
	measure(tree)
	program, err := goja.CompileAST(tree, false)
	if err != nil {
		return s.syntax(err)
	}
	s.furnish()
	value, err := s.vm.RunProgram(program)
	switch {
	case s.fatal != nil:
		return s.fatal
	case err != nil:
		return s.thrown(err)
	}
	return s.last(value)
}

// last takes the value of the script's last statement, if nothing else came
// out: a count, for one. A path alone is most likely one without its end.
func (s *session) last(value goja.Value) error {
	if s.put > 0 || value == nil || goja.IsUndefined(value) || goja.IsNull(value) {
		return nil
	}
	if _, ok := pathOf(value); ok {
		return s.at(0, 0, "the script ends in a path that is not asked for", "end it with .all()")
	}
	if _, ok := goja.AssertFunction(value); ok {
		return nil
	}
	out, err := s.output(value)
	if err != nil {
		return s.at(0, 0, err.Error(), "")
	}
	return s.host.Put(out)
}

// furnish sets what a script finds.
func (s *session) furnish() {
	s.confine()
	g := s.graphObject()
	s.set("g", g)
	s.set("graph", g)
	s.paths = s.pathPrototype()
	for name, f := range valueFunctions {
		s.set(name, s.function(name, f))
		s.set(capital(name), s.function(capital(name), f))
	}
	for name, value := range s.script.Params {
		s.param(name, value)
	}
}

// param sets $NAME, a value that tells when it is read.
func (s *session) param(name string, value quad.Value) {
	get := s.vm.ToValue(func(goja.FunctionCall) goja.Value {
		if s.script.Used != nil {
			s.script.Used(name)
		}
		return s.vm.ToValue(native(value))
	})
	s.must(s.vm.GlobalObject().DefineAccessorProperty("$"+name, get, nil, goja.FLAG_FALSE, goja.FLAG_TRUE))
}

func (s *session) set(name string, value any) { s.must(s.vm.Set(name, value)) }

// must is for what can fail only by a mistake in this package: run makes an
// error of the panic.
func (s *session) must(err error) {
	if err != nil {
		panic(err)
	}
}

// stop ends the script with an error that it cannot catch, such as the
// host's.
func (s *session) stop(err error) {
	if s.fatal == nil {
		s.fatal = err
	}
	s.vm.Interrupt(err)
	panic(s.vm.NewTypeError("%s", err.Error())) // leaves the native function
}
