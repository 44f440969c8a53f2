package shell

import (
	"errors"
	"fmt"
	"strings"

	"quipu/graph/query"
	"quipu/quads"
)

// This file has the words that a person reads in more than one place.

// say writes a line of an answer.
func (s *session) say(format string, args ...any) {
	fmt.Fprintf(s.Out, format+"\n", args...)
}

// note writes a remark: something to know, beside the answer.
func (s *session) note(format string, args ...any) {
	fmt.Fprintf(s.Err, format+"\n", args...)
}

// report shows a person what went wrong.
func (s *session) report(err error) {
	var syntax *quads.SyntaxError
	switch {
	case errors.Is(err, errInterrupted):
		s.note("interrupted")
	case errors.As(err, &syntax):
		if excerpt := syntax.Excerpt(); excerpt != "" {
			s.note("%s", excerpt)
		}
		shown := *syntax
		shown.File, shown.Line = "", 0
		s.note("%s", shown.Error())
	default:
		s.note("%s", quads.Printable(err.Error()))
	}
}

// located adds the place of a script to an error that has none.
func (s *session) located(err error, lineNumber int) error {
	var syntax *quads.SyntaxError
	if errors.As(err, &syntax) {
		return err
	}
	return &ScriptError{File: s.File, Line: lineNumber, Err: err}
}

// ScriptError is what ended a session from a pipe: the error, and the line on
// which the statement or command begins.
type ScriptError struct {
	File string
	Line int
	Err  error
}

func (e *ScriptError) Error() string {
	return fmt.Sprintf("%s:%d: %v", quads.Printable(e.File), e.Line, e.Err)
}

func (e *ScriptError) Unwrap() error { return e.Err }

// summary says at the end of a script what it wrote.
func (s *session) summary() {
	if s.written.added == 0 {
		return
	}
	text := "added " + count(s.written.added, "quad")
	if n := s.written.unlabelled; n > 0 {
		text += fmt.Sprintf(", %s without a source (.source NAME gives one)", grouped(int64(n)))
	}
	if s.db == "" && s.unsaved > 0 {
		text += "; they were in memory only (--db FILE keeps them)"
	}
	s.note("%s", text)
}

// count writes a number and its noun.
func count[N int | int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	plural := noun + "s"
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		plural = stem + "ies"
	}
	return grouped(int64(n)) + " " + plural
}

// grouped writes a number with commas between the thousands.
func grouped(n int64) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}

// list joins words: "a, b and 3 more".
func list(words []string, most int) string {
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
}

// sourceText shows a label: a source's name, or "Speaker, in Document".
func (s *session) sourceText(src query.Source) string {
	if src.Label == nil {
		return "no source"
	}
	if src.Speaker == nil {
		return s.term(src.Label)
	}
	return fmt.Sprintf("%s, in %s", s.term(src.Speaker), s.term(src.Document))
}
