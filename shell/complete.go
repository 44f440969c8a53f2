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
		if s.offer == nil {
			return 0, nil
		}
		return 0, s.offer(before)
	}
	if isCommand(before) || before == "." {
		return s.completeCommand(before)
	}
	text := s.buffer.text.String() + before
	sp := cursor(text)
	typed, candidates := s.offerAt(sp, text[sp.start:])
	return len(before) - len(typed), candidates
}

// offerAt completes what is typed in a place: names, operators at the beginning
// of a line, clauses in a walk. It returns how much of it the candidates replace.
func (s *session) offerAt(sp spot, typed string) (replaced string, candidates []string) {
	candidates = s.offerNames(sp, typed)
	if sp.begins && typed != "" {
		candidates = append(candidates, withPrefix(operatorNames(), typed)...)
	}
	if !sp.walk || len(candidates) > 0 {
		return typed, candidates
	}
	for i, r := range typed { // the longest end of it that begins a clause
		if r != ' ' || typed[i+1:] != strings.TrimLeft(typed[i+1:], " ") {
			continue
		}
		if clauses := withPrefix(walkClauses, typed[i+1:]); len(clauses) > 0 {
			return typed[i+1:], clauses
		}
	}
	return typed, nil
}

// walkClauses are those of a walk; .help walks explains them.
var walkClauses = []string{
	"max ", "limit ", "limit none", "all shortest", "via (", "@ ", "since ", "until ", "by rarity", "weighted by ",
	"avoid hubs", "min origins ", "uncontested", "one source", "including denied", "cap ",
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
		sp := cursor(arg)
		return len(before) - len(arg) + sp.start, s.offerNames(sp, arg[sp.start:])
	}
	if name, params, ok := strings.Cut(arg, " "); ok && c.name == "run" {
		typed, candidates := s.offerParams(name, params)
		return len(before) - len(typed), candidates
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

// offerNames returns the names for a place that begin as typed.
func (s *session) offerNames(sp spot, typed string) []string {
	ctx, cancel := context.WithTimeout(context.Background(), indexTime)
	defer cancel()
	if s.index == nil {
		x, err := s.newIndex(ctx)
		if err != nil {
			return nil // a Tab that takes too long offers nothing
		}
		s.index = x
	}
	near, err := s.near(ctx, sp)
	if err != nil {
		near = nil // all names are still worth offering
	}
	if s.index.large && sp.at == atEntity {
		names, err := s.matchLarge(ctx, typed, near)
		if err != nil {
			return nil
		}
		return names
	}
	return s.index.match(sp.at, typed, near)
}

func (s *session) offerCommands(arg string) []string {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	for _, t := range topics() {
		names = append(names, t.name)
	}
	return withPrefix(names, strings.TrimLeft(arg, "."))
}

func (s *session) offerSources(arg string) []string { return s.offerNames(spot{at: atSource}, arg) }

func (s *session) offerNamed(arg string) []string { return s.offerNames(spot{at: atEntity}, arg) }

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
