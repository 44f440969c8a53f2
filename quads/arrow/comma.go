package arrow

import (
	"strings"

	"quipu/quads"
)

// comma checks the "," behind an object, which begins at start.
func (s *statement) comma(start int, object Term) {
	p := s.p
	if s.links > 0 {
		p.fail(p.pos, "a list behind a chain", "", "write the second object as a statement of its own")
		return
	}
	next := afterBlanks(p.text, p.pos+1, true)
	before, after := p.bareAt(start), p.bareAt(next) && p.isBareName(next)
	touches := next == p.pos+1 && start < p.pos && isDigit(p.text[p.pos-1]) && next < len(p.text) && isDigit(p.text[next])
	_, name := object.(Name)
	switch {
	case after && !before && !name:
		p.fail(next, "a bare name in a list", "", p.listHint(p.segment(next)))
	case after, before && (name || touches):
		p.commaError(start, "between objects")
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// bareAt reports whether the term at i is written bare.
func (p *parser) bareAt(i int) bool {
	return i < len(p.text) && strings.IndexByte("'\"<>?$[\n", p.text[i]) < 0 && !strings.HasPrefix(p.text[i:], "_:")
}

// isBareName reports whether the bare term at i is a name.
func (p *parser) isBareName(i int) bool {
	q := &parser{text: p.text, pos: i, names: p.names, block: &Block{src: p.block.src}, inline: -1}
	t := q.bareTerm(inObject)
	_, name := t.(Name)
	return name || q.err != nil
}

// commaError shows the readings of a comma between bare words.
func (p *parser) commaError(start int, where string) {
	all := p.segment(start)
	if i := strings.IndexByte(all, '@'); i > 0 && where != "behind a label" {
		all = strings.TrimSpace(all[:i])
	}
	one := quoteName(shorten(strings.ReplaceAll(all, "'", "")))
	parts := p.readings(all, where)
	var hint string
	switch {
	case where == "behind a label":
		hint = "one source: @ " + one + "; another object is a statement of its own"
	case isGrouped(all):
		number := strings.ReplaceAll(strings.ReplaceAll(all, ",", ""), " ", "")
		hint = "one number: " + number + "; several: " + strings.Join(parts, ", ") + "; a name: " + one
	case len(parts) < 2:
		hint = "write a statement for each"
	default:
		hint = bothReadings(one, parts)
	}
	p.fail(p.pos, "a ',' "+where, "", hint)
}

// bothReadings shows what a comma between bare words may mean.
func bothReadings(one string, parts []string) string {
	several := "several"
	if len(parts) == 2 {
		several = "two"
	}
	return "one name: " + one + "; " + several + ": " + strings.Join(parts, ", ")
}

// listHint says how the bare words are written that go on a list.
func (p *parser) listHint(all string) string {
	parts := p.readings(all, "between objects")
	if len(parts) < 2 {
		return quoteHint(all)
	}
	return bothReadings(quoteName(shorten(strings.ReplaceAll(all, "'", ""))), parts)
}

// maxReadings bounds the names that a message shows.
const maxReadings = 5

// readings returns what the commas separate, as it would be written.
func (p *parser) readings(all, where string) []string {
	var out []string
	for part := range strings.SplitSeq(all, ",") {
		part = strings.TrimSpace(part)
		if part == "" || len(out) == maxReadings {
			continue
		}
		_, literal, _ := quads.Bare(part, p.names)
		if part[0] != '\'' && !(literal && where == "between objects") {
			part = quoteName(shorten(part))
		}
		out = append(out, part)
	}
	return out
}

// isGrouped reports whether commas stand in a number as between thousands.
func isGrouped(text string) bool {
	for i, part := range strings.Split(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" || strings.Trim(part, "0123456789.") != "" || i > 0 && len(part) < 3 {
			return false
		}
	}
	return true
}
