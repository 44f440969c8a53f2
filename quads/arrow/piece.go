package arrow

import "strings"

// piece is the smallest part of a block that can be skipped: a directive with
// its description, or a statement with the lines on which it goes on.
type piece struct {
	Chunk
	last  int    // number of its last line
	asks  bool   // a sign of a query stands in it, outside of quotes
	block *Block // what was read of it
	err   error  // why it is skipped
}

// cut divides a block's text into pieces, by its lines alone: it must be right
// about a text that does not parse. Where brackets are not closed, a piece
// ends too late rather than too early: what was meant within braces must not
// become a statement of its own.
func cut(c Chunk) []*piece {
	var pieces []*piece
	var s lineScan
	more := false // the last line's end asks for more
	line, offset := c.Line-1, 0
	for text := range strings.Lines(c.Text) {
		line++
		start, within := offset, s.long
		offset += len(text)
		code := strings.TrimSpace(text)
		if !within && (code == "" || code[0] == '#') {
			continue
		}
		fresh := isDirective(code) || !more && s.braces <= 0 && !goesOn(code)
		if len(pieces) == 0 || fresh && !within {
			s = lineScan{}
			pieces = append(pieces, &piece{Chunk: Chunk{Line: line, Offset: c.Offset + start}})
		}
		text = strings.TrimSuffix(text, "\n")
		s.line(text)
		more = !s.long && wantsMore(text[:s.code])
		p := pieces[len(pieces)-1]
		p.Text = c.Text[p.Offset-c.Offset : offset]
		p.last, p.asks = line, s.asks
	}
	return pieces
}

func isDirective(line string) bool {
	for _, d := range directives {
		if standsFree(line, 0, d) {
			return true
		}
	}
	return false
}

// goesOn reports whether a line goes on with the one before it.
func goesOn(line string) bool {
	for _, sign := range []string{"→", "←", ";", ",", "|", ")", "]", "}"} {
		if strings.HasPrefix(line, sign) {
			return true
		}
	}
	return isJoint(firstWord(line)) || standsFree(line, 0, "->") || standsFree(line, 0, "<-")
}

// wantsMore reports whether a line's code goes on on the next one.
func wantsMore(code string) bool {
	for _, sign := range []string{"→", "←", ";", ",", "|", "(", "[", "{"} {
		if strings.HasSuffix(code, sign) {
			return true
		}
	}
	words := strings.Fields(code[max(0, len(code)-8):])
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return isJoint(last) || last == "->" || last == "<-" || last == "~>" || last == "^" || last == "!"
}

// isJoint reports whether a word joins what stands on both sides of it.
func isJoint(word string) bool { return word == "@" || word == "/" || word == "~" }
