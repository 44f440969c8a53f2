package quads

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func TestCut(t *testing.T) {
	tests := []struct {
		in    string
		width int
		want  string
	}{
		{"Moscow", 6, "Moscow"}, {"Moscow", 5, "Mosc…"}, {"Moscow", 1, "…"}, {"Moscow", 0, ""}, {"", 0, ""},
		{"東京都", 6, "東京都"}, {"東京都", 5, "東京…"}, {"東京都", 4, "東…"},
		{"e\u0301e\u0301e\u0301", 2, "e\u0301…"}, {"👩‍👩‍👧 family", 3, "👩‍👩‍👧…"},
	}
	for _, tt := range tests {
		if got := Cut(tt.in, tt.width); got != tt.want {
			t.Errorf("Cut(%q, %d) is %q, want %q", tt.in, tt.width, got, tt.want)
		}
	}
}

// A cut text is no wider than asked, and a beginning of what it was.
func TestCutFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.StringOf(rapid.RuneFrom([]rune("aé北👩\u200d🚀e\u0301🇺🇦"))).Draw(t, "in")
		width := rapid.IntRange(0, 20).Draw(t, "width")
		out := Cut(in, width)
		if uniseg.StringWidth(out) > width {
			t.Fatalf("%q is %d wide, want %d", out, uniseg.StringWidth(out), width)
		}
		if !strings.HasPrefix(in, strings.TrimSuffix(out, "…")) {
			t.Fatalf("%q is no beginning of %q", out, in)
		}
	})
}
