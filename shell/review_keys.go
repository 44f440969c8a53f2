package shell

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"quipu/graph/review"
	"quipu/shell/line"
	"quipu/shell/render"
)

// reviewKey is a command of a review: a single key on a terminal, a word at the
// beginning of a line elsewhere.
type reviewKey struct {
	key   string
	name  string
	args  string // how they are written; "" takes none
	help  string
	short bool // named in the line that is always shown
	again bool // what is shown is shown again behind it
	run   func(v *reviewing, ctx context.Context, arg string) error
	// ask returns what a person is asked for as arguments, and what stands
	// there already; nil asks for nothing.
	ask func(v *reviewing, ctx context.Context) (prompt, text string, err error)
}

// reviewKeys returns the table of commands.
func reviewKeys() []reviewKey {
	return []reviewKey{
		{key: "a", name: "accept", help: "the claim is right", short: true, run: (*reviewing).accept},
		{key: "r", name: "reject", help: "the claim is wrong: it goes, and does not come back", short: true, run: (*reviewing).reject},
		{key: "e", name: "edit", args: "A → p → B", help: "put another statement in its place; with X → denies → [A → p → B] also who says it, and how", short: true, run: (*reviewing).edit, ask: (*reviewing).askEdit},
		{key: "t", name: "stance", args: "STANCE", help: "say how it is said: " + strings.Join(stances(), ", "), run: (*reviewing).stance, ask: (*reviewing).askStance},
		{key: "p", name: "speaker", args: "NAME | none", help: "say who says it; none: the document itself", run: (*reviewing).speaker, ask: (*reviewing).askSpeaker},
		{key: "o", name: "other", args: "NAME, OTHER", help: "here, and only here, NAME is OTHER", run: (*reviewing).other, ask: (*reviewing).askNames},
		{key: "w", name: "whole", args: "NAME, OTHER", help: "NAME is OTHER in the whole document: in all its claims", run: (*reviewing).wholeDocument, ask: (*reviewing).askNames, again: true},
		{key: "m", name: "same", args: "NAME, NAME", help: "two names mean one thing", run: (*reviewing).same, ask: (*reviewing).askNames, again: true},
		{key: "d", name: "different", args: "NAME, NAME", help: "two names mean two things", run: (*reviewing).different, ask: (*reviewing).askNames, again: true},
		{key: "y", name: "yes", help: "of an offer: it is so", run: (*reviewing).yes},
		{key: "n", name: "no", help: "of an offer: it is not so", run: (*reviewing).no},
		{key: "s", name: "skip", help: "decide later", short: true, run: (*reviewing).skip},
		{key: "u", name: "undo", help: "take back the newest decision, and so on, also those of earlier days", short: true, run: (*reviewing).undoDecision, again: true},
		{key: "b", name: "back", help: "go back by one", run: (*reviewing).back},
		{key: "j", name: "jump", args: "NUMBER", help: "go to a claim by its number", run: (*reviewing).jump, ask: (*reviewing).askNumber, again: true},
		{key: "l", name: "list", help: "list the claims around this one", run: (*reviewing).list},
		{key: "q", name: "quit", help: "leave; the next review goes on here", short: true, run: (*reviewing).quitReview},
		{key: "?", name: "help", help: "show this", run: (*reviewing).helpKeys},
	}
}

// keyOf returns the command of a key or a name. Enter shows what is shown
// again, as does the word show.
func (v *reviewing) keyOf(word string) (reviewKey, bool) {
	switch word {
	case "\r", "show":
		return reviewKey{again: true, run: func(*reviewing, context.Context, string) error { return nil }}, true
	case string(rune(line.KeyLeft)):
		word = "b"
	case string(rune(line.KeyRight)):
		word = "s"
	}
	for _, k := range reviewKeys() {
		if k.key == word || k.name == strings.ToLower(word) {
			if v.Terminal && k.ask != nil {
				k.run = asking(k)
			}
			return k, true
		}
	}
	return reviewKey{}, false
}

// asking asks a person for the arguments of a command, and again with what they
// entered where it was wrong. Nothing, or Ctrl-C, cancels.
func asking(k reviewKey) func(*reviewing, context.Context, string) error {
	return func(v *reviewing, ctx context.Context, _ string) error {
		prompt, text, err := k.ask(v, ctx)
		if err != nil {
			return err
		}
		leave := " (Ctrl-C: leave it)"
		if text != "" {
			leave = " (Ctrl-U: an empty line, Ctrl-C: leave it)"
		}
		for _, part := range render.Wrap(prompt+leave, v.width(), "") {
			v.say("%s", part)
		}
		for {
			text, err = v.in.Edit("> ", text)
			switch {
			case errors.Is(err, line.ErrInterrupt), errors.Is(err, io.EOF), err == nil && strings.TrimSpace(text) == "":
				v.say("left as it was")
				return nil
			case err != nil:
				return err
			}
			err = k.run(v, ctx, strings.TrimSpace(text))
			var quicker *review.DecidedError
			if err == nil || errors.As(err, &quicker) || ctx.Err() != nil {
				return err
			}
			v.report(err)
		}
	}
}

// tellKeys is the short line of help that is always there.
func (v *reviewing) tellKeys() {
	var words []string
	node, err := v.here()
	for _, k := range reviewKeys() {
		offer := err == nil && v.names.IsOffer(node)
		switch {
		case err != nil && !slices.Contains([]string{"u", "q"}, k.key): // nothing is shown
		case offer && slices.Contains([]string{"a", "r", "e"}, k.key): // they are of claims
		case k.short || offer && (k.key == "y" || k.key == "n"):
			words = append(words, k.key+" "+k.name)
		}
	}
	for _, part := range render.Wrap(strings.Join(append(words, "? all keys"), " · "), v.width(), "") {
		if v.Color {
			part = "\x1b[2m" + part + "\x1b[0m"
		}
		v.say("%s", part)
	}
}

func (v *reviewing) helpKeys(context.Context, string) error {
	for _, k := range reviewKeys() {
		help := k.help
		if !v.Terminal && k.args != "" {
			help = k.args + ": " + help
		}
		v.fact(fmt.Sprintf("%s  %s", k.key, k.name), help)
	}
	return nil
}
