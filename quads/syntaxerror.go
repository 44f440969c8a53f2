package quads

import (
	"slices"
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

// excerptWidth is how wide an excerpt is at most.
const excerptWidth = 81

// Excerpt returns the offending line and, below it, a caret under the
// column: two lines for a terminal, with control characters escaped and a
// long line cut on both sides. It is empty where Text or Column is unknown.
func (e *SyntaxError) Excerpt() string { return e.ExcerptWithin(excerptWidth) }

// ExcerptWithin is Excerpt for a screen that is narrower.
func (e *SyntaxError) ExcerptWithin(width int) string {
	if e.Text == "" || e.Column < 1 {
		return ""
	}
	// Two thirds of what is not for a "…" on both sides show what leads to
	// the caret.
	width = min(width, excerptWidth) - 2
	left := max(1, (width-4)*2/3)
	right := max(1, width-left)
	if uniseg.StringWidth(Printable(e.Text)) <= width {
		left, right = width, width // all of it fits
	}
	before, behind := e.around()
	slices.Reverse(before)
	lead, whole := fill(before, left)
	slices.Reverse(lead)
	rest, all := fill(behind, right)
	line := strings.Join(lead, "")
	if !whole || e.TextColumn > 1 {
		line = "…" + line
	}
	indent := strings.Repeat(" ", uniseg.StringWidth(line))
	line += strings.Join(rest, "")
	if !all {
		line += "…"
	}
	return line + "\n" + indent + "^"
}

// fill returns the first parts that have room, and whether those are all.
func fill(parts []string, room int) ([]string, bool) {
	for i, p := range parts {
		if room -= uniseg.StringWidth(p); room < 0 {
			return parts[:i], false
		}
	}
	return parts, true
}

// around returns the characters of Text before the column and from it on, as
// they can be shown: no more than an excerpt can hold.
func (e *SyntaxError) around() (before, behind []string) {
	column := max(e.TextColumn, 1) - 1
	for rest := e.Text; rest != "" && len(behind) <= excerptWidth; {
		r, size := utf8.DecodeRuneInString(rest)
		column++
		shown := Printable(rest[:size])
		if r == '\t' {
			shown = " "
		}
		switch {
		case column >= e.Column:
			behind = append(behind, shown)
		case column >= e.Column-excerptWidth:
			before = append(before, shown)
		}
		rest = rest[size:]
	}
	return before, behind
}
