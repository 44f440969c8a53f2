package document

import (
	"strings"
	"unicode/utf8"
)

// maxWrap is the longest line, in characters, that counts as broken by an
// editor: in texts with longer lines every line is a paragraph.
const maxWrap = 130

// readPlain takes the text as it is and finds its paragraphs: what empty lines
// separate, and within that, lines that are not broken at the margin.
func readPlain(b *builder, text string) (Meta, error) {
	front, rest, err := frontMatter(text, b.name)
	if err != nil {
		return Meta{}, err
	}
	text = strings.Trim(rest, "\n")
	b.text.WriteString(text)
	width := margin(text)
	for start := 0; start < len(text); {
		end := blockEnd(text, start)
		b.block(text, start, end, width)
		start = end + 1
	}
	return front, nil
}

// margin returns the characters of the longest line that may have been broken.
func margin(text string) int {
	width := 0
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(line) - 1; n <= maxWrap {
			width = max(width, n)
		}
	}
	return width
}

// blockEnd returns where the line before the next empty line ends.
func blockEnd(text string, start int) int {
	for start < len(text) {
		end := lineEnd(text, start)
		if next := lineEnd(text, min(end+1, len(text))); end >= len(text) || strings.TrimSpace(text[end:next]) == "" {
			return end
		}
		start = end + 1
	}
	return len(text)
}

func lineEnd(text string, start int) int {
	if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
		return start + i
	}
	return len(text)
}

// block adds the paragraphs of the lines in text[start:end], none of which but
// the first is empty, in a text with lines of up to width characters. A block
// with a longer line is not broken at all.
func (b *builder) block(text string, start, end, width int) {
	for at := start; at < end; at = lineEnd(text, at) + 1 {
		width = max(width, utf8.RuneCountInString(text[at:min(lineEnd(text, at), end)]))
	}
	first := start
	for at := start; at < end; {
		stop := min(lineEnd(text, at), end)
		if stop == end || !continues(text[at:stop], text[stop+1:min(lineEnd(text, stop+1), end)], width) {
			b.span(text, first, stop)
			first = stop + 1
		}
		at = stop + 1
	}
}

// continues reports whether next goes on with the paragraph of line, in a text
// whose lines have up to width characters: its first word did not fit there.
func continues(line, next string, width int) bool {
	if _, ok := listItem(next); ok || width > maxWrap {
		return false
	}
	if strings.HasPrefix(next, "  ") && !strings.HasPrefix(line, "  ") {
		return true // hangs from an item of a list
	}
	word, _, _ := strings.Cut(strings.TrimSpace(next), " ")
	return utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width
}

// span adds text[start:end] as a paragraph, without white space around.
func (b *builder) span(text string, start, end int) {
	start += len(text[start:end]) - len(strings.TrimLeft(text[start:end], " \t\n"))
	end -= len(text[start:end]) - len(strings.TrimRight(text[start:end], " \t\n"))
	kind := Body
	if skip, ok := listItem(text[start:end]); ok {
		kind, start = List, start+skip
	}
	if strings.ContainsFunc(text[start:end], inWord) { // not a rule of dashes
		b.paragraphs = append(b.paragraphs, Paragraph{Start: start, End: end, Kind: kind, Repeats: -1})
	}
}

// listItem reports whether a line begins with a bullet or a number, and how
// many bytes that takes.
func listItem(line string) (skip int, ok bool) {
	body := strings.TrimLeft(line, " \t")
	indent := len(line) - len(body)
	for _, bullet := range []string{"- ", "* ", "+ ", "• ", "· ", "‣ ", "– ", "— ", "◦ ", "▪ "} {
		if rest, cut := strings.CutPrefix(body, bullet); cut {
			rest = strings.TrimLeft(rest, " \t")
			return len(line) - len(rest), rest != ""
		}
	}
	digits := 0
	for digits < len(body) && digits < 3 && '0' <= body[digits] && body[digits] <= '9' {
		digits++
	}
	if digits > 0 && len(body) > digits+2 && (body[digits] == '.' || body[digits] == ')') && body[digits+1] == ' ' {
		return indent + digits + 2, true
	}
	return 0, false
}
