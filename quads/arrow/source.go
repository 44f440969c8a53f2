package arrow

import (
	"strings"
	"unicode/utf8"

	"quipu/quads"
)

// source is the text of a block and its place in the input.
type source struct {
	file string
	text string
	base Pos // of the text's first byte

	mark Pos // a place already counted; marks move on, so the sum is linear
}

// at returns the position of a byte of the text.
func (s *source) at(offset int) Pos {
	local := s.mark.Offset - s.base.Offset
	if s.mark.Line == 0 || offset < local {
		s.mark, local = s.base, 0
	}
	part := s.text[local:offset]
	if n := strings.Count(part, "\n"); n > 0 {
		s.mark.Line += n
		s.mark.Column = 1
		part = part[strings.LastIndexByte(part, '\n')+1:]
	}
	s.mark.Column += utf8.RuneCountInString(part)
	s.mark.Offset = s.base.Offset + offset
	return s.mark
}

// syntaxError describes an error at a position in the text.
func (s *source) syntaxError(at Pos, what, expected, hint string) *quads.SyntaxError {
	e := &quads.SyntaxError{File: s.file, Line: at.Line, Column: at.Column, What: what, Expected: expected, Hint: hint}
	if i := at.Offset - s.base.Offset; i >= 0 && i <= len(s.text) {
		from := strings.LastIndexByte(s.text[:i], '\n') + 1
		e.Text, _, _ = strings.Cut(s.text[from:], "\n")
		e.Text = strings.TrimSuffix(e.Text, "\r")
	}
	return e
}

// bracketAt reports whether ( stands at a position. A tree that was not read
// from a text has none.
func (s *source) bracketAt(at Pos) bool {
	return s != nil && strings.HasPrefix(s.text[at.Offset-s.base.Offset:], "(")
}
