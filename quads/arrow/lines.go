package arrow

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Chunk is the text of one block, as it stands in its input.
type Chunk struct {
	Text   string
	Line   int // number of its first line, from 1
	Offset int // byte at which it begins
}

// Lines gathers lines into blocks: a block ends at an empty line, except
// within a """long""" literal, which may hold empty lines. The zero value is
// ready for use.
//
// A shell that reads from a pipe adds line by line; a line that begins with a
// dot is one of its commands unless InLiteral says that it is text.
type Lines struct {
	text  strings.Builder
	scan  lineScan
	chunk Chunk
	line  int // lines seen
	bytes int // bytes seen, with their line ends
}

// Add takes the next line, with or without its line end. Where it ends a
// block, that block is returned.
func (l *Lines) Add(line string) (block Chunk, done bool) {
	l.line++
	at := l.bytes
	l.bytes += len(line)
	if !strings.HasSuffix(line, "\n") {
		l.bytes++
	}
	line = strings.TrimSuffix(line, "\n")
	if isEmptyLine(line) && !l.InLiteral() {
		return l.End()
	}
	if l.text.Len() == 0 {
		l.chunk = Chunk{Line: l.line, Offset: at}
		l.scan = lineScan{}
	}
	l.text.WriteString(line)
	l.text.WriteByte('\n')
	l.scan.line(line)
	return Chunk{}, false
}

// End returns the block that no empty line has ended yet, if there is one.
func (l *Lines) End() (block Chunk, ok bool) {
	if l.text.Len() == 0 {
		return Chunk{}, false
	}
	block = l.chunk
	block.Text = l.text.String()
	l.text.Reset()
	l.scan = lineScan{}
	return block, true
}

// InLiteral reports whether the next line begins within a long literal.
func (l *Lines) InLiteral() bool { return l.scan.long }

func isEmptyLine(line string) bool { return strings.TrimSpace(line) == "" }

// lineScan follows quotes, comments and brackets over lines. That needs no
// grammar, because a ' opens a quoted name exactly where opensQuote says.
type lineScan struct {
	long   bool // inside """
	depth  int  // brackets open
	braces int  // those of them that are {
	code   int  // where the last line's last token ends, without its comment
	asks   bool // a variable, a wildcard or a walk was seen
}

// line scans one line.
func (s *lineScan) line(line string) {
	s.code = 0
	for i := 0; i < len(line); {
		if s.long {
			i = s.inLong(line, i)
			s.code = i
			continue
		}
		c := line[i]
		switch {
		case c == '#' && startsWord(line, i):
			return
		case c == '"' && strings.HasPrefix(line[i:], `"""`):
			s.long = true
			i += 3
		case c == '"', c == '\'' && opensQuote(line, i):
			i = afterQuote(line, i+1, c)
		case c == '(' || c == '[' || c == '{':
			s.depth++
			if c == '{' {
				s.braces++
			}
			i++
		case c == ')' || c == ']' || c == '}':
			s.depth--
			if c == '}' {
				s.braces--
			}
			i++
		default:
			s.asks = s.asks || asksAt(line, i)
			r, size := utf8.DecodeRuneInString(line[i:])
			i += size
			if unicode.IsSpace(r) {
				continue
			}
		}
		s.code = i
	}
}

// inLong returns where the long literal that holds line[i] ends, or the end
// of the line.
func (s *lineScan) inLong(line string, i int) int {
	for ; i < len(line); i++ {
		switch {
		case line[i] == '\\':
			i++
		case strings.HasPrefix(line[i:], `"""`):
			s.long = false
			return i + 3
		}
	}
	return len(line)
}

// afterQuote returns where the text quoted by q ends whose content begins at
// i: behind the closing quote, or at the end of the line.
func afterQuote(line string, i int, q byte) int {
	for ; i < len(line); i++ {
		switch line[i] {
		case '\\':
			i++
		case q:
			return i + 1
		case '\n':
			return i
		}
	}
	return len(line)
}

// startsWord reports whether text[i] stands at the beginning of a line or
// behind white space.
func startsWord(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return i == 0 || unicode.IsSpace(r)
}

// asksAt reports whether a sign that only queries have stands at line[i].
func asksAt(line string, i int) bool {
	switch line[i] {
	case '?':
		return opensQuote(line, i) // what a name in quotes may follow, a variable may
	case '_', '~':
		return standsFree(line, i, "_") || standsFree(line, i, "~") || standsFree(line, i, "~>")
	}
	return false
}

// opensQuote reports whether the ' at text[i] opens a quoted name: at the
// beginning of a word, or behind a character that cannot be part of the word
// before it. Elsewhere it is a character of a name (O'Brien).
func opensQuote(text string, i int) bool {
	if startsWord(text, i) {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return strings.ContainsRune("→←;,|([{^!=<>:", r)
}

// Complete reports whether a typed text can run. It waits for more where a
// bracket or a long literal is open, or where its last line ends in
// → ; , @ . or another token that needs a right side, or in a clause word. An
// empty last line always completes it, except within a long literal. The
// lines of text are joined by "\n"; one at the very end makes no empty line.
func Complete(text string) bool {
	text = strings.TrimSuffix(text, "\n")
	var s lineScan
	last := ""
	for rest, more := text, true; more; {
		var line string
		line, rest, more = strings.Cut(rest, "\n")
		s.line(line)
		if s.code > 0 {
			last = line[:s.code]
		}
		if !more && !s.long && isEmptyLine(line) {
			return true
		}
	}
	if s.long || s.depth > 0 || continues(last) {
		return false
	}
	return !unfinished(text)
}

// continues reports whether a line's end asks for more.
func continues(line string) bool {
	for _, token := range []string{"→", "←", ";", ",", "|"} {
		if strings.HasSuffix(line, token) {
			return true
		}
	}
	word := line[strings.LastIndexFunc(line, unicode.IsSpace)+1:]
	switch word {
	case "@", ".", "/", "->", "<-", "~", "~>", "^", "!":
		return true
	}
	return endsInClauseWord(line)
}
