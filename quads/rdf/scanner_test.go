package rdf_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"quipu/quads"
	"quipu/quads/rdf"
)

// scan returns what a Scanner gives: each quad with its line, each bad line's
// error, and the error at the end.
func scan(r io.Reader, maxLine int, skipBad bool) string {
	var out strings.Builder
	o := rdf.ScanOptions{File: "in", MaxLine: maxLine}
	if skipBad {
		o.OnBad = func(err error) { fmt.Fprintln(&out, "bad:", err) }
	}
	s := rdf.NewScanner(r, o)
	for s.Scan() {
		q := s.Quad()
		fmt.Fprintln(&out, s.Line(), q.Subject.Value(), q.Predicate.Value(), q.Object.Value(), q.Label.Value())
	}
	fmt.Fprintln(&out, "end:", s.Err())
	return out.String()
}

// TestScannerChunks checks that it makes no difference how the input comes in.
func TestScannerChunks(t *testing.T) {
	long := strings.Repeat("x", 300_000)
	inputs := []string{
		"",
		"\n",
		"\r",
		"\xef\xbb",
		"\xef\xbb\xbf",
		"\xef\xbb\xbf<urn:a> <urn:b> <urn:c> .",
		"<urn:a> <urn:b> \"1\" .\r\n<urn:a> <urn:b> \"2\" .\r<urn:a> <urn:b> \"3\" .\n\r\nbad\r\nbad\r<urn:a> <urn:b> \"4\" .\r",
		"<urn:a> <urn:b> \"" + long + "\" .\r\n<urn:a> <urn:b> \"after a long line\" .\r\n",
		"# " + long + "\r# " + long + "\r<urn:a> <urn:b> \"after long comments\" .",
		long + "\r\n" + long + "\n<urn:a> <urn:b> \"after long bad lines\" .",
		"<urn:a> <urn:b> \"no end\" .\n<urn:a> <urn:b> \"" + long,
		"<urn:a> <urn:b> <urn:c> .\n" + long,
	}
	readers := map[string]func(string) io.Reader{
		"bytes":    func(s string) io.Reader { return iotest.OneByteReader(strings.NewReader(s)) },
		"halves":   func(s string) io.Reader { return iotest.HalfReader(strings.NewReader(s)) },
		"with EOF": func(s string) io.Reader { return iotest.DataErrReader(strings.NewReader(s)) },
	}
	for _, maxLine := range []int{30, 200_000, 1 << 20} {
		for i, input := range inputs {
			want := scan(strings.NewReader(input), maxLine, true)
			for name, reader := range readers {
				if got := scan(reader(input), maxLine, true); got != want {
					t.Errorf("input %d, max %d, %s: got\n%.300s\nwant\n%.300s", i, maxLine, name, got, want)
				}
			}
		}
	}
}

// TestScannerLineNumbers checks that skipped lines of every kind count.
func TestScannerLineNumbers(t *testing.T) {
	long := strings.Repeat("x", 400_000)
	input := "\n# two\r\n" + long + "\r\nbad\r<urn:a> <urn:b> \"five\" .\n" + long + "\n<urn:a> <urn:b> \"seven\" ."
	got := scan(strings.NewReader(input), 1000, true)
	want := `bad: in:3:1: the line is longer than 1000 bytes (if it is right, allow longer ones with --max-line)
bad: in:4:1: unexpected 'b', expected an IRI <…> or a blank node _:… as subject
5 <urn:a> <urn:b> "five" <nil>
bad: in:6:1: the line is longer than 1000 bytes (if it is right, allow longer ones with --max-line)
7 <urn:a> <urn:b> "seven" <nil>
end: <nil>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestScannerOverlongCR has the line end of a dropped line as the last byte
// that the buffer holds.
func TestScannerOverlongCR(t *testing.T) {
	for extra := range 4 {
		input := strings.Repeat("x", 128<<10-2+extra) + "\r<urn:a> <urn:b> \"behind\" .\n"
		got := scan(strings.NewReader(input), 100, true)
		want := `bad: in:1:1: the line is longer than 100 bytes (if it is right, allow longer ones with --max-line)
2 <urn:a> <urn:b> "behind" <nil>
end: <nil>
`
		if got != want {
			t.Errorf("%d more: got\n%s\nwant\n%s", extra, got, want)
		}
	}
}

// endless is a line without an end.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

// TestScannerEndlessLine checks that a line without an end is neither kept
// nor read to its end.
func TestScannerEndlessLine(t *testing.T) {
	e := &endless{}
	s := rdf.NewScanner(io.MultiReader(strings.NewReader(`<urn:a> <urn:b> "`), e), rdf.ScanOptions{File: "in"})
	if s.Scan() {
		t.Fatal("read a quad")
	}
	var syntax *quads.SyntaxError
	if err := s.Err(); !errors.As(err, &syntax) || !strings.Contains(err.Error(), "--max-line") {
		t.Errorf("got %v, want an error that names --max-line", err)
	}
	if e.read > 2*quads.DefaultMaxLine {
		t.Errorf("read %d bytes of the line", e.read)
	}
}

func TestScannerReadError(t *testing.T) {
	broken := errors.New("the disk is gone")
	r := io.MultiReader(strings.NewReader("<urn:a> <urn:b> <urn:c> .\n<urn:a> "), iotest.ErrReader(broken))
	s := rdf.NewScanner(r, rdf.ScanOptions{OnBad: func(err error) { t.Error(err) }})
	n := 0
	for s.Scan() {
		n++
	}
	if n != 1 || s.Err() != broken || s.Scan() {
		t.Errorf("read %d quads, then %v", n, s.Err())
	}
}

func TestScannerAllocatesNothing(t *testing.T) {
	text := []byte(strings.Repeat(`<urn:a> <urn:b> "plain" <urn:g> .
_:a <urn:b\u0041> "caf\u00e9"@en-GB .
<urn:a> <urn:b> "襲撃"^^<urn:typ\u0065> _:g . # comment
`, 1000))
	perRun := testing.AllocsPerRun(10, func() {
		s := rdf.NewScanner(bytes.NewReader(text), rdf.ScanOptions{})
		for s.Scan() {
		}
		if s.Err() != nil {
			t.Fatal(s.Err())
		}
	})
	if perRun > 10 { // the Scanner, its buffers, the reader
		t.Errorf("%v allocations for 3000 quads", perRun)
	}
}
