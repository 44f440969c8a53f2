package line

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rivo/uniseg"

	"quipu/quads"
)

// listed is the most candidates that one Tab prints.
const listed = 40

// open are the characters behind which the same word goes on: a folder, a
// parameter.
const open = " /="

// complete answers the Tab key: the line and cursor as they are afterwards,
// and the candidates to print above the prompt, if there are several.
func complete(text []rune, pos int, c Completer, width int) (newText []rune, newPos int, list string) {
	before := string(text[:pos])
	from, candidates := c(before)
	if len(candidates) == 0 || from < 0 || from > len(before) {
		return text, pos, ""
	}
	typed := []rune(before[from:])
	insert := commonPrefix(candidates)
	if len(candidates) == 1 {
		if len(insert) > 0 && !strings.ContainsRune(open, insert[len(insert)-1]) {
			insert = append(insert, ' ')
		}
	} else {
		list = columns(candidates, width)
		if len(insert) < len(typed) {
			insert = typed
		}
	}
	after := text[pos:]
	if len(insert) > 0 && insert[len(insert)-1] == ' ' && len(after) > 0 && after[0] == ' ' {
		after = after[1:]
	}
	newText = append([]rune(before[:from]), insert...)
	newPos = len(newText)
	return append(newText, after...), newPos, list
}

// commonPrefix returns what all candidates begin with. A quote that only some
// begin with does not count: the name behind it does.
func commonPrefix(candidates []string) []rune {
	bare := func(c string) string { return strings.TrimPrefix(c, "'") }
	quoted := func(c string) bool { return strings.HasPrefix(c, "'") }
	if !slices.ContainsFunc(candidates, func(c string) bool { return !quoted(c) }) {
		bare = func(c string) string { return c }
	}
	prefix := []rune(bare(candidates[0]))
	for _, c := range candidates[1:] {
		n := 0
		for _, r := range bare(c) {
			if n == len(prefix) || prefix[n] != r {
				break
			}
			n++
		}
		prefix = prefix[:n]
	}
	return prefix
}

// columns lays candidates out for a terminal, in rows read from left to
// right, each cut to the width.
func columns(candidates []string, width int) string {
	more := 0
	if len(candidates) > listed {
		more = len(candidates) - listed
		candidates = candidates[:listed]
	}
	widest := 0
	cells := make([]string, len(candidates))
	for i, c := range candidates {
		cells[i] = quads.Cut(quads.Printable(c), width-1)
		widest = max(widest, uniseg.StringWidth(cells[i]))
	}
	perRow := max(1, (width-1)/(widest+2))
	var b strings.Builder
	for i, cell := range cells {
		last := i%perRow == perRow-1 || i == len(cells)-1
		b.WriteString(cell)
		if last {
			b.WriteByte('\n')
		} else {
			b.WriteString(strings.Repeat(" ", widest+2-uniseg.StringWidth(cell)))
		}
	}
	if more > 0 {
		fmt.Fprintf(&b, "… and %d more\n", more)
	}
	return b.String()
}
