package shell

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"

	"quipu/shell/line"
)

// errCancelled ends a command whose question was not answered: Ctrl-C,
// Ctrl-D, or answers that nobody can understand.
var errCancelled = errors.New("cancelled: nothing was changed")

// errEnded is errCancelled by Ctrl-D, or by the end of the terminal.
var errEnded = fmt.Errorf("%w", errCancelled)

// insteadError ends a command at whose question something else was entered:
// a dot command or a statement. It cancels like errCancelled; the line is run
// as what it is.
type insteadError struct{ line string }

func (e *insteadError) Error() string { return errCancelled.Error() }

// question is what a person is asked.
type question struct {
	text string // with the space before the answer
	free bool   // any text is an answer, but for a dot command that there is
	// take is given the answer. If it cannot be one, take says in a sentence
	// what could.
	take  func(answer string) (hint string)
	offer func(typed string) []string // what Tab offers; nil is nothing
}

// attempts is how often a question is put before it is given up.
const attempts = 2

// ask asks a person. Nobody is kept in a question: what is meant for the
// prompt cancels it, as an answer does that is not understood twice. It is
// called on a terminal only.
func (s *session) ask(q question) error {
	s.offer = q.offer
	defer func() { s.offer = nil }()
	for i := range attempts {
		text, err := s.in.Line(s.beside(q.text))
		switch {
		case errors.Is(err, io.EOF):
			return errEnded
		case errors.Is(err, line.ErrInterrupt):
			return errCancelled
		case err != nil:
			return err
		}
		text = strings.TrimSpace(text)
		if isKnownCommand(text) || !q.free && isForPrompt(text) {
			return &insteadError{text}
		}
		hint := q.take(text)
		if hint == "" {
			return nil
		}
		if i+1 < attempts {
			s.note("%s", hint)
		}
	}
	return errCancelled
}

// answerRoom is how wide an answer may be beside its question.
const answerRoom = 12

// beside returns the prompt of a question. The line editor cannot cope with a
// prompt that does not fit the terminal: the question then stands above it.
func (s *session) beside(text string) string {
	if width := s.width(); width == 0 || uniseg.StringWidth(text)+answerRoom <= width {
		return text
	}
	question, prompt := strings.TrimSpace(text), "> "
	if i := strings.LastIndexByte(text, '['); i > 0 && strings.HasSuffix(text, "] ") {
		question, prompt = strings.TrimSpace(text[:i]), text[i:]
	}
	s.say("%s", question)
	return prompt
}

// isForPrompt reports whether a text is no answer but something to run: a dot
// command, or what looks like statements or a query.
func isForPrompt(text string) bool {
	return isNotation(text) || isCommand(text) || strings.HasPrefix(text, "@source ") || strings.HasPrefix(text, "@prefix ")
}

// isNotation reports whether a text has a sign of statements or queries.
func isNotation(text string) bool {
	spaced := " " + text + " "
	for _, sign := range []string{"→", "←", "\n", " -> ", " <- ", " ~ ", " ~> ", " ?"} {
		if strings.Contains(spaced, sign) && text != "?" {
			return true
		}
	}
	return false
}

// isGizmo reports whether a text that is none of the notation begins as a
// query of Gizmo.
func isGizmo(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "g.") || strings.HasPrefix(text, "graph.")
}

// errGizmo says where a query of Gizmo can be asked.
var errGizmo = errors.New("this is Gizmo, and here the arrow notation is read: ask it with quipu query -l gizmo '…', or put it into FILE.gizmo and .run FILE.gizmo")

// isKnownCommand reports whether a text is a dot command that there is.
func isKnownCommand(text string) bool {
	if !isCommand(text) {
		return false
	}
	word, _, _ := strings.Cut(text[1:], " ")
	_, known := findCommand(word)
	return known
}

// askText asks for a text; it may be empty.
func (s *session) askText(text string, offer func(string) []string) (answer string, err error) {
	err = s.ask(question{text: text, free: true, offer: offer, take: func(a string) string {
		answer = a
		return ""
	}})
	return answer, err
}

// yesOrNo reads an answer; ok is false for another one.
func yesOrNo(answer string) (yes, ok bool) {
	switch strings.ToLower(answer) {
	case "y", "yes":
		return true, true
	case "n", "no":
		return false, true
	}
	return false, false
}

// confirm asks a question of yes or no; Enter is the default answer.
func (s *session) confirm(byDefault bool, text string, args ...any) (yes bool, err error) {
	choice := " [y/N] "
	if byDefault {
		choice = " [Y/n] "
	}
	err = s.ask(question{text: fmt.Sprintf(text, args...) + choice, take: func(answer string) string {
		if answer == "" {
			yes = byDefault
			return ""
		}
		var ok bool
		if yes, ok = yesOrNo(answer); !ok {
			return "Please answer y or n."
		}
		return ""
	}})
	return yes, err
}

// choose asks for one of several options, which may be given by its number or
// in full; -1 is none of them, which is n or Enter. A single option is a
// question of yes or no.
func (s *session) choose(text string, options []string) (chosen int, err error) {
	choice, hint := "[y/N]", "Please answer y or n."
	if len(options) > 1 {
		for i, o := range options {
			s.say("  %d  %s", i+1, o)
		}
		choice = fmt.Sprintf("[1-%d, N]", len(options))
		hint = fmt.Sprintf("Please give a number from 1 to %d, or n for none of them.", len(options))
	}
	take := func(answer string) string {
		chosen = -1
		yes, ok := yesOrNo(answer)
		switch {
		case answer == "" || ok && !yes:
			return ""
		case ok && len(options) == 1:
			chosen = 0
			return ""
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(options) {
			chosen = n - 1
			return ""
		}
		for i, o := range options {
			if strings.EqualFold(answer, o) {
				chosen = i
				return ""
			}
		}
		return hint
	}
	err = s.ask(question{text: text + " " + choice + " ", take: take})
	return chosen, err
}
