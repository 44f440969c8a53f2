package rdf

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"

	"quipu/quads"
)

// problem is what is wrong with a line, and where in the buffer.
type problem struct {
	at                   int
	what, expected, hint string
}

// textAround is how many bytes of a long line an error keeps on each side.
const textAround = 160

// bad notes a problem and returns -1, for the caller to return.
func (s *Scanner) bad(at int, what, expected, hint string) int {
	s.problem = problem{at, what, expected, hint}
	return -1
}

// unexpected notes that something else stands at a place than may stand there.
func (s *Scanner) unexpected(at int, expected string) int {
	return s.bad(at, "unexpected "+s.sight(at), expected, "")
}

// sight says what stands at a place.
func (s *Scanner) sight(at int) string {
	if c := s.buf[at]; c == '\n' || c == '\r' {
		return "end of the line"
	}
	r, size := utf8.DecodeRune(s.buf[at:s.limit])
	if r == utf8.RuneError && size == 1 {
		return fmt.Sprintf("byte 0x%X, which is not UTF-8", s.buf[at])
	}
	return strconv.QuoteRune(r)
}

// badUTF8 notes the first byte in a range that is not UTF-8.
func (s *Scanner) badUTF8(from, to int) int {
	for from < to {
		r, size := utf8.DecodeRune(s.buf[from:to])
		if r == utf8.RuneError && size == 1 {
			break
		}
		from += size
	}
	return s.bad(from, fmt.Sprintf("invalid UTF-8: byte 0x%X", s.buf[from]), "", "convert the file to UTF-8")
}

// skipBad reports the problem of the line at lineStart and goes behind that
// line.
func (s *Scanner) skipBad() {
	end := s.lineStart + lineLen(s.buf[s.lineStart:s.limit])
	var e *quads.SyntaxError
	if end-s.lineStart > s.options.MaxLine {
		e = s.errTooLong()
	} else {
		e = s.syntaxError(s.buf[s.lineStart:end], s.problem.at-s.lineStart)
	}
	if s.report(e) {
		s.nextLine(end)
	}
}

// syntaxError returns the noted problem, at an index of a line.
func (s *Scanner) syntaxError(line []byte, at int) *quads.SyntaxError {
	e := &quads.SyntaxError{
		File:     s.options.File,
		Line:     s.line,
		Column:   utf8.RuneCount(line[:at]) + 1,
		What:     s.problem.what,
		Expected: s.problem.expected,
		Hint:     s.problem.hint,
	}
	from, to := max(0, at-textAround), min(len(line), at+textAround)
	for from > 0 && from < at && !utf8.RuneStart(line[from]) {
		from++
	}
	e.Text = string(bytes.ToValidUTF8(line[from:to], []byte("\uFFFD")))
	e.TextColumn = e.Column - utf8.RuneCount(line[from:at])
	return e
}

// report tells a bad line to OnBad and returns true, or else makes it the
// error that ends the scanning.
func (s *Scanner) report(e error) bool {
	if s.options.OnBad == nil {
		s.err = e
		return false
	}
	s.options.OnBad(e)
	return true
}

func (s *Scanner) errTooLong() *quads.SyntaxError {
	return &quads.SyntaxError{
		File:   s.options.File,
		Line:   s.line,
		Column: 1,
		What:   fmt.Sprintf("the line is longer than %d bytes", s.options.MaxLine),
		Hint:   "if it is right, allow longer ones with --max-line",
	}
}

// quote shows a character in a message.
func quote(r rune) string { return strconv.QuoteRune(r) }

// shorten shows an IRI in a message.
func shorten(iri string) string {
	const most = 60
	if n := 0; len(iri) > most {
		for i := range iri {
			if n++; n > most {
				return "<" + iri[:i] + "…>"
			}
		}
	}
	return "<" + iri + ">"
}

// percent tells how a character is written in an IRI.
func percent(c byte) string { return fmt.Sprintf("inside an IRI, write %%%02X", c) }

func plural(digits int) string { return map[int]string{4: "four", 8: "eight"}[digits] }
