package shell

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"quipu/shell/line"
)

// errCancelled ends a command whose question was answered with Ctrl-C or
// Ctrl-D.
var errCancelled = errors.New("cancelled: nothing was changed")

// ask asks a person for a line. It is called on a terminal only.
func (s *session) ask(question string) (string, error) {
	text, err := s.in.Line(question)
	if errors.Is(err, line.ErrInterrupt) || errors.Is(err, io.EOF) {
		return "", errCancelled
	}
	return strings.TrimSpace(text), err
}

// confirm asks a question of yes or no; Enter is the default answer.
func (s *session) confirm(byDefault bool, question string, args ...any) (bool, error) {
	choice := " [y/N] "
	if byDefault {
		choice = " [Y/n] "
	}
	for {
		text, err := s.ask(fmt.Sprintf(question, args...) + choice)
		if err != nil {
			return false, err
		}
		switch strings.ToLower(text) {
		case "":
			return byDefault, nil
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
		s.note("Please answer y or n.")
	}
}

// choose lists options and asks for one; -1 is Enter: none of them.
func (s *session) choose(heading string, options []string, question string) (int, error) {
	s.say("%s", heading)
	for i, o := range options {
		s.say("  %d  %s", i+1, o)
	}
	for {
		text, err := s.ask(question + ": ")
		if err != nil || text == "" {
			return -1, err
		}
		if n, err := strconv.Atoi(text); err == nil && n >= 1 && n <= len(options) {
			return n - 1, nil
		}
		s.note("Please give a number from 1 to %d, or press Enter.", len(options))
	}
}
