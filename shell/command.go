package shell

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"quipu/quads"
)

// command is a dot command. Its help is what .help NAME prints; the first
// line is the summary in .help.
type command struct {
	name    string
	aliases []string
	args    string // how its arguments are written
	help    string
	run     func(s *session, ctx context.Context, args string) error
	offer   func(s *session, arg string) []string // completions of its argument; nil has none
}

// usage is how the command is written.
func (c command) usage() string { return strings.TrimSpace("." + c.name + " " + c.args) }

// findCommand returns the command of a name or alias.
func findCommand(name string) (command, bool) {
	name = strings.ToLower(name)
	for _, c := range commands() {
		if c.name == name || slices.Contains(c.aliases, name) {
			return c, true
		}
	}
	return command{}, false
}

// command runs a dot command.
func (s *session) command(ctx context.Context, text string) error {
	word, args, _ := strings.Cut(strings.TrimSpace(text)[1:], " ")
	c, ok := findCommand(word)
	if !ok {
		what := fmt.Sprintf("there is no command .%s", quads.Printable(word))
		if near := nearest(word); near != "" {
			return fmt.Errorf("%s; did you mean .%s?", what, near)
		}
		return fmt.Errorf("%s; .help lists them", what)
	}
	err := c.run(s, ctx, strings.TrimSpace(args))
	if errors.Is(err, errUsage) {
		return fmt.Errorf("usage: %s", c.usage())
	}
	return err
}

// errUsage is returned by a command whose arguments cannot be meant.
var errUsage = errors.New("wrong arguments")

// nearest returns the command that a word begins, or whose name is most like
// it, if there is one.
func nearest(word string) string {
	word = strings.ToLower(word)
	best, least := "", 3
	for _, c := range commands() {
		if len(word) > 1 && strings.HasPrefix(c.name, word) {
			return c.name
		}
		if d := distance(word, c.name); d < least && d < utf8.RuneCountInString(word) {
			best, least = c.name, d
		}
	}
	return best
}

// mistyped reports whether a line that is no statement was to be a command:
// :quitt. Only what cannot be parsed is looked at, and only where no sign
// says that a statement or a query was meant.
func mistyped(text string) bool {
	text = strings.TrimSpace(text)
	word, ok := strings.CutPrefix(text, ":")
	if !ok || isNotation(text) {
		return false
	}
	word, _, _ = strings.Cut(word, " ")
	return nearest(word) != ""
}

// distance is the number of runes to insert, drop, change or swap with their
// neighbour to make b of a.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(x)][len(y)]
}

// splitArgs splits arguments at commas. An argument in single or double
// quotes is taken as it is, commas and all; \ escapes a quote in it.
func splitArgs(text string) ([]string, error) {
	var args []string
	var arg strings.Builder
	quote, quoted := rune(0), false
	end := func() {
		a := arg.String()
		if !quoted {
			a = strings.TrimSpace(a)
		}
		if a != "" || quoted {
			args = append(args, a)
		}
		arg.Reset()
		quoted = false
	}
	escaped := false
	for _, r := range text {
		switch {
		case escaped:
			arg.WriteRune(r)
			escaped = false
		case quote != 0 && r == '\\':
			escaped = true
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			arg.WriteRune(r)
		case (r == '\'' || r == '"') && strings.TrimSpace(arg.String()) == "" && !quoted:
			arg.Reset()
			quote, quoted = r, true
		case r == ',':
			end()
		case quoted && r == ' ':
		default:
			arg.WriteRune(r)
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("a %c is not closed", quote)
	}
	end()
	return args, nil
}

// oneArg returns the single argument of a command, or errUsage.
func oneArg(text string) (string, error) {
	args, err := splitArgs(text)
	if err != nil {
		return "", err
	}
	if len(args) != 1 {
		return "", errUsage
	}
	return args[0], nil
}
