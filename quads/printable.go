package quads

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable returns s in a form that is safe to show on a terminal or in a
// log: every rune that is not Visible becomes an escape (\n, \t, \r, \u202E,
// \U000E0041; \x9B for a byte that is no UTF-8). Text without such runes is
// returned as it is. It is for people, not for reading back: a backslash is
// not doubled.
func Printable(s string) string {
	i := 0
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !shown(r, size) {
			break
		}
		i += size
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:i])
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case shown(r, size):
			b.WriteString(s[i : i+size])
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02X`, s[i])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
		i += size
	}
	return b.String()
}

func shown(r rune, size int) bool {
	return Visible(r) && (r != utf8.RuneError || size > 1)
}

// Visible reports whether a rune can be shown as it is: letters, marks,
// numbers, punctuation, symbols, spaces, and the two joiners. Not visible are
// controls (C0, C1, ESC), line separators, bidirectional and other invisible
// format characters, private-use and unassigned code points, and the letters
// that are blank by design.
func Visible(r rune) bool {
	if r < 0x7F {
		return r >= ' '
	}
	switch r {
	case zwj, zwnj:
		return true
	case 0x115F, 0x1160, 0x3164, 0xFFA0: // Hangul fillers
		return false
	}
	return unicode.IsGraphic(r) || unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
