package quads

import "github.com/rivo/uniseg"

// Cut shortens s to a width in columns of a terminal, between characters as
// people count them; "…" stands for what is left out.
func Cut(s string, width int) string {
	if uniseg.StringWidth(s) <= width {
		return s
	}
	if width < 1 {
		return ""
	}
	used, end := 0, 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if used += g.Width(); used > width-1 {
			break
		}
		_, end = g.Positions()
	}
	return s[:end] + "…"
}
