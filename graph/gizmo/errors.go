package gizmo

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
	"github.com/dop251/goja/parser"

	"quipu/quads"
)

// at is an error at a place in the script; line 0 is no place. Columns of the
// runtime count bytes, those of messages code points.
func (s *session) at(line, column int, what, hint string) error {
	e := &quads.SyntaxError{File: s.script.File, Line: line, Column: column, What: what, Hint: hint}
	if line > 0 {
		lines := strings.Split(s.script.Text, "\n")
		if line <= len(lines) {
			e.Text = strings.TrimRight(lines[line-1], "\r")
		}
		if column > 1 && column-1 <= len(e.Text) {
			e.Column = 1 + utf8.RuneCountInString(e.Text[:column-1])
		}
	}
	return e
}

// syntax is an error of the parser or the compiler.
func (s *session) syntax(err error) error {
	var list parser.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		return s.at(list[0].Position.Line, list[0].Position.Column, list[0].Message, "")
	}
	var compile *goja.CompilerSyntaxError
	if errors.As(err, &compile) && compile.File != nil {
		p := compile.File.Position(compile.Offset)
		return s.at(p.Line, p.Column, compile.Message, "")
	}
	return s.at(0, 0, err.Error(), "")
}

// thrown is an error that the runtime ended the script with.
func (s *session) thrown(err error) error {
	var interrupted *goja.InterruptedError
	if errors.As(err, &interrupted) {
		if why, ok := interrupted.Value().(error); ok {
			return why
		}
	}
	var deep *goja.StackOverflowError
	if errors.As(err, &deep) {
		line, column := s.where(deep.Stack())
		return s.at(line, column, fmt.Sprintf("more than %d calls within calls", maxCalls), "does a function call itself without end?")
	}
	var exception *goja.Exception
	if !errors.As(err, &exception) {
		return s.at(0, 0, err.Error(), "")
	}
	line, column := s.where(exception.Stack())
	what := message(exception)
	if name, ok := strings.CutSuffix(what, " is not defined"); ok && strings.HasPrefix(name, "$") {
		return &ParamError{Name: name[1:]}
	}
	if name, ok := strings.CutPrefix(what, "Object has no member "); ok {
		what = "there is no " + name + " here"
	}
	return s.at(line, column, what, "")
}

// ParamError says that a script reads a parameter that was not given.
type ParamError struct{ Name string }

// Error names the parameter.
func (e *ParamError) Error() string { return "parameter " + quads.Printable(e.Name) + " is missing" }

// message is what was thrown, without "TypeError: ", which is the runtime's
// word for every slip.
func message(e *goja.Exception) string {
	if e.Value() == nil {
		return "the script failed"
	}
	text := quads.Cut(e.Value().String(), 500)
	for _, class := range []string{"TypeError: ", "ReferenceError: "} {
		text = strings.TrimPrefix(text, class)
	}
	return text
}

// where is the innermost place of a stack that is in the script.
func (s *session) where(stack []goja.StackFrame) (line, column int) {
	for _, f := range stack {
		if p := f.Position(); f.SrcName() != nativeName && p.Line > 0 {
			return p.Line, p.Column
		}
	}
	return 0, 0
}

// panicked turns a panic of the runtime into an error.
func (s *session) panicked(r any) error {
	if s.fatal != nil {
		return s.fatal
	}
	if err, ok := r.(error); ok {
		return s.thrown(err)
	}
	return s.at(0, 0, fmt.Sprintf("the script broke the JavaScript runtime: %v", r), "")
}

// raise throws an error of the lowering; what is the host's or the context's
// ends the script.
func (c *call) raise(err error) {
	var step *stepError
	if !errors.As(err, &step) {
		c.stop(err)
	}
	panic(c.vm.NewTypeError("%s", quads.Printable(err.Error())))
}

// stepError says that a step cannot be where it stands.
type stepError struct{ what string }

func (e *stepError) Error() string { return e.what }

func stepErrorf(format string, args ...any) error {
	return &stepError{fmt.Sprintf(format, args...)}
}
