package shell

import (
	"reflect"
	"strings"
	"testing"

	"quipu/quads"
	"quipu/quads/arrow"
)

func TestSplitArgs(t *testing.T) {
	tests := []struct {
		in   string
		want []string
		err  bool
	}{
		{"", nil, false},
		{"Islamic State, Ukraine", []string{"Islamic State", "Ukraine"}, false},
		{"'Moscow, Russia', Kyiv", []string{"Moscow, Russia", "Kyiv"}, false},
		{`"a, b"`, []string{"a, b"}, false},
		{`'O\'Brien, Jr.' , x`, []string{"O'Brien, Jr.", "x"}, false},
		{"O'Brien, Xi's envoy", []string{"O'Brien", "Xi's envoy"}, false},
		{"' a '", []string{" a "}, false},
		{"a b.nq", []string{"a b.nq"}, false},
		{"a,,b,", []string{"a", "b"}, false},
		{"'open", nil, true},
	}
	for _, tt := range tests {
		got, err := splitArgs(tt.in)
		if !reflect.DeepEqual(got, tt.want) || (err != nil) != tt.err {
			t.Errorf("%q: %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
}

func TestSplitRun(t *testing.T) {
	tests := []struct {
		in, name string
		params   map[string]string
		err      bool
	}{
		{"accusers", "accusers", map[string]string{}, false},
		{"accusers whom=Ukraine", "accusers", map[string]string{"whom": "Ukraine"}, false},
		{"q a=Islamic State, b=3", "q", map[string]string{"a": "Islamic State", "b": "3"}, false},
		{"q a=Islamic State b=3", "q", map[string]string{"a": "Islamic State", "b": "3"}, false},
		{"q a=Moscow, Russia, b=x", "q", map[string]string{"a": "Moscow, Russia", "b": "x"}, false},
		{"q a=", "q", map[string]string{"a": ""}, false},
		{"'two words' a=1", "two words", map[string]string{"a": "1"}, false},
		{"", "", nil, true},
		{"q Ukraine", "", nil, true},
		{"q Ukraine a=1", "", nil, true},
	}
	for _, tt := range tests {
		name, params, err := splitRun(tt.in)
		if name != tt.name || !reflect.DeepEqual(params, tt.params) || (err != nil) != tt.err {
			t.Errorf("%q: %q %v, %v", tt.in, name, params, err)
		}
	}
}

// Every command has a help that fits its place, and no two share a name.
func TestCommands(t *testing.T) {
	seen := map[string]string{}
	for _, c := range commands() {
		for _, name := range append([]string{c.name}, c.aliases...) {
			if seen[name] != "" {
				t.Errorf(".%s and .%s are both called %s", seen[name], c.name, name)
			}
			seen[name] = c.name
		}
		summary, _, _ := strings.Cut(c.help, "\n")
		if summary == "" || len(summary) > 60 {
			t.Errorf(".%s has the summary %q", c.name, summary)
		}
	}
	for _, name := range strings.Fields("help open load save queries run export sources stats schema names mode source remove undo quit find") {
		if seen[name] != name {
			t.Errorf("there is no .%s", name)
		}
	}
}

func TestNearest(t *testing.T) {
	for in, want := range map[string]string{"laod": "load", "expotr": "export", "quti": "quit", "sorce": "source", "xyzzy": "", "ab": ""} {
		if got := nearest(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestIsCommand(t *testing.T) {
	for in, want := range map[string]bool{
		".help": true, `\q`: true, ":q": true, ":help load": true, ".?": true, `\?`: true,
		".": false, ". ?x → p → o": false, "": false, ":elsewhere → p → o": false, "a → b → c": false, ".5": false, ": q": false,
	} {
		if got := isCommand(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// cursor finds the place of a name in unfinished text.
func TestCursor(t *testing.T) {
	names := map[place]string{atEntity: "entity", atPredicate: "predicate", atSource: "source"}
	tests := []struct{ text, place, typed string }{
		{"", "entity", ""},
		{"Rus", "entity", "Rus"},
		{"Russia → ", "predicate", ""},
		{"Russia -> acc", "predicate", "acc"},
		{"Russia → accuses → Ukr", "entity", "Ukr"},
		{"Russia → accuses → Ukraine → at war w", "predicate", "at war w"},
		{"Russia → accuses → Ukraine ; bla", "predicate", "bla"},
		{"Russia → accuses → Ukraine ; blames → U", "entity", "U"},
		{"Russia → accuses → 'A', 'B", "entity", "'B"},
		{"Russia → accuses → Ukraine @ Reu", "source", "Reu"},
		{"Russia → accuses → Ukraine @ FSB @ 'Escudo Digital, 2", "source", "'Escudo Digital, 2"},
		{"'Moscow, Russia' → ", "predicate", ""},
		{"ISIS-K → claimed", "predicate", "claimed"},
		{"a@b.org → p", "predicate", "p"},
		{"ISIS-K ~ Ukr", "entity", "Ukr"},
		{"ISIS-K ~ Ukraine via (acc|den", "predicate", "den"},
		{"?x → part of / mem", "predicate", "mem"},
		{"Ukraine → denies → [Ukr", "entity", "Ukr"},
		{"Ukraine → denies → [Ukraine → took", "predicate", "took"},
		{"?x → p → ?y . Ru", "entity", "Ru"},
		{"a → b → c\nRu", "entity", "Ru"},
		{`Ukraine → says → "Ru → x" @ B`, "source", "B"},
		{"O'Brien → met", "predicate", "met"},
		{"Ukraine ← acc", "predicate", "acc"},
	}
	for _, tt := range tests {
		sp := cursor(tt.text)
		if names[sp.at] != tt.place || tt.text[sp.start:] != tt.typed {
			t.Errorf("%q: %s %q, want %s %q", tt.text, names[sp.at], tt.text[sp.start:], tt.place, tt.typed)
		}
	}
}

// What stands before the name that is written, for completion.
func TestCursorBefore(t *testing.T) {
	tests := []struct {
		text, subject, predicate string
		back                     bool
	}{
		{"Russia", "", "", false},
		{"Russia → ", "Russia", "", false},
		{"'Moscow, Russia' -> loc", "'Moscow, Russia'", "", false},
		{"Russia → accuses → Ukr", "Russia", "accuses", false},
		{"Ukraine ← accuses ← R", "Ukraine", "accuses", true},
		{"a → p → b → q", "b", "", false},
		{"a → p → b → q → c ; r", "a", "", false},
		{"a → p → b ; q → ", "a", "q", false},
		{"a → p → b\n", "", "", false},
		{"a → denies → [b → ", "b", "", false},
		{"a → p → b, ", "a", "p", false},
	}
	for _, tt := range tests {
		sp := cursor(tt.text)
		if sp.subject != tt.subject || sp.predicate != tt.predicate || sp.back != tt.back {
			t.Errorf("%q: %+v", tt.text, sp)
		}
	}
}

// What the topics of .help show can be written.
func TestHelpTopics(t *testing.T) {
	names, err := quads.NewNames("")
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics() {
		parsed := 0
		for _, l := range topic.lines {
			example := l.written
			switch {
			case l.means == "", strings.HasPrefix(example, "'Moscow"), strings.HasPrefix(example, `"text"`):
				continue // a heading, or terms
			case strings.HasPrefix(example, "not {"), strings.HasPrefix(example, "select "), strings.HasPrefix(example, "without "):
				example = "?who → accuses → ?whom\n" + example
			case topic.name == "walks" && !strings.Contains(example, "~"):
				example = "A ~ B " + example
			}
			parsed++
			if _, err := arrow.Parse(example, arrow.Options{Names: names}); err != nil {
				t.Errorf("%s: %v", example, err)
			}
		}
		if parsed < 9 {
			t.Errorf(".help %s has only %d examples", topic.name, parsed)
		}
	}
}

// What Tab offers in a walk can be written there, and .help walks has it.
func TestWalkClauses(t *testing.T) {
	var help []string
	for _, l := range walksTopic().lines {
		help = append(help, l.written)
	}
	all := strings.Join(help, "\n")
	for _, clause := range walkClauses {
		if !strings.Contains(all, strings.TrimSpace(clause)) {
			t.Errorf(".help walks does not have %q", clause)
		}
	}
}

// A history keeps what a command is known by.
func TestInShort(t *testing.T) {
	for in, want := range map[string]string{
		"Russia →  accuses\t→ Ukraine": "Russia → accuses → Ukraine",
		"# why\n\na → p → b\n":         "a → p → b",
		"a → p → b ;\n  q → c":         "a → p → b ; …",
		"a → p → b\n# because":         "a → p → b",
		".load x.nq":                   ".load x.nq",
		"":                             "",
		"a → p → \"" + strings.Repeat("x", 200): "a → p → \"" + strings.Repeat("x", 70) + "…",
	} {
		if got := inShort(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
