package quads_test

import (
	"errors"
	"strings"
	"testing"

	"quipu/quads"
)

var formats = []quads.Format{
	{Name: "nquads", Extensions: []string{".nq"}},
	{Name: "arrows", Extensions: []string{".arrows"}},
}

func TestFormatByFile(t *testing.T) {
	for file, want := range map[string]string{
		"case.nq":            "nquads",
		"CASE.NQ":            "nquads",
		"a/b.c/case.nq.gz":   "nquads",
		"case.arrows.ZST":    "arrows",
		"case.nq.arrows.bz2": "arrows",
		"-":                  "name it with --from: nquads (.nq), arrows (.arrows)",
		"case":               "case: unknown format",
		"case.gz":            "case.gz: unknown format",
		"case.txt":           "unknown format: the extension says nothing; name the format with --from: nquads (.nq), arrows (.arrows)",
		"dir.nq/case":        "unknown format",
		"case.nq.gz.gz":      "unknown format",
		"\x1b[31m.txt":       `\u001B[31m.txt: unknown format`,
	} {
		f, err := quads.FormatByFile(formats, file)
		checkFormat(t, file, f, err, want)
	}
}

func TestFormatByName(t *testing.T) {
	for name, want := range map[string]string{
		"nquads": "nquads",
		"Arrows": "arrows",
		"nq":     `unknown format "nq"; the formats are nquads (.nq), arrows (.arrows)`,
		"":       `unknown format ""`,
	} {
		f, err := quads.FormatByName(formats, name)
		checkFormat(t, name, f, err, want)
	}
}

func checkFormat(t *testing.T, of string, f quads.Format, err error, want string) {
	t.Helper()
	if err == nil {
		if f.Name != want {
			t.Errorf("%q: got %s, want %s", of, f.Name, want)
		}
		return
	}
	var unknown *quads.UnknownFormatError
	if !errors.As(err, &unknown) || !strings.Contains(err.Error(), want) {
		t.Errorf("%q: got error %v, want %s", of, err, want)
	}
}

func TestSyntaxError(t *testing.T) {
	for _, c := range []struct {
		err  quads.SyntaxError
		want string
	}{
		{quads.SyntaxError{File: "a.nq", Line: 3, Column: 7, What: "unexpected ';'", Expected: `"."`, Hint: "quote it"},
			`a.nq:3:7: unexpected ';', expected "." (quote it)`},
		{quads.SyntaxError{Line: 1, Column: 2, What: "odd"}, "1:2: odd"},
		{quads.SyntaxError{File: "a\x1b[2J", Line: 1, What: "two\nlines"}, `a\u001B[2J:1: two\nlines`},
		{quads.SyntaxError{What: "odd"}, "odd"},
	} {
		if got := c.err.Error(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestSyntaxErrorExcerpt(t *testing.T) {
	long := strings.Repeat("0123456789", 20)
	for _, c := range []struct {
		name string
		err  quads.SyntaxError
		want string
	}{
		{"no text", quads.SyntaxError{Column: 1}, ""},
		{"no column", quads.SyntaxError{Text: "a"}, ""},
		{"start", quads.SyntaxError{Text: "abc", Column: 1}, "abc\n^"},
		{"end", quads.SyntaxError{Text: "abc", Column: 4}, "abc\n   ^"},
		{"beyond", quads.SyntaxError{Text: "abc", Column: 40}, "abc\n   ^"},
		{"wide", quads.SyntaxError{Text: "襲撃 x", Column: 4}, "襲撃 x\n     ^"},
		{"tab", quads.SyntaxError{Text: "\tx", Column: 2}, " x\n ^"},
		{"escaped", quads.SyntaxError{Text: "\x1bx", Column: 2}, "\\u001Bx\n      ^"},
		{"long", quads.SyntaxError{Text: long, Column: 101},
			"…" + long[:50] + long[:29] + "…\n" + strings.Repeat(" ", 51) + "^"},
		{"cut by the reader", quads.SyntaxError{Text: long[:60], Column: 1031, TextColumn: 1001},
			"…" + long[:60] + "\n" + strings.Repeat(" ", 31) + "^"},
	} {
		if got := c.err.Excerpt(); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestSyntaxErrorExcerptNarrow(t *testing.T) {
	long := strings.Repeat("0123456789", 20)
	for _, c := range []struct {
		err  quads.SyntaxError
		want string
	}{
		{quads.SyntaxError{Text: "a → p", Column: 3}, "a → p\n  ^"},
		{quads.SyntaxError{Text: long, Column: 101}, "…" + long[1:10] + long[:9] + "…\n" + strings.Repeat(" ", 10) + "^"},
		{quads.SyntaxError{Text: strings.Repeat("東", 50), Column: 26}, "…東東東東東東東東…\n         ^"},
	} {
		if got := c.err.ExcerptWithin(20); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
	_ = (&quads.SyntaxError{Text: long, Column: 101}).ExcerptWithin(0) // no width is too small
}
