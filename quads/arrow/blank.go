package arrow

import (
	"strings"

	"quipu/quads"
)

// blank reads _:label, a BLANK_NODE_LABEL of N-Quads.
func (p *parser) blank() Term {
	start := p.pos
	p.pos += 2
	label := p.text[p.pos:]
	for i, r := range label {
		if !quads.IsBlankRune(r, i == 0) {
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
