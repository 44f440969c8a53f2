package arrow

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// blank reads _:label, a BLANK_NODE_LABEL of N-Quads.
func (p *parser) blank() Term {
	start := p.pos
	p.pos += 2
	label := p.text[p.pos:]
	for i, r := range label {
		if !isLabelRune(r, i == 0) {
			label = label[:i]
			break
		}
	}
	label = strings.TrimRight(label, ".")
	p.pos += len(label)
	if label == "" {
		p.fail(start, "a blank node without a label", "", "as in _:b1")
	}
	return Blank{Label: label}
}

// isBlankLabel reports whether a blank node's label can be written down.
func isBlankLabel(label string) bool {
	if label == "" || strings.HasSuffix(label, ".") || !utf8.ValidString(label) {
		return false
	}
	for i, r := range label {
		if !isLabelRune(r, i == 0) {
			return false
		}
	}
	return true
}

// labelRunes are PN_CHARS_U of RDF 1.1 N-Quads beyond ASCII; labelTail may
// stand behind the first character too.
var (
	labelRunes = &unicode.RangeTable{
		R16: []unicode.Range16{
			{Lo: 0xC0, Hi: 0xD6, Stride: 1}, {Lo: 0xD8, Hi: 0xF6, Stride: 1}, {Lo: 0xF8, Hi: 0x2FF, Stride: 1},
			{Lo: 0x370, Hi: 0x37D, Stride: 1}, {Lo: 0x37F, Hi: 0x1FFF, Stride: 1}, {Lo: 0x200C, Hi: 0x200D, Stride: 1},
			{Lo: 0x2070, Hi: 0x218F, Stride: 1}, {Lo: 0x2C00, Hi: 0x2FEF, Stride: 1}, {Lo: 0x3001, Hi: 0xD7FF, Stride: 1},
			{Lo: 0xF900, Hi: 0xFDCF, Stride: 1}, {Lo: 0xFDF0, Hi: 0xFFFD, Stride: 1},
		},
		R32: []unicode.Range32{{Lo: 0x10000, Hi: 0xEFFFF, Stride: 1}},
	}
	labelTail = &unicode.RangeTable{R16: []unicode.Range16{
		{Lo: 0xB7, Hi: 0xB7, Stride: 1}, {Lo: 0x300, Hi: 0x36F, Stride: 1}, {Lo: 0x203F, Hi: 0x2040, Stride: 1},
	}}
)

func isLabelRune(r rune, first bool) bool {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_':
		return true
	case r == '-', r == '.':
		return !first
	}
	return unicode.Is(labelRunes, r) || !first && unicode.Is(labelTail, r)
}
