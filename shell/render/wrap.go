package render

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Wrap breaks a text between its words into lines of a width; those behind the
// first begin with an indent. What fits, and any text where the width is not
// known (0), stays as it is.
func Wrap(text string, width int, indent string) []string {
	if width <= 0 || uniseg.StringWidth(text) <= width {
		return []string{text}
	}
	var lines []string
	line := text[:len(text)-len(strings.TrimLeft(text, " "))]
	used, begun := len(line), false
	for _, word := range strings.Fields(text) {
		w := uniseg.StringWidth(word)
		if begun && used+1+w > width {
			lines = append(lines, line)
			line, used, begun = indent, uniseg.StringWidth(indent), false
		}
		if begun {
			line += " "
			used++
		}
		line += word
		used += w
		begun = true
	}
	return append(lines, line)
}
