package query

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/arrow"
)

const savedText = `#!/usr/bin/env -S quipu run
# Whom does a party accuse?
#
# Answers come with their sources.
# param who : name = 'Moscow, Russia' -- the accusing party
# param since : date  -- no default
# param note=-- free
# language arrow

# not part of the head
$who → accuses → ?whom
`

func TestParseSaved(t *testing.T) {
	s, err := ParseSaved("queries/accuses.query", savedText)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Whom does a party accuse?\n\nAnswers come with their sources."; s.Help != want {
		t.Errorf("help %q, want %q", s.Help, want)
	}
	if s.Name != "accuses" || s.Language != "arrow" {
		t.Errorf("name %q, language %q", s.Name, s.Language)
	}
	want := []Param{
		{Name: "who", Type: NameParam, Default: "'Moscow, Russia'", Help: "the accusing party"},
		{Name: "since", Type: DateParam, Required: true, Help: "no default"},
		{Name: "note", Default: "-- free"},
	}
	for i, w := range want {
		if i >= len(s.Params) || s.Params[i] != w {
			t.Errorf("parameter %d: want %+v, got %+v", i, w, s.Params)
			break
		}
	}
}

// The comments of the language may stand for #, where it is known to be that
// language.
func TestParseSavedComments(t *testing.T) {
	const slashes = "// Whom?\n// param who : name = Russia -- the accuser\n\n// not the head\n"
	for _, c := range []struct {
		file, text, asked string
		params            int
		help              string
	}{
		{"q.gizmo", slashes, "", 1, "Whom?"},
		{"q.gizmo", "#!/usr/bin/env -S quipu run\n" + slashes, "", 1, "Whom?"},
		{"q.gizmo", "# Who?\n" + slashes + "g.V()", "", 1, "Who?\nWhom?"},
		{"q.gizmo", "// language arrow\n" + slashes, "", 0, ""},
		{"q.query", "# language gizmo\n" + slashes, "", 1, "Whom?"},
		{"", slashes, "gizmo", 1, "Whom?"},
		{"q.query", slashes, "", 0, ""},
		{"q.gizmo", slashes, "arrow", 0, ""},
		{"q.gizmo", "g.V()\n" + slashes, "", 0, ""},
	} {
		s, err := parseHead(c.file, c.text, c.asked)
		if err != nil || len(s.Params) != c.params || s.Help != c.help {
			t.Errorf("%s %q: %+v, %v", c.file, c.text, s, err)
		}
	}
	_, err := ParseSaved("q.gizmo", "// param 1")
	if want := "expected // param NAME"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestParseSavedErrors(t *testing.T) {
	for text, want := range map[string]string{
		"# help\n# param $who":          "q.query:2:1: the parameter is named without $: who",
		"# param 1st":                   "q.query:1:1: '1st' is no parameter name",
		"# param who : entity":          "q.query:1:1: 'entity' is no type: name, number, date, text",
		"# param a\n# param a":          "q.query:2:1: parameter a is declared twice",
		"# param \x1b[31m : name = x\n": `q.query:1:1: '`,
	} {
		_, err := ParseSaved("q.query", text)
		var syntax *quads.SyntaxError
		if !errors.As(err, &syntax) || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: want %s, got %v", text, want, err)
		} else if strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: raw escape in %q", text, err)
		}
	}
}

func TestParamValue(t *testing.T) {
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	typed := func(text string, datatype quad.IRI) arrow.Term {
		return arrow.Literal{Value: quad.TypedString{Value: quad.String(text), Type: datatype}}
	}
	for _, c := range []struct {
		kind, text string
		want       arrow.Term // nil: an error
	}{
		{"name", "Moscow, Russia", arrow.Name{Text: "Moscow, Russia"}},
		{"name", "'Moscow, Russia'", arrow.Name{Text: "Moscow, Russia"}},
		{"name", "1984", arrow.Name{Text: "1984"}},
		{"name", "2024-02-30", arrow.Name{Text: "2024-02-30"}},
		{"name", "a → b", arrow.Name{Text: "a → b"}},
		{"name", "<http://example.org/>", arrow.IRI{Value: "http://example.org/"}},
		{"name", " ", nil},
		{"number", "12", typed("12", quads.XSDInteger)},
		{"number", "2.50", typed("2.50", quads.XSDDecimal)},
		{"number", "many", nil},
		{"number", "2024-03-22", nil},
		{"date", "2024-03-22", typed("2024-03-22", quads.XSDDate)},
		{"date", "2024-03", typed("2024-03", quads.XSDMonth)},
		{"date", "12", nil},
		{"date", "2024-02-30", nil},
		{"text", "?x } drop", arrow.Literal{Value: quad.String("?x } drop")}},
		{"text", "", arrow.Literal{Value: quad.String("")}},
		{"", "Moscow, Russia", arrow.Name{Text: "Moscow, Russia"}},
		{"", "1984", typed("1984", quads.XSDInteger)},
		{"", `"text"@en`, arrow.Literal{Value: quad.LangString{Value: "text", Lang: "en"}}},
		{"", "?x", nil},
		{"", "", nil},
	} {
		got, err := Param{Name: "p", Type: c.kind}.value(c.text, names)
		var usage *UsageError
		switch {
		case c.want == nil && !errors.As(err, &usage):
			t.Errorf("%s %q: want a usage error, got %v, %v", c.kind, c.text, got, err)
		case c.want != nil && (err != nil || got != c.want):
			t.Errorf("%s %q: want %v, got %v, %v", c.kind, c.text, c.want, got, err)
		}
	}
}

func TestValidate(t *testing.T) {
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	s, err := ParseSaved("q.query", savedText)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		given map[string]string
		want  string
	}{
		{map[string]string{"since": "2024-01-01"}, ""},
		{nil, "parameter since is missing: -p since=VALUE (no default)"},
		{map[string]string{"since": "soon"}, "parameter since: 'soon' is no date, such as 2024-03-22 or 2024-03"},
		{map[string]string{"since": "2024-01-01", "until": "2025-01-01"}, "no parameter until here; there is who, since, note"},
	} {
		err := s.Validate(c.given, names)
		var usage *UsageError
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%v: %v", c.given, err)
		case c.want != "" && (!errors.As(err, &usage) || err.Error() != c.want):
			t.Errorf("%v: want %q, got %v", c.given, c.want, err)
		}
	}
}

func TestLoadDir(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"b.query": "# second\n?a → b → ?c", "a.query": savedText, "notes.txt": "# no query", "bad.query": "# param 1",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	saved, err := LoadDir(dir)
	if len(saved) != 2 || saved[0].Name != "a" || saved[1].Help != "second" {
		t.Errorf("got %v", saved)
	}
	if err == nil || !strings.Contains(err.Error(), "bad.query:1:1:") {
		t.Errorf("the bad file is not told: %v", err)
	}
	if _, err := LoadDir(filepath.Join(dir, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
}
