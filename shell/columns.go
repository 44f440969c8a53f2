package shell

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"quipu/quads"
	"quipu/shell/render"
)

// columns are rows of cells, to be written below one another.
type columns [][]string

func (c *columns) add(cells ...string) { *c = append(*c, cells) }

// write writes rows as an answer. A person gets aligned columns, a line a
// row, cut to the width of the terminal; a pipe gets all of it between tabs.
func (c columns) write(s *session) {
	if !s.Terminal {
		for _, row := range c {
			s.say("%s", strings.Join(row, "\t"))
		}
		return
	}
	widths := c.widths(s.width())
	for _, row := range c {
		var b strings.Builder
		for i, cell := range row {
			if widths[i] == 0 {
				continue
			}
			cell = render.Shorten(cell, widths[i])
			b.WriteString(cell + strings.Repeat(" ", widths[i]-uniseg.StringWidth(cell)+columnGap))
		}
		s.say("%s", strings.TrimRight(b.String(), " "))
	}
}

const (
	columnGap = 2
	minColumn = 8 // a column is not made narrower
)

// widths returns how wide the columns are. Where they do not fit, the widest
// give way.
func (c columns) widths(width int) []int {
	var widths []int
	for _, row := range c {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], uniseg.StringWidth(cell))
		}
	}
	total := -columnGap
	for _, w := range widths {
		if w > 0 {
			total += w + columnGap
		}
	}
	for ; width > 0 && total > width; total-- {
		widest := 0
		for i, w := range widths {
			if w >= widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= minColumn {
			break
		}
		widths[widest]--
	}
	return widths
}

// width is how many columns a person's terminal has; 0 is no limit.
func (s *session) width() int {
	if !s.Terminal || s.Width == nil {
		return 0
	}
	return s.Width()
}

// fit writes "heading: a, b and 3 more" with as many words, at most some, as
// the terminal is wide.
func (s *session) fit(heading string, words []string, most int) string {
	for ; ; most-- {
		text := fmt.Sprintf("%s: %s", heading, list(words, most))
		switch width := s.width(); {
		case width == 0 || uniseg.StringWidth(text) <= width:
			return text
		case most == 1:
			return quads.Cut(text, width)
		}
	}
}
