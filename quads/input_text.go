package quads

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// An InputError is an input that cannot be read as text.
type InputError struct {
	Input string // its path, or "standard input"
	What  string
	Hint  string // what to do; may be empty
	Err   error  // the cause beneath; may be nil
}

// Error returns input: what (hint).
func (e *InputError) Error() string {
	s := Printable(e.Input) + ": " + Printable(e.What)
	if strings.HasPrefix(e.What, "is ") || strings.HasPrefix(e.What, "expands ") {
		s = Printable(e.Input) + " " + Printable(e.What)
	}
	if e.Hint != "" {
		s += " (" + Printable(e.Hint) + ")"
	}
	return s
}

// Unwrap returns the cause.
func (e *InputError) Unwrap() error { return e.Err }

// sniffLen is how much of an input is looked at before it is read.
const sniffLen = 8 << 10

// signatures are the first bytes of files that are often given by mistake.
var signatures = []struct{ magic, what, hint string }{
	{"\x1f\x8b", "gzip data inside compressed data", "decompress it once yourself"},
	{"\x28\xb5\x2f\xfd", "zstd data inside compressed data", "decompress it once yourself"},
	{"\xfd7zXZ\x00", "an xz archive", "decompress it first: xz -d"},
	{"PK\x03\x04", "a zip archive or an office document", "unpack it first"},
	{"%PDF-", "a PDF document", "extract its text first"},
	{"\x7fELF", "a program", ""},
	{"\x89PNG\r\n", "a picture", ""},
	{"\xff\xd8\xff", "a picture", ""},
	{"SQLite format 3\x00", "an SQLite database", "export it first"},
	{"\xff\xfe", "UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8"},
	{"\xfe\xff", "UTF-16 text", "convert it: iconv -f UTF-16 -t UTF-8"},
}

// checkText refuses what is plainly no text. It only looks at the head and
// leaves the verdict on single characters to the format's reader: a NUL in a
// literal is allowed by N-Quads, a NUL among other binary bytes is not text.
func checkText(input string, head []byte) error {
	for _, s := range signatures {
		if hasPrefix(head, s.magic) {
			return &InputError{Input: input, What: "is not text but " + s.what, Hint: s.hint}
		}
	}
	if i := bytes.IndexByte(head, 0); i >= 0 && isBinary(head) {
		return &InputError{Input: input, What: "is not text: it has NUL bytes", Hint: "is it the right file?"}
	}
	return nil
}

// isBinary reports whether more than one character in 32 is a control or not
// UTF-8.
func isBinary(head []byte) bool {
	odd, all := 0, 0
	for len(head) > 0 {
		r, size := utf8.DecodeRune(head)
		if r == utf8.RuneError && size == 1 || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
			odd++
		}
		all++
		head = head[size:]
	}
	return odd*32 > all
}

// hasPrefix is bytes.HasPrefix for a prefix given as a string.
func hasPrefix(b []byte, prefix string) bool {
	return bytes.HasPrefix(b, []byte(prefix))
}
