package rdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"quipu/quads"
)

// scanned is what came of scanning an input.
type scanned struct {
	quads []string // sorted
	bad   []string // in the order that OnBad was told
	err   string
}

func (s scanned) String() string {
	return fmt.Sprintf("quads:\n%s\nbad:\n%s\nerror: %s", strings.Join(s.quads, "\n"), strings.Join(s.bad, "\n"), s.err)
}

// noted is a quad as text, with all that its spans say.
func noted(q *Spans) string {
	return fmt.Sprint(q.Subject.Value(), q.Predicate.Value(), q.Object.Value(), q.Label.Value())
}

// told is an error with its excerpt.
func told(err error) string {
	text := fmt.Sprint(err)
	if e, ok := err.(*quads.SyntaxError); ok {
		text += "\n" + e.Excerpt()
	}
	return text
}

// sequential scans with Scan alone. Where take refuses a quad, it ends.
func sequential(r io.Reader, o ScanOptions, refuse string) (out scanned) {
	if o.OnBad != nil {
		o.OnBad = func(err error) { out.bad = append(out.bad, told(err)) }
	}
	s := NewScanner(r, o)
	for s.Scan() {
		q := noted(s.Quad())
		if refuse != "" && strings.Contains(q, refuse) {
			out.err = "refused " + q
			break
		}
		out.quads = append(out.quads, q)
	}
	if out.err == "" {
		out.err = told(s.Err())
	}
	slices.Sort(out.quads)
	return out
}

// inParallel scans with several workers, which take pieces of some size.
func inParallel(r io.Reader, o ScanOptions, refuse string, workers, size int) (out scanned) {
	if o.OnBad != nil {
		o.OnBad = func(err error) { out.bad = append(out.bad, told(err)) }
	}
	given := make([][]string, workers)
	err := NewScanner(r, o).scanParallel(context.Background(), workers, size, func(n int) func(*Spans) error {
		return func(q *Spans) error {
			text := noted(q)
			if refuse != "" && strings.Contains(text, refuse) {
				return errors.New("refused " + text)
			}
			given[n] = append(given[n], text)
			return nil
		}
	})
	out.err = told(err)
	out.quads = slices.Concat(given...)
	slices.Sort(out.quads)
	return out
}

// anyInput draws an input with line ends of all kinds and damage anywhere.
func anyInput(t *rapid.T) []byte {
	line := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string {
			return fmt.Sprintf("<urn:%d> <urn:p> \"%s\" .", rapid.IntRange(0, 99).Draw(t, "s"), strings.Repeat("é\\n", rapid.IntRange(0, 20).Draw(t, "long")))
		}),
		rapid.SampledFrom([]string{
			"", " ", "# comment", "<urn:a> <urn:p> _:b <urn:g> .", "<urn:a> <urn:p> \"x\"@en . # é",
			"<urn:a> <urn:p> .", "<urn:a> <urn:p> \"\xff\" .", "x", "\xef\xbb\xbf", strings.Repeat("y", 300), "# " + strings.Repeat("z", 300),
		}),
	)
	var b bytes.Buffer
	if rapid.Bool().Draw(t, "mark") {
		b.WriteString("\xef\xbb\xbf")
	}
	for range rapid.IntRange(0, 60).Draw(t, "lines") {
		b.WriteString(line.Draw(t, "line"))
		b.WriteString(rapid.SampledFrom([]string{"\n", "\n", "\n", "\r\n", "\r", "\r\r", "\n\r", ""}).Draw(t, "end"))
	}
	text := b.Bytes()
	for range rapid.IntRange(0, 3).Draw(t, "damages") {
		if len(text) > 0 {
			text[rapid.IntRange(0, len(text)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
	}
	return text
}

// TestScanParallel checks that it makes no difference how many workers there
// are, how much each takes, and how the input comes in.
func TestScanParallel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyInput(t)
		o := ScanOptions{File: "in", MaxLine: rapid.SampledFrom([]int{20, 100, 400, 0}).Draw(t, "max line")}
		if rapid.Bool().Draw(t, "skip") {
			o.OnBad = func(error) {}
		}
		refuse := rapid.SampledFrom([]string{"", "", "urn:7", "urn:a"}).Draw(t, "refuse")
		size := rapid.SampledFrom([]int{4, 7, 30, 100, 1000, 1 << 20}).Draw(t, "size")
		var broken error
		if rapid.IntRange(0, 9).Draw(t, "broken") == 0 {
			broken = errors.New("the disk is gone")
			text = append(text, '\n') // how long a line is that breaks off, depends on the buffer
		}
		open := func() io.Reader {
			if broken != nil {
				return io.MultiReader(bytes.NewReader(text), iotest.ErrReader(broken))
			}
			return bytes.NewReader(text)
		}
		want := sequential(iotest.OneByteReader(open()), o, refuse)
		for _, workers := range []int{1, 2, 5} {
			got := inParallel(open(), o, refuse, workers, size)
			if want.err != "<nil>" { // what comes behind the error may have been taken
				got.quads = slices.DeleteFunc(got.quads, func(q string) bool { return !slices.Contains(want.quads, q) })
				got.quads, want.quads = slices.Compact(got.quads), slices.Compact(want.quads)
			}
			if got.String() != want.String() {
				t.Fatalf("%d workers, pieces of %d: got\n%v\nwant\n%v\nof %q", workers, size, got, want, text)
			}
		}
	})
}

