package query

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"quipu/quads"
)

// Saved is a query in a file. It begins with a comment: help for people,
// and declarations, a line each:
//
//	#!/usr/bin/env -S quipu run
//	# Whom does a party accuse, and who says so?
//	# param who : name = Russia  -- the accusing party
//	# param since : date         -- no default: required
//	# language arrow
//	$who → accuses → ?whom @ ?source
//
// In a language of its own comments (// in Gizmo) the lines may begin with
// those instead of #, once the file's extension or "# language" has told.
type Saved struct {
	Name     string // the file's, without folder and extension
	File     string // as it was opened, for messages
	Help     string // lines of the first comment that declare nothing
	Language string // "" is the file's extension's
	Params   []Param
	Text     string // the whole file
}

// LoadSaved reads a saved query from a file.
func LoadSaved(file string) (*Saved, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return ParseSaved(file, string(text))
}

// ParseSaved reads the head of a saved query. Errors are *quads.SyntaxError.
func ParseSaved(file, text string) (*Saved, error) { return parseHead(file, text, "") }

// parseHead is ParseSaved for a query that is asked in a language; "" leaves
// it to the file.
func parseHead(file, text, asked string) (*Saved, error) {
	base := filepath.Base(file)
	s := &Saved{Name: strings.TrimSuffix(base, filepath.Ext(base)), File: file, Text: text}
	var help []string
	number := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		number++
		line = strings.TrimSpace(line)
		mark := s.mark(line, asked)
		comment, ok := strings.CutPrefix(line, mark)
		if !ok {
			if line == "" && len(help) == 0 && len(s.Params) == 0 {
				continue
			}
			break
		}
		if number == 1 && strings.HasPrefix(comment, "!") {
			continue
		}
		if err := s.headLine(comment, &help); err != nil {
			return nil, &quads.SyntaxError{File: file, Line: number, Column: 1, What: err.Error(),
				Expected: mark + " param NAME [: name|number|date|text] [= DEFAULT] -- help", Text: line}
		}
	}
	s.Help = strings.TrimSpace(strings.Join(help, "\n"))
	return s, nil
}

// mark returns what a line of the head has to begin with: # in all languages,
// or the language's own comment.
func (s *Saved) mark(line, asked string) string {
	l, err := s.language(asked)
	if err == nil && l.comment != "" && strings.HasPrefix(line, l.comment) {
		return l.comment
	}
	return "#"
}

// headLine takes one line of the first comment.
func (s *Saved) headLine(comment string, help *[]string) error {
	text := strings.TrimPrefix(comment, " ")
	word, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
	switch word {
	case "param":
		p, err := parseParam(rest)
		if err != nil {
			return err
		}
		if s.param(p.Name) != nil {
			return fmt.Errorf("parameter %s is declared twice", p.Name)
		}
		s.Params = append(s.Params, p)
	case "language":
		if s.Language = strings.TrimSpace(rest); s.Language == "" || strings.Contains(s.Language, " ") {
			// "# language of the sources" is a sentence.
			s.Language = ""
			*help = append(*help, text)
		}
	default:
		*help = append(*help, text)
	}
	return nil
}

func (s *Saved) param(name string) *Param {
	for i := range s.Params {
		if s.Params[i].Name == name {
			return &s.Params[i]
		}
	}
	return nil
}

// Validate checks given parameters: each declared and of its type, none that
// is required missing. Errors are *UsageError.
func (s *Saved) Validate(given map[string]string, names *quads.Names) error {
	for _, name := range slices.Sorted(maps.Keys(given)) {
		p := s.param(name)
		if p == nil {
			return s.unknown(name)
		}
		if _, err := p.value(given[name], names); err != nil {
			return err
		}
	}
	for _, p := range s.Params {
		if _, ok := given[p.Name]; p.Required && !ok {
			return &UsageError{Param: p.Name, What: fmt.Sprintf("parameter %s is missing: -p %s=VALUE%s", p.Name, p.Name, about(p))}
		}
	}
	return nil
}

func about(p Param) string {
	if p.Help == "" {
		return ""
	}
	return " (" + quads.Printable(p.Help) + ")"
}

func (s *Saved) unknown(name string) error {
	what := fmt.Sprintf("no parameter %s here", quads.Printable(name))
	var have []string
	for _, p := range s.Params {
		have = append(have, p.Name)
	}
	if len(have) > 0 {
		what += "; there is " + strings.Join(have, ", ")
	}
	return &UsageError{Param: name, What: what}
}

// LoadDir reads the saved queries of a folder, by name. A file with a bad
// head is an error beside the others.
func LoadDir(dir string) ([]*Saved, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var out []*Saved
	var bad []error
	for _, e := range entries {
		if e.IsDir() || languageOfFile(e.Name()) == nil {
			continue
		}
		s, err := LoadSaved(filepath.Join(dir, e.Name()))
		if err != nil {
			bad = append(bad, err)
			continue
		}
		out = append(out, s)
	}
	return out, errors.Join(bad...)
}
