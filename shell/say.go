package shell

import (
	"errors"
	"fmt"
	"strings"

	"quipu/quads"
	"quipu/shell/render"
)

// This file has the words that a person reads in more than one place.

// say writes a line of an answer.
func (s *session) say(format string, args ...any) {
	fmt.Fprintf(s.Out, format+"\n", args...)
}

// note writes a remark: something to know, beside the answer. It is broken
// between words where the terminal ends.
func (s *session) note(format string, args ...any) {
	for line := range strings.SplitSeq(fmt.Sprintf(format, args...), "\n") {
		for _, part := range render.Wrap(line, s.width(), indentOf(line)) {
			fmt.Fprintln(s.Err, part)
		}
	}
}

// report shows a person what went wrong.
func (s *session) report(err error) {
	var syntax *quads.SyntaxError
	switch {
	case errors.Is(err, errInterrupted):
		s.note("interrupted")
	case errors.As(err, &syntax):
		excerpt := syntax.Excerpt()
		if width := s.width(); width > 0 {
			excerpt = syntax.ExcerptWithin(width)
		}
		if excerpt != "" {
			fmt.Fprintln(s.Err, excerpt) // its second line points into the first
		}
		shown := *syntax
		shown.File, shown.Line = "", 0
		s.note("%s", shown.Error())
	default:
		s.note("%s", quads.Printable(err.Error()))
	}
}

// list joins words: "a, b and 3 more".
func list(words []string, most int) string {
	if len(words) <= most {
		return strings.Join(words, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(words[:most], ", "), len(words)-most)
}

// shortest is the room for a command that only has to be recognised.
const shortest = 80

// inShort returns the first line of what was entered that is no comment.
func inShort(text string) string {
	first, more := "", ""
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case first == "":
			first = line
		default:
			more = " …"
		}
	}
	return quads.Cut(first+more, shortest)
}