// TestScanParallelManyBad has more bad lines than are kept, some of them in
// front of a piece that is slow.
func TestScanParallelManyBad(t *testing.T) {
	var b strings.Builder
	for i := range 4 * mostWaiting {
		if i%3000 == 0 {
			fmt.Fprintf(&b, "<urn:%d> <urn:p> <urn:o> .\n", i)
		} else {
			fmt.Fprintf(&b, "bad %d\n", i)
		}
	}
	o := ScanOptions{File: "in", OnBad: func(error) {}}
	want := sequential(strings.NewReader(b.String()), o, "")
	for _, size := range []int{100, 10_000, 1 << 20} {
		if got := inParallel(strings.NewReader(b.String()), o, "", 4, size); got.String() != want.String() {
			t.Errorf("pieces of %d: %d bad lines, want %d, or not in order", size, len(got.bad), len(want.bad))
		}
	}
}

func TestScanParallelCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	line := []byte("<urn:a> <urn:p> <urn:o> .\n")
	var taken atomic.Int64
	err := NewScanner(&repeating{text: line}, ScanOptions{}).scanParallel(ctx, 3, 1000, func(int) func(*Spans) error {
		return func(*Spans) error {
			if taken.Add(1) == 5000 {
				cancel()
			}
			return nil
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

// repeating is a text without an end.
type repeating struct {
	text []byte
	at   int
}

func (r *repeating) Read(p []byte) (int, error) {
	n := copy(p, r.text[r.at:])
	r.at = (r.at + n) % len(r.text)
	return n, nil
}

func TestScanParallelAllocatesLittle(t *testing.T) {
	text := []byte(strings.Repeat("<urn:a> <urn:b\\u0041> \"plain\" <urn:g> .\n_:a <urn:b> \"caf\\u00e9\"@en-GB .\n", 20_000))
	perRun := testing.AllocsPerRun(5, func() {
		var form []byte
		err := NewScanner(bytes.NewReader(text), ScanOptions{}).scanParallel(t.Context(), 1, 10_000, func(int) func(*Spans) error {
			return func(q *Spans) error {
				form = q.Object.AppendCanonical(q.Predicate.AppendCanonical(form[:0]))
				return nil
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	if perRun > 40 { // the pieces' buffers, and what is kept for them
		t.Errorf("%v allocations for 40,000 quads", perRun)
	}
}

// TestAppendCanonical checks that a span's form is that of its value.
func TestAppendCanonical(t *testing.T) {
	char := rapid.SampledFrom([]string{
		"a", "b c", "é", "襲", "🙂", "\t", "\b", "\f", "\x00", "\x1f", "\x7f", "\u0080", "\uffff", "\ufffe", "\uffef", "\ufffd", "'", "~", "\u7f7f",
		`\t`, `\b`, `\n`, `\r`, `\f`, `\"`, `\'`, `\\`, `\u0000`, `\u007F`, `\u0041`, `\uFFFE`, `\uFFFF`, `\U0001F642`, `\U0010FFFF`,
	})
	iri := rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{"a", "é", "/", "#", `\u0041`, `\u00E9`, "\ufffe"})), func(s []string) string {
		return "<urn:" + strings.Join(s, "") + ">"
	})
	literal := rapid.Map(rapid.SliceOf(char), func(s []string) string { return `"` + strings.Join(s, "") + `"` })
	object := rapid.OneOf(
		iri,
		rapid.SampledFrom([]string{"_:b", "_:b.c", "_:é"}),
		literal,
		rapid.Map(literal, func(s string) string { return s + "@EN-gb" }),
		rapid.Custom(func(t *rapid.T) string { return literal.Draw(t, "text") + "^^" + iri.Draw(t, "type") }),
	)
	rapid.Check(t, func(t *rapid.T) {
		line := "<urn:s> <urn:p> " + object.Draw(t, "object") + " .\n"
		s := NewScanner(strings.NewReader(line), ScanOptions{})
		if !s.Scan() {
			t.Fatalf("%q: %v", line, s.Err())
		}
		o := &s.Quad().Object
		want, err := AppendTerm([]byte("before "), o.Value())
		if err != nil {
			t.Fatal(err)
		}
		if got := o.AppendCanonical([]byte("before ")); !bytes.Equal(got, want) {
			t.Fatalf("%s: %q, want %q", line, got, want)
		}
		if none := s.Quad().Label.AppendCanonical(nil); len(none) != 0 {
			t.Fatalf("no label is %q", none)
		}
	})
}
