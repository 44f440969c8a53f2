package shell

import (
	"slices"
	"strings"
)

// spot is where in the notation a text ends.
type spot struct {
	at    place
	start int // where the name begins that is being written
	// What stands before it in its statement, as it is written: the term
	// before the last arrow but one, and the predicate. "" is none.
	subject, predicate string
	back               bool // the last arrow points left
	begins             bool // nothing of its line stands before the name
	walk               bool // behind a ~
}

// cursor finds out in what place of the notation a text ends. It reads
// loosely: the text is unfinished.
func cursor(text string) spot {
	c := cursorReader{text: text, spot: spot{begins: true}}
	for c.i < len(text) && !c.inQuotes {
		c.step()
	}
	for !c.inQuotes && c.start < len(text) && isSpace(text[c.start]) {
		c.start++
	}
	c.afterOperator()
	return c.spot
}

type cursorReader struct {
	spot
	text     string
	i        int
	steps    int    // arrows since the subject
	first    string // the subject of the statement
	inQuotes bool   // the text ends in a quoted name
}

// step passes one sign of the notation, or one byte of anything else.
func (c *cursorReader) step() {
	rest := c.text[c.i:]
	blank := strings.TrimSpace(c.text[c.start:c.i]) == ""
	n := 1
	switch {
	case rest[0] == '"':
		n = quotedLength(rest)
	case rest[0] == '\'' && blank:
		n = quotedLength(rest)
		if c.i+n >= len(c.text) && (n < 2 || c.text[len(c.text)-1] != '\'') {
			c.start, c.inQuotes = c.i, true
		}
	case strings.HasPrefix(rest, "→"), strings.HasPrefix(rest, "←"):
		n = len("→")
		c.arrow(n, rest[:n] == "←")
	case c.free("->"), c.free("<-"):
		n = 2
		c.arrow(n, rest[0] == '<')
	case c.free("~>"):
		n = 2
		c.statement(n)
		c.walk = true
	case rest[0] == ';':
		c.steps, c.subject, c.predicate, c.back = 1, c.first, "", false
		c.to(atPredicate, n)
	case c.free("@"):
		c.to(atSource, n)
	case rest[0] == '\n' && blank:
		// What the line before asked for stands on this one.
	case strings.IndexByte("\n[{}", rest[0]) >= 0, c.free("."), c.free("~"):
		c.statement(n)
		c.walk = rest[0] == '~'
		c.begins = rest[0] == '\n'
	case rest[0] == '(' && c.at == atEntity:
		c.to(atPredicate, n) // via (…)
	case strings.IndexByte(",|(", rest[0]) >= 0, c.free("/"):
		c.to(c.at, n)
	}
	c.i += n
}

// free reports whether a sign stands here between white space.
func (c *cursorReader) free(sign string) bool {
	end := c.i + len(sign)
	return strings.HasPrefix(c.text[c.i:], sign) && (c.i == 0 || isSpace(c.text[c.i-1])) &&
		(end == len(c.text) || isSpace(c.text[end]))
}

// to goes behind a sign of n bytes, where a new name begins.
func (c *cursorReader) to(at place, n int) { c.at, c.start, c.begins = at, c.i+n, false }

// afterOperator goes behind the word of an operator and its number, to the
// name that follows.
func (c *cursorReader) afterOperator() {
	if !c.begins {
		return
	}
	word, rest, more := strings.Cut(c.text[c.start:], " ")
	if !more || !slices.Contains(operatorNames(), word) {
		return
	}
	if number, name, more := strings.Cut(strings.TrimLeft(rest, " "), " "); more && isInteger(number) && word == "corroborated" {
		rest = name
	}
	c.start, c.begins = len(c.text)-len(strings.TrimLeft(rest, " ")), false
}

// statement goes to the beginning of a statement.
func (c *cursorReader) statement(n int) {
	c.spot = spot{}
	c.steps, c.first = 0, ""
	c.to(atEntity, n)
}

func (c *cursorReader) arrow(n int, back bool) {
	before := strings.TrimSpace(c.text[c.start:c.i])
	c.back = back
	c.steps++
	if c.steps%2 == 0 {
		c.predicate = before
		c.to(atEntity, n)
		return
	}
	if c.steps == 1 {
		c.first = before
	}
	c.subject, c.predicate = before, ""
	c.to(atPredicate, n)
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' }

// quotedLength returns the length of the quoted text that s begins with, or
// all of s if it is not closed.
func quotedLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i + 1
		}
	}
	return len(s)
}
