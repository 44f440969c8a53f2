package rdf

import (
	"bytes"
	"io"
	"math"
	"unicode/utf8"

	"quipu/quads"
)

// ScanOptions are the settings of a Scanner; the zero value is N-Quads.
type ScanOptions struct {
	File    string      // for messages
	MaxLine int         // bytes; 0 means quads.DefaultMaxLine
	OnBad   func(error) // if set, is told each bad line, which is then skipped
	Triples bool        // N-Triples: a label is an error
}

// A Scanner reads N-Quads or N-Triples line by line and gives the terms as
// validated spans of its buffer. It allocates nothing a quad.
//
//	s := rdf.NewScanner(r, rdf.ScanOptions{File: "case.nq"})
//	for s.Scan() {
//		load(s.Quad())
//	}
//	return s.Err()
type Scanner struct {
	r       io.Reader
	options ScanOptions
	quad    Spans
	err     error

	// buf[pos:limit] are whole lines, each with its end; buf[limit:end] is
	// the beginning of a further one. Behind end there are always eight
	// bytes more, so that words can be loaded without a look at the bounds.
	buf             []byte
	pos, limit, end int
	eof             bool
	overlong        bool // the rest of a skipped line is still to come

	line      int // the number of the line at lineStart; 0 before the start
	lineStart int
	problem   problem
	scratch   []byte // for a term whose escapes must be resolved to be checked
}

const (
	bufferSize = 128 << 10
	padding    = 16
)

// NewScanner returns a Scanner that reads from r.
func NewScanner(r io.Reader, o ScanOptions) *Scanner {
	if o.MaxLine <= 0 {
		o.MaxLine = quads.DefaultMaxLine
	}
	o.MaxLine = min(o.MaxLine, math.MaxInt-bufferSize)
	return &Scanner{r: r, options: o, buf: make([]byte, bufferSize+padding)}
}

// Scan goes to the next quad. It returns false at the end of the input and
// after an error.
func (s *Scanner) Scan() bool {
	for s.err == nil {
		if s.pos >= s.limit && !s.fill() {
			return false
		}
		i := skipSpace(s.buf, s.pos)
		found := false
		switch s.buf[i] {
		case '\n', '\r', '#':
		default:
			i = s.statement(i)
			found = i >= 0
		}
		if i >= 0 {
			i = s.endOfLine(i)
		}
		if i < 0 {
			s.skipBad()
			continue
		}
		s.nextLine(i)
		if found {
			return true
		}
	}
	return false
}

// Quad returns the terms of the quad that Scan went to. They are good until
// the next call of Scan.
func (s *Scanner) Quad() *Spans { return &s.quad }

// Line returns the number of the line that the quad stands on.
func (s *Scanner) Line() int { return s.line - 1 }

// Err returns the error that ended scanning: a *quads.SyntaxError, or that
// of the reader beneath. It is nil at the end of the input.
func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

// skipSpace returns the index of the first byte that is no white space. It
// needs no bound: every line in the buffer has its end.
func skipSpace(b []byte, i int) int {
	for b[i] == ' ' || b[i] == '\t' {
		i++
	}
	return i
}

// endOfLine takes white space, a comment and checks that the line ends
// there. It returns the index of the line's end, or -1.
func (s *Scanner) endOfLine(i int) int {
	i = skipSpace(s.buf, i)
	if s.buf[i] == '#' {
		end := i + lineLen(s.buf[i:s.limit])
		if !utf8.Valid(s.buf[i:end]) {
			return s.badUTF8(i, end)
		}
		i = end
	}
	if c := s.buf[i]; c != '\n' && c != '\r' {
		return s.unexpected(i, "the end of the line: one statement stands on one line")
	}
	if i-s.lineStart > s.options.MaxLine {
		return -1 // skipBad says why
	}
	return i
}

// lineLen returns the length of the line that b begins with, without its end.
func lineLen(b []byte) int {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		b = b[:i]
	}
	if i := bytes.IndexByte(b, '\r'); i >= 0 {
		b = b[:i]
	}
	return len(b)
}

// nextLine goes behind the line's end at i. The grammar's EOL takes "\n",
// "\r" and "\r\n" alike.
func (s *Scanner) nextLine(i int) {
	if s.buf[i] == '\r' && i+1 < s.limit && s.buf[i+1] == '\n' {
		i++
	}
	s.pos, s.lineStart = i+1, i+1
	s.line++
}

// fill brings at least one whole line into the buffer. It returns false, with
// err set, where there is none.
func (s *Scanner) fill() bool {
	if s.line == 0 && !s.start() {
		return false
	}
	for s.pos >= s.limit {
		s.end = copy(s.buf, s.buf[s.pos:s.end])
		s.pos, s.limit, s.lineStart = 0, 0, 0
		searched := 0 // behind the last "\n" there may still be lines that end in "\r"
		for s.limit == 0 {
			if s.eof {
				s.err = io.EOF
				return false
			}
			if s.end >= len(s.buf)-padding && !s.makeRoom() {
				return false
			}
			searched = min(searched, s.end)
			if !s.read() {
				return false
			}
			s.findLimit(searched)
			searched = s.end
		}
		if s.overlong {
			s.overlong = false
			s.nextLine(lineLen(s.buf[:s.limit]))
		}
	}
	return true
}

// start reads as much as a byte order mark and passes over it.
func (s *Scanner) start() bool {
	const mark = "\xef\xbb\xbf"
	for s.end < len(mark) && !s.eof {
		if !s.read() {
			return false
		}
	}
	if bytes.HasPrefix(s.buf[:s.end], []byte(mark)) {
		s.pos, s.lineStart = len(mark), len(mark)
	}
	s.line = 1
	s.findLimit(s.pos)
	return true
}

// makeRoom is called where the buffer is full and holds no line's end. It
// makes the buffer larger, but not beyond what the longest line with its end
// needs; a longer line is an error, or dropped.
func (s *Scanner) makeRoom() bool {
	longest := s.options.MaxLine + len("\r\n")
	if s.end <= longest {
		grown := make([]byte, min(2*s.end, longest+1)+padding)
		copy(grown, s.buf[:s.end])
		s.buf = grown
		return true
	}
	if !s.overlong && !s.report(s.errTooLong()) {
		return false
	}
	s.overlong = true
	s.end = copy(s.buf, s.buf[s.end-1:s.end]) // its last byte may be a "\r" that ends it
	return true
}

// read reads once into the free part of the buffer. At the end of the input
// it ends the last line, if that has no end of its own.
func (s *Scanner) read() bool {
	n, err := s.r.Read(s.buf[s.end : len(s.buf)-padding])
	s.end += n
	switch {
	case err == io.EOF:
		s.eof = true
	case err != nil:
		s.err = err
		return false
	}
	return true
}

// findLimit sets limit behind the last line end in the buffer; what lies
// before from has none. A "\r" at the very end is left until it is known
// whether "\n" follows.
func (s *Scanner) findLimit(from int) {
	if s.eof {
		if s.end > s.pos && s.buf[s.end-1] != '\n' && s.buf[s.end-1] != '\r' {
			s.buf[s.end] = '\n' // the padding has room for it
			s.end++
		}
		s.limit = s.end
		return
	}
	if i := bytes.LastIndexByte(s.buf[from:s.end], '\n'); i >= 0 {
		s.limit = from + i + 1
		return
	}
	from = max(from-1, s.pos)
	if i := bytes.LastIndexByte(s.buf[from:max(s.end-1, from)], '\r'); i >= 0 {
		s.limit = from + i + 1
	}
}
