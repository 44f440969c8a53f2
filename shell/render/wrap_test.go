package render

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func TestShorten(t *testing.T) {
	const iri = "<http://data.example.org/dump/entity/Q10000>"
	tests := []struct {
		text  string
		width int
		want  string
	}{
		{iri, 44, iri},
		{iri, 43, "<…//data.example.org/dump/entity/Q10000>"},
		{iri, 20, "<…/entity/Q10000>"},
		{iri, 10, "<…/Q10000>"},
		{iri, 6, "<…000>"},
		{iri, 3, "<…>"},
		{iri, 2, "<…"},
		{"<http://example.org/long/folder/>", 16, "<…/long/folder/>"},
		{"<urn:isbn:0451450523>", 12, "<…451450523>"},
		{"?x → " + iri + " → ?y", 40, "?x → <…/Q10000> → ?y"},
		{"?x → " + iri + " → ?y", 12, "?x → <…/Q10…"},
		{"a name that goes on", 8, "a name …"},
		{"<no iri, for it has spaces>", 8, "<no iri…"},
		{"<http://例え.jp/東京都庁>", 8, "<…都庁>"},
	}
	for _, tt := range tests {
		if got := Shorten(tt.text, tt.width); got != tt.want {
			t.Errorf("%s to %d: %s, want %s", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestShortenFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`(<[a-z]+:[a-z/#東]*>|[a-z →]*)(<[a-z]+:[a-z/#]*>)?`).Draw(t, "text")
		width := rapid.IntRange(1, 30).Draw(t, "width")
		if got := Shorten(text, width); uniseg.StringWidth(got) > width {
			t.Fatalf("%q is wider than %d", got, width)
		}
	})
}

// Lines are as long as they may be, and together have the words of the text.
func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z東]{1,8}`), 1, 12).Draw(t, "words")
		width := rapid.IntRange(0, 40).Draw(t, "width")
		indent := strings.Repeat(" ", rapid.IntRange(0, 6).Draw(t, "indent"))
		text := indent + strings.Join(words, " ")
		lines := Wrap(text, width, indent)
		if got := strings.Fields(strings.Join(lines, " ")); strings.Join(got, " ") != strings.Join(words, " ") {
			t.Fatalf("%q has other words", lines)
		}
		for i, line := range lines {
			if !strings.HasPrefix(line, indent) {
				t.Fatalf("line %q is not indented", line)
			}
			if width > 0 && uniseg.StringWidth(line) > width && len(strings.Fields(line)) > 1 {
				t.Fatalf("line %q is wider than %d", line, width)
			}
			if i > 0 && uniseg.StringWidth(lines[i-1]+" "+strings.Fields(line)[0]) <= width {
				t.Fatalf("the first word of %q fits the line before", line)
			}
		}
	})
}
