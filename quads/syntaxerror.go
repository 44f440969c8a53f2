package quads

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// SyntaxError is an input's error: where, what is wrong, what was expected.
type SyntaxError struct {
	File         string
	Line, Column int    // from 1; Column counts code points
	What         string // "unexpected ';'"
	Expected     string // may be empty
	Hint         string // what to do; may be empty
	Text         string // the offending line, for a caret; may be empty
	TextColumn   int    // column at which Text begins, if the line was cut; 0 means 1
}

// Error returns file:line:column: what, expected … It is one line without
// control characters, whatever the input held.
func (e *SyntaxError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(Printable(e.File) + ":")
	}
	if e.Line > 0 {
		b.WriteString(strconv.Itoa(e.Line) + ":")
		if e.Column > 0 {
			b.WriteString(strconv.Itoa(e.Column) + ":")
		}
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(Printable(e.What))
	if e.Expected != "" {
		b.WriteString(", expected " + Printable(e.Expected))
	}
	if e.Hint != "" {
		b.WriteString(" (" + Printable(e.Hint) + ")")
	}
	return b.String()
}

// The part of a long line that an excerpt shows, in code points before and
// behind the caret.
const (
	excerptBefore = 50
	excerptBehind = 28
)

// Excerpt returns the offending line and, below it, a caret under the
// column: two lines for a terminal, with control characters escaped and a
// long line cut on both sides. It is empty where Text or Column is unknown.
func (e *SyntaxError) Excerpt() string {
	if e.Text == "" || e.Column < 1 {
		return ""
	}
	var before, behind strings.Builder
	column := max(e.TextColumn, 1) - 1
	if column > 0 {
		before.WriteString("…")
	}
	for rest := e.Text; rest != ""; {
		r, size := utf8.DecodeRuneInString(rest)
		column++
		shown := Printable(rest[:size])
		if r == '\t' {
			shown = " "
		}
		switch {
		case column < e.Column-excerptBefore:
			before.Reset()
			before.WriteString("…")
		case column < e.Column:
			before.WriteString(shown)
		case column <= e.Column+excerptBehind:
			behind.WriteString(shown)
		}
		rest = rest[size:]
		if column > e.Column+excerptBehind {
			behind.WriteString("…")
			break
		}
	}
	indent := strings.Repeat(" ", uniseg.StringWidth(before.String()))
	return before.String() + behind.String() + "\n" + indent + "^"
}
