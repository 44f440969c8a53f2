package arrow

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/cockroachdb/datadriven"

	"quipu/quads"
)

const testdata = "../../testdata/arrow"

// The data-driven tests. Their commands:
//
//	parse      the blocks of a text, printed flat, or the error with its caret
//	complete   whether a typed text can run
//	value      ParseTerm, and the shown form of what it read
//	quads      the quads of a text
//	write      the quads of a text, written as arrows
//	broken     the worked case, read skipping with its line … replaced by …:
//	           what is told, and how its quads differ
func TestDataDriven(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(testdata, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no test files in %s: %v", testdata, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			datadriven.RunTest(t, file, runCommand)
		})
	}
}

func runCommand(t *testing.T, d *datadriven.TestData) string {
	t.Helper()
	switch d.Cmd {
	case "parse":
		return showParse(d.Input)
	case "complete":
		if Complete(d.Input) {
			return "runs\n"
		}
		return "waits\n"
	case "value":
		return showValue(d.Input)
	case "quads":
		return showQuads(d.Input, d.HasArg("skip-bad"))
	case "broken":
		return showBroken(t, d.Input)
	case "write":
		return showWritten(t, d.Input)
	}
	t.Fatalf("unknown command %s", d.Cmd)
	return ""
}

func showParse(text string) string {
	var b strings.Builder
	blocks, err := Parse(text, Options{})
	for _, block := range blocks {
		kind := "statements"
		if block.IsQuery() {
			kind = "query"
		}
		fmt.Fprintf(&b, "%s:\n", kind)
		for line := range strings.Lines(block.String()) {
			b.WriteString("  " + line)
		}
		for _, r := range block.Remarks {
			fmt.Fprintf(&b, "  # %d:%d: %s\n", r.Pos.Line, r.Pos.Column, r.Text)
		}
	}
	b.WriteString(showError(err))
	return b.String()
}

func readAll(text string, o quads.ReadOptions) (*Reader, []quad.Quad, error) {
	r := NewReader(strings.NewReader(text), o).(*Reader)
	var all []quad.Quad
	for {
		q, err := r.Read()
		if err == io.EOF {
			return r, all, nil
		}
		if err != nil {
			return r, all, err
		}
		all = append(all, q)
	}
}

// showQuads prints quads as the shown forms of their terms; <base> is
// shortened, so that the hashes of nodes stay in view.
func showQuads(text string, skipBad bool) string {
	var b strings.Builder
	o := quads.ReadOptions{File: "case.arrows"}
	if skipBad {
		o.OnBad = func(err error) { fmt.Fprintf(&b, "bad: %s\n", err) }
	}
	r, all, err := readAll(text, o)
	for _, q := range all {
		fmt.Fprintf(&b, "%s · %s · %s · %s\n", Format(q.Subject, defaultNames), Format(q.Predicate, defaultNames),
			Format(q.Object, defaultNames), Format(q.Label, defaultNames))
	}
	for _, m := range r.Remarks() {
		fmt.Fprintf(&b, "# %d:%d: %s\n", m.Pos.Line, m.Pos.Column, m.Text)
	}
	if n := r.Changed(); n > 0 {
		fmt.Fprintf(&b, "names brought to normal form: %d\n", n)
	}
	b.WriteString(showError(err))
	return b.String()
}

// showBroken replaces lines of the worked case, the first of input by those
// behind it, and compares what is read of it with the whole.
func showBroken(t *testing.T, input string) string {
	t.Helper()
	raw, err := os.ReadFile("../../testdata/crocus/case.arrows")
	if err != nil {
		t.Fatal(err)
	}
	right, wrong, _ := strings.Cut(input, "\n")
	if strings.Count(string(raw), right) != 1 {
		t.Fatalf("the worked case has not one %q", right)
	}
	_, whole, err := readAll(string(raw), quads.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	_, rest, err := readAll(strings.Replace(string(raw), right, wrong, 1), quads.ReadOptions{
		File: "case.arrows", OnBad: func(err error) { fmt.Fprintf(&b, "bad: %s\n", err) },
	})
	if err != nil {
		t.Fatal(err)
	}
	show := func(what string, these, without []quad.Quad) {
		for _, q := range these {
			if !slices.Contains(without, q) {
				fmt.Fprintf(&b, "%s: %s → %s → %s @ %s\n", what, Format(q.Subject, defaultNames),
					Format(q.Predicate, defaultNames), Format(q.Object, defaultNames), Format(q.Label, defaultNames))
			}
		}
	}
	show("missing", whole, rest)
	show("too many", rest, whole)
	return b.String()
}

// showWritten writes what it reads, and checks that this reads back equal.
func showWritten(t *testing.T, text string) string {
	t.Helper()
	_, all, err := readAll(text, quads.ReadOptions{})
	if err != nil {
		return showError(err)
	}
	out, err := writeAll(all)
	if err != nil {
		return err.Error() + "\n"
	}
	_, again, err := readAll(out, quads.ReadOptions{})
	if err != nil {
		t.Errorf("what was written does not parse: %v\n%s", err, out)
	}
	if diff := difference(all, again); diff != "" {
		t.Errorf("what was written reads back otherwise: %s\n%s", diff, out)
	}
	return out
}

func writeAll(all []quad.Quad) (string, error) {
	var b strings.Builder
	w := NewWriter(&b, defaultNames)
	for _, q := range all {
		if err := w.Write(q); err != nil {
			return "", err
		}
	}
	err := w.Close()
	return b.String(), err
}

// difference describes how two sets of quads differ.
func difference(a, b []quad.Quad) string {
	count := map[quad.Quad]int{}
	for _, q := range a {
		count[q] |= 1
	}
	for _, q := range b {
		count[q] |= 2
	}
	var s strings.Builder
	for q, n := range count {
		switch n {
		case 1:
			fmt.Fprintf(&s, "missing %#v\n", q)
		case 2:
			fmt.Fprintf(&s, "too many %#v\n", q)
		}
	}
	return s.String()
}

func showError(err error) string {
	if err == nil {
		return ""
	}
	var e *quads.SyntaxError
	if !errors.As(err, &e) {
		return "untyped error: " + err.Error() + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "error: %s\n", e)
	for line := range strings.Lines(e.Excerpt() + "\n") {
		b.WriteString("  " + line)
	}
	return b.String()
}

func showValue(text string) string {
	term, err := ParseTerm(text, defaultNames)
	if err != nil {
		return showError(err)
	}
	return fmt.Sprintf("%T %s\n", term, term)
}
