package arrow

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"quipu/quads"
)

// parser reads one block. It has no token list: what a character means
// depends on the place, so the parser asks for what may stand there.
//
// Its first error is kept in err and moves pos to the end of the text, where
// nothing more is found; so no caller needs to look at err on its way.
type parser struct {
	text   string
	pos    int
	names  *quads.Names
	block  *Block
	err    error
	parens int  // round and square brackets open: white space includes line ends
	depth  int  // of everything that nests
	flags  bool // --all ends a bare name

	// unfinished: the error is that a clause needs more text.
	unfinished bool
	// inline is the first clause word that ended a bare name on its line.
	inline int
}

// maxDepth bounds everything that nests: brackets, groups, expressions.
const maxDepth = 200

// fail records the first error and ends the reading.
func (p *parser) fail(offset int, what, expected, hint string) {
	if p.err != nil {
		return
	}
	offset = min(offset, len(p.text))
	if p.text[offset:] == "" || strings.TrimSpace(p.text[offset:]) == "" {
		// Behind the last word, not on the line below.
		offset = len(strings.TrimRightFunc(p.text, unicode.IsSpace))
	}
	p.err = p.block.src.syntaxError(p.block.src.at(offset), what, expected, hint)
	p.pos = len(p.text)
}

// unexpected is the error of what stands at pos.
func (p *parser) unexpected(expected, hint string) {
	p.fail(p.pos, "unexpected "+p.found(), expected, hint)
}

// found names what stands at pos.
func (p *parser) found() string {
	if p.pos >= len(p.text) || strings.TrimSpace(p.text[p.pos:]) == "" {
		return "end"
	}
	rest := p.text[p.pos:]
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == '\n':
		return "end of line"
	case isWordRune(r) && r != ')':
		i := strings.IndexFunc(rest, func(r rune) bool { return !isWordRune(r) })
		if i < 0 {
			i = len(rest)
		}
		return "'" + shorten(rest[:i]) + "'"
	}
	return "'" + rest[:size] + "'"
}

// shorten cuts a text that is shown in a message.
func shorten(s string) string {
	const most = 60
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n++; n == most {
			return s[:i] + "…"
		}
	}
	return s
}

// here returns the position of pos.
func (p *parser) here() Pos { return p.block.src.at(p.pos) }

// peek returns the byte at pos; 0 at the end.
func (p *parser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// take moves past a text that stands at pos.
func (p *parser) take(s string) bool {
	if !strings.HasPrefix(p.text[p.pos:], s) {
		return false
	}
	p.pos += len(s)
	return true
}

// blanks moves past white space and a comment, within the line.
func (p *parser) blanks() {
	p.pos = afterBlanks(p.text, p.pos, false)
}

// lines moves past white space, comments and line ends.
func (p *parser) lines() {
	p.pos = afterBlanks(p.text, p.pos, true)
}

// gap moves past what separates tokens: within brackets line ends too.
func (p *parser) gap() {
	p.pos = afterBlanks(p.text, p.pos, p.parens > 0)
}

func afterBlanks(text string, i int, lines bool) int {
	for i < len(text) {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case r == '\n' && !lines:
			return i
		case unicode.IsSpace(r):
			i += size
		case r == '#' && startsWord(text, i):
			n := strings.IndexByte(text[i:], '\n')
			if n < 0 {
				return len(text)
			}
			i += n
		default:
			return i
		}
	}
	return i
}

// standsFree reports whether a token that is one only between white space
// stands at pos.
func (p *parser) standsFree(token string) bool { return standsFree(p.text, p.pos, token) }

func standsFree(text string, i int, token string) bool {
	return strings.HasPrefix(text[i:], token) && startsWord(text, i) && endsWord(text, i+len(token))
}

func endsWord(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i >= len(text) || unicode.IsSpace(r)
}

// takeFree moves past such a token.
func (p *parser) takeFree(token string) bool {
	if !p.standsFree(token) {
		return false
	}
	p.pos += len(token)
	return true
}

// arrow moves past → or ->, or ← or <-; it returns ">" or "<", or "".
func (p *parser) arrow() string {
	switch {
	case p.take("→"), p.takeFree("->"):
		return ">"
	case p.take("←"), p.takeFree("<-"):
		return "<"
	}
	return ""
}

// atArrow reports whether an arrow stands at pos.
func (p *parser) atArrow() bool {
	start := p.pos
	ok := p.arrow() != ""
	p.pos = start
	return ok
}

// nest enters something that nests; leave must follow where it is true.
func (p *parser) nest() bool {
	p.depth++
	if p.depth > maxDepth {
		p.fail(p.pos, "nested too deeply", "", fmt.Sprintf("at most %d levels", maxDepth))
		return false
	}
	return true
}

func (p *parser) leave() { p.depth-- }

// open moves past a bracket within which line ends are white space.
func (p *parser) open() bool {
	if !p.nest() {
		return false
	}
	p.pos++
	p.parens++
	p.lines()
	return true
}

// close moves past the bracket that ends what open began.
func (p *parser) close(bracket string) {
	p.lines()
	p.parens--
	p.leave()
	if !p.take(bracket) {
		p.unexpected("'"+bracket+"'", "")
	}
}
