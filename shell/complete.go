package shell

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"quipu/shell/line"
	"quipu/shell/render"
)

// indexTime is how long Tab may take to read the names of a graph.
const indexTime = time.Second

// complete answers the Tab key: commands and their arguments on a line with a
// dot command, names elsewhere. It is called while a line is being read.
func (s *session) complete(before string) (from int, candidates []string) {
	// A line break, in as many bytes as ⏎ has.
	before = strings.ReplaceAll(before, string(line.Break), "\n  ")
	if !s.typing {
		if !s.sourceAsked {
			return 0, nil
		}
		return 0, s.offerNames(atSource, before)
	}
	if isCommand(before) || before == "." {
		return s.completeCommand(before)
	}
	text := s.buffer.text.String() + before
	at, start := cursor(text)
	typed := text[start:]
	return len(before) - len(typed), s.offerNames(at, typed)
}

func (s *session) completeCommand(before string) (int, []string) {
	word, arg, hasArg := strings.Cut(before[1:], " ")
	if !hasArg {
		var names []string
		for _, c := range commands() {
			if strings.HasPrefix(c.name, strings.ToLower(word)) {
				names = append(names, c.name)
			}
		}
		return 1, names
	}
	c, ok := findCommand(word)
	if !ok {
		return 0, nil
	}
	if c.name == "remove" {
		at, start := cursor(arg)
		return len(before) - len(arg) + start, s.offerNames(at, arg[start:])
	}
	if c.offer == nil {
		return 0, nil
	}
	// The argument that is being written begins behind the last comma.
	start := len(before) - len(arg) + strings.LastIndexByte(arg, ',') + 1
	for start < len(before) && before[start] == ' ' {
		start++
	}
	return start, c.offer(s, before[start:])
}

// offerNames returns the names of a place that begin as typed.
func (s *session) offerNames(at place, typed string) []string {
	if s.index == nil {
		ctx, cancel := context.WithTimeout(context.Background(), indexTime)
		defer cancel()
		x, err := s.newIndex(ctx)
		if err != nil {
			return nil // a Tab that takes too long offers nothing
		}
		s.index = x
	}
	return s.index.match(at, typed)
}

// cursor finds out in what place of the notation a text ends, and where the
// name that stands there begins. It reads loosely: the text is unfinished.
func cursor(text string) (at place, start int) {
	at = atEntity
	steps := 0 // arrows since the subject
	next := func(p place, i int) { at, start = p, i }
	free := func(i, n int) bool { // text[i:i+n] stands between white space
		return (i == 0 || isSpace(text[i-1])) && (i+n == len(text) || isSpace(text[i+n]))
	}
	for i := 0; i < len(text); {
		rest := text[i:]
		switch {
		case rest[0] == '"':
			i += quotedLength(rest)
			continue
		case rest[0] == '\'' && strings.TrimSpace(text[start:i]) == "":
			n := quotedLength(rest)
			if i+n >= len(text) && (n < 2 || text[len(text)-1] != '\'') {
				return at, i // within the quotes
			}
			i += n
			continue
		case strings.HasPrefix(rest, "→"), strings.HasPrefix(rest, "←"),
			(strings.HasPrefix(rest, "->") || strings.HasPrefix(rest, "<-")) && free(i, 2):
			n := 2
			if rest[0] >= 0x80 {
				n = len("→")
			}
			i += n
			if steps++; steps%2 == 1 {
				next(atPredicate, i)
			} else {
				next(atEntity, i)
			}
			continue
		case rest[0] == ';':
			steps = 0
			next(atPredicate, i+1)
			steps = 1
		case rest[0] == '@' && free(i, 1):
			next(atSource, i+1)
		case rest[0] == '\n' && strings.TrimSpace(text[start:i]) == "":
			// what the line before asked for stands on this one
		case rest[0] == '\n', rest[0] == '[', rest[0] == '{', rest[0] == '}',
			(rest[0] == '.' || rest[0] == '~') && free(i, 1), strings.HasPrefix(rest, "~>") && free(i, 2):
			steps = 0
			n := 1
			if strings.HasPrefix(rest, "~>") {
				n = 2
			}
			next(atEntity, i+n)
			i += n
			continue
		case rest[0] == ',', rest[0] == '|', rest[0] == '/' && free(i, 1):
			next(at, i+1)
		case rest[0] == '(':
			if at == atEntity {
				next(atPredicate, i+1) // via (…)
			} else {
				next(at, i+1)
			}
		}
		i++
	}
	for start < len(text) && isSpace(text[start]) {
		start++
	}
	return at, start
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' }

// quotedLength returns the length of the quoted text that s begins with, or
// all of s if it is not closed.
func quotedLength(s string) int {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[0]:
			return i + 1
		}
	}
	return len(s)
}

func (s *session) offerCommands(arg string) []string {
	var names []string
	for _, c := range commands() {
		if strings.HasPrefix(c.name, strings.ToLower(strings.TrimLeft(arg, "."))) {
			names = append(names, c.name)
		}
	}
	return names
}

func (s *session) offerSources(arg string) []string { return s.offerNames(atSource, arg) }

func (s *session) offerModes(arg string) []string { return withPrefix(render.Formats(), arg) }

func (s *session) offerSwitch(arg string) []string { return withPrefix([]string{"on", "off"}, arg) }

func (s *session) offerFiles(arg string) []string {
	dir, base := filepath.Split(arg)
	read := dir
	if read == "" {
		read = "."
	}
	list, err := os.ReadDir(read)
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range list {
		if !strings.HasPrefix(e.Name(), base) || strings.HasPrefix(e.Name(), ".") && base == "" ||
			strings.ContainsFunc(e.Name(), unicode.IsControl) {
			continue
		}
		name := dir + e.Name()
		if e.IsDir() {
			name += "/"
		}
		names = append(names, name)
	}
	return names
}

func withPrefix(words []string, prefix string) []string {
	var out []string
	for _, w := range words {
		if strings.HasPrefix(w, strings.ToLower(prefix)) {
			out = append(out, w)
		}
	}
	return out
}
