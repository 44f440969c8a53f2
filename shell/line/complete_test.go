package line

import (
	"strings"
	"testing"
)

func TestComplete(t *testing.T) {
	names := []string{"Ukraine", "Ukrainian army", "United Kingdom", "'Moscow, Russia'", "'Ukraine, east'", "'Kyiv, east'", "'Kyiv, west'", "dir/", "東京", "東京都"}
	completer := func(before string) (int, []string) {
		from := strings.LastIndex(before, "→ ") + len("→ ")
		if from < len("→ ") {
			from = 0
		}
		typed := strings.ToLower(before[from:])
		var found []string
		for _, n := range names {
			if strings.HasPrefix(strings.ToLower(strings.Trim(n, "'")), typed) {
				found = append(found, n)
			}
		}
		return from, found
	}
	// | is the cursor.
	tests := []struct{ in, want, list string }{
		{"ukra|", "Ukrain|", "Ukraine          Ukrainian army   'Ukraine, east'\n"},
		{"ukraine|", "Ukraine|", "Ukraine          'Ukraine, east'\n"},
		{"ky|", "'Kyiv, |", "'Kyiv, east'  'Kyiv, west'\n"},
		{"Russia → accuses → ukrainian|", "Russia → accuses → Ukrainian army |", ""},
		{"mos|", "'Moscow, Russia' |", ""},
		{"un| → p → o", "United Kingdom |→ p → o", ""}, // one space is enough
		{"di|", "dir/|", ""},
		{"zz|", "zz|", ""},
		{"東|", "東京|", "東京    東京都\n"},
		{"u|", "U|", "Ukraine          Ukrainian army   United Kingdom\n'Ukraine, east'\n"},
	}
	for _, tt := range tests {
		before, after, _ := strings.Cut(tt.in, "|")
		text, pos, list := complete([]rune(before+after), len([]rune(before)), completer, 60)
		got := string(text[:pos]) + "|" + string(text[pos:])
		if got != tt.want || list != tt.list {
			t.Errorf("%q: %q, list %q; want %q, list %q", tt.in, got, list, tt.want, tt.list)
		}
	}
}

func TestColumnsAreHarmless(t *testing.T) {
	many := make([]string, listed+5)
	for i := range many {
		many[i] = strings.Repeat("long ", 40) + "\x1b[2J\u202e\u009b"
	}
	list := columns(many, 30)
	if !strings.HasSuffix(list, "… and 5 more\n") {
		t.Errorf("the list ends in %q", list[len(list)-30:])
	}
	for _, line := range strings.Split(list, "\n") {
		if n := len([]rune(line)); n > 30 {
			t.Errorf("a line is %d wide: %q", n, line)
		}
		if strings.ContainsAny(line, "\x1b\u202e\u009b") {
			t.Errorf("a control character got through: %q", line)
		}
	}
	if got := columns([]string{"\x1b[2Jx"}, 30); got != "\\u001B[2Jx\n" {
		t.Errorf("%q", got)
	}
}
