package quads

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The terminals of RDF 1.1 N-Quads (section 4) that every notation shares.
// Those of IRIs are behind CheckIRI.

// pnCharsBase is PN_CHARS_BASE beyond ASCII; pnCharsTail is what PN_CHARS
// adds to it.
var (
	pnCharsBase = &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0xC0, Hi: 0xD6, Stride: 1}, {Lo: 0xD8, Hi: 0xF6, Stride: 1}, {Lo: 0xF8, Hi: 0x2FF, Stride: 1},
			{Lo: 0x370, Hi: 0x37D, Stride: 1}, {Lo: 0x37F, Hi: 0x1FFF, Stride: 1}, {Lo: 0x200C, Hi: 0x200D, Stride: 1},
			{Lo: 0x2070, Hi: 0x218F, Stride: 1}, {Lo: 0x2C00, Hi: 0x2FEF, Stride: 1}, {Lo: 0x3001, Hi: 0xD7FF, Stride: 1},
			{Lo: 0xF900, Hi: 0xFDCF, Stride: 1}, {Lo: 0xFDF0, Hi: 0xFFFD, Stride: 1},
		},
		R32: []unicode.Range32{{Lo: 0x10000, Hi: 0xEFFFF, Stride: 1}},
	}
	pnCharsTail = &unicode.RangeTable{R16: []unicode.Range16{
		{Lo: 0xB7, Hi: 0xB7, Stride: 1}, {Lo: 0x300, Hi: 0x36F, Stride: 1}, {Lo: 0x203F, Hi: 0x2040, Stride: 1},
	}}
)

// IsBlankRune reports whether a character may stand in the label of a blank
// node, or begin it. A "." may not end one; see IsBlankLabel.
func IsBlankRune(r rune, first bool) bool {
	if r < utf8.RuneSelf {
		return isAlnum(byte(r)) || r == '_' || !first && (r == '-' || r == '.')
	}
	return unicode.Is(pnCharsBase, r) || !first && unicode.Is(pnCharsTail, r)
}

// IsBlankLabel reports whether a text is a BLANK_NODE_LABEL, without its
// "_:".
func IsBlankLabel(s string) bool {
	for i, r := range s {
		if !IsBlankRune(r, i == 0) || r == utf8.RuneError && runeLen(s[i:], r) == 1 {
			return false
		}
	}
	return s != "" && !strings.HasSuffix(s, ".")
}

// IsLanguageTag reports whether a text is a LANGTAG, without its "@".
func IsLanguageTag(s string) bool {
	for n, part := range strings.Split(s, "-") {
		for _, c := range []byte(part) {
			if !isAlnum(c) || n == 0 && isDigit(c) {
				return false
			}
		}
		if part == "" {
			return false
		}
	}
	return true
}

func isAlnum(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || isDigit(c)
}

// isHash reports whether s is 128 bits in lower-case hex, as the project's
// own names of nodes are.
func isHash(s string) bool {
	for _, c := range []byte(s) {
		if !isDigit(c) && (c < 'a' || c > 'f') {
			return false
		}
	}
	return len(s) == 32
}
