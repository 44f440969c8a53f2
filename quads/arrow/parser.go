package arrow

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"quipu/quads"
)

// Options are what parsing must know.
type Options struct {
	File  string       // for messages: file:line:column
	Names *quads.Names // prefixes known, and the base; nil is quads.NewNames("")
	Line  int          // number of the first line; 0 means 1
}

// defaultNames know the built-in prefixes.
var defaultNames, _ = quads.NewNames("")

// Parse reads a whole text: its blocks in order. Directives (@source, @base,
// @prefix) are items of the block they stand in and act on what follows. The
// error is a *quads.SyntaxError, the first there is; the blocks before it are
// returned with it.
func Parse(text string, o Options) ([]*Block, error) {
	var blocks []*Block
	names := o.Names
	err := eachChunk(text, func(c Chunk) error {
		c.Line += max(o.Line, 1) - 1
		block, after, err := parseChunk(c, o.File, names)
		if err != nil {
			return err
		}
		names = after
		if len(block.Items) > 0 {
			blocks = append(blocks, block)
		}
		return nil
	})
	return blocks, err
}

// eachChunk calls f for each block's text.
func eachChunk(text string, f func(Chunk) error) error {
	text = strings.TrimPrefix(text, "\uFEFF")
	var lines Lines
	for line := range strings.Lines(text) {
		if c, ok := lines.Add(line); ok {
			if err := f(c); err != nil {
				return err
			}
		}
	}
	if c, ok := lines.End(); ok {
		return f(c)
	}
	return nil
}

// parseChunk reads one block. It returns the names with the block's own
// directives, and the items before an error with the error.
func parseChunk(c Chunk, file string, names *quads.Names) (*Block, *quads.Names, error) {
	p := newParser(c, file, names)
	p.checkText()
	p.block.Items = p.items(false)
	if p.pos < len(p.text) {
		p.unexpected("a statement", "")
	}
	p.checkInline()
	p.block.End = p.block.src.at(len(p.text))
	return p.block, p.names, p.err
}

func newParser(c Chunk, file string, names *quads.Names) *parser {
	if names == nil {
		names = defaultNames
	}
	start := Pos{Offset: c.Offset, Line: c.Line, Column: 1}
	src := &source{file: file, text: c.Text, base: start}
	return &parser{
		text: c.Text, names: names, inline: -1,
		block: &Block{Pos: start, src: src},
	}
}

// unfinished reports whether a text's last block fails only because a clause
// at its end needs more.
func unfinished(text string) bool {
	p := newParser(Chunk{Text: text, Line: 1}, "", nil)
	p.items(false)
	return p.err != nil && p.unfinished
}

// checkText refuses bytes that are not UTF-8, and control characters: they
// are written as escapes in quotes.
func (p *parser) checkText() {
	for i := 0; i < len(p.text); {
		c := p.text[i]
		if c >= ' ' && c < 0x7F || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(p.text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			p.fail(i, fmt.Sprintf("the byte 0x%02X, which is not UTF-8", c), "", "arrow notation is UTF-8 text")
			return
		case unicode.IsControl(r):
			p.fail(i, fmt.Sprintf("the control character U+%04X", r), "", fmt.Sprintf(`in quotes it is written \u%04X`, r))
			return
		}
		i += size
	}
}

// checkInline refuses a clause that ends a bare name where nothing else in
// the block asks: it is likely meant as part of the name.
func (p *parser) checkInline() {
	if p.inline < 0 {
		return
	}
	word := p.keyword(p.inline)
	what := "'" + word + "' behind a bare name"
	hint := "a clause stands in a query; a name with these words is written in quotes"
	if e := p.syntax(); e != nil {
		if e.Hint == "" && e.Line == p.block.src.at(p.inline).Line {
			e.Hint = hint
		}
		return
	}
	for _, item := range p.block.Items {
		switch item := item.(type) {
		case *Ask, *Walk, *Operator, *Not, *Optional, *Either, *Values:
			return
		case *Triple:
			if item.asks() {
				return
			}
		}
	}
	p.fail(p.inline, what, "", hint)
}

// syntax returns the error so far.
func (p *parser) syntax() *quads.SyntaxError {
	var e *quads.SyntaxError
	errors.As(p.err, &e)
	return e
}

// onNewLine reports whether start is the first word of its line.
func (p *parser) onNewLine(start int) bool {
	i := strings.LastIndexByte(p.text[:start], '\n')
	return i >= 0 && strings.TrimSpace(p.text[i:start]) == ""
}

// items reads statements, patterns and clauses up to the end of the text or,
// nested, to the } that ends a group.
func (p *parser) items(nested bool) []Item {
	var items []Item
	for {
		p.lines()
		for p.takeFree(".") {
			p.lines()
		}
		if p.pos >= len(p.text) || p.peek() == '}' && nested {
			return items
		}
		start := p.pos
		got := p.item(nested)
		if p.err != nil {
			return items // the directives before the error still hold
		}
		items = append(items, got...)
		p.blanks()
		if p.pos > start && !p.itemEnds(nested) {
			p.unexpected("end of line", p.hintAfter(items[len(items)-1]))
		}
	}
}

// itemEnds reports whether what stands at pos may follow an item.
func (p *parser) itemEnds(nested bool) bool {
	return p.pos >= len(p.text) || p.peek() == '\n' || p.standsFree(".") ||
		p.keyword(p.pos) != "" || p.atDirective() || nested && p.peek() == '}'
}

// item reads one element of a block, which may be several items.
func (p *parser) item(nested bool) []Item {
	if p.atDirective() {
		if nested {
			p.unexpected("a pattern", "a directive stands outside of braces")
			return nil
		}
		return []Item{p.directive()}
	}
	if word := p.keyword(p.pos); word != "" {
		return []Item{p.clause(word, nested)}
	}
	start, at := p.pos, p.here()
	if p.peek() == '{' {
		from := p.set(inWalk)
		if p.blanks(); p.err == nil && !p.atWalk() {
			p.unexpected("'~' or '~>'", "braces hold the ends of a walk: {A, B} ~ {C, D}")
		}
		return []Item{p.walk(from, at)}
	}
	p.checkCommand()
	if f := p.operatorForm(); f != nil {
		return []Item{p.operator(f, nested)}
	}
	subject := p.term(inSubject)
	if p.err != nil {
		return nil
	}
	end := p.pos
	if p.blanks(); p.atWalk() {
		return []Item{p.walk([]Term{subject}, at)}
	}
	if p.peek() == ',' {
		p.commaError(start, "between subjects")
	}
	if p.continued(); !p.atArrow() {
		p.noArrow(subject, end)
		return nil
	}
	items := p.statement(subject, at)
	if p.err != nil {
		return nil
	}
	if _, ok := items[len(items)-1].(*Ask); ok && nested {
		p.fail(p.pos-1, "a question within a group", "", "' ?' stands outside of braces")
	}
	return items
}

// checkCommand refuses a line that begins with a dot.
func (p *parser) checkCommand() {
	if p.peek() != '.' {
		return
	}
	word := shorten(firstWord(p.text[p.pos:]))
	p.fail(p.pos, "'"+word+"' at the beginning of a line", "a statement",
		"a line that begins with . is a command of the shell; a name is written in quotes: "+quoteName(word))
}
