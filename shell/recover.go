package shell

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"quipu/quads"
)

// recover offers at the start what earlier sessions on the same graph left
// unsaved, and mentions what others did.
func (s *session) recover(ctx context.Context) {
	if s.journal == nil {
		return
	}
	_, err := s.eachOrphan(func(o *orphan) error {
		if s.db == "" && o.on != nil && slices.Equal(o.on, absolute(s.Inputs)) {
			return s.recoverOne(ctx, o, true)
		}
		s.note("%s; .recover brings %s in here", o.told(func(file string) string { return file }), them(o.count()))
		return o.release()
	})
	var other *insteadError
	if errors.As(err, &other) {
		s.entered(ctx, other.line)
	}
}

// recoverCommand offers what any session left, whatever it had open.
func (s *session) recoverCommand(ctx context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	if s.journal == nil {
		return errors.New("there is nothing to recover from here: only a session on a terminal keeps a journal")
	}
	n, err := s.eachOrphan(func(o *orphan) error { return s.recoverOne(ctx, o, false) })
	if err == nil && n == 0 {
		s.say("no session left anything unsaved")
	}
	return err
}

// eachOrphan calls f with the journals that hold something, until something
// else is entered at a question of f. It returns how many there were. A
// failure of one is no reason not to go on to the next.
func (s *session) eachOrphan(f func(*orphan) error) (n int, err error) {
	left, err := s.journal.orphans()
	if err != nil {
		s.note("an unsaved session could not be read: %v", err)
	}
	var other *insteadError
	for _, o := range left {
		switch {
		case other != nil: // no more questions: there is something to do
			err = o.release()
		case o.count() == 0:
			err = o.remove()
		default:
			n++
			err = f(o)
		}
		if err != nil && !errors.As(err, &other) {
			s.report(err)
		}
	}
	if other != nil {
		return n, other
	}
	return n, nil
}

// recoverOne asks about a journal; Enter is yes by default, else not now.
func (s *session) recoverOne(ctx context.Context, o *orphan, byDefault bool) error {
	shown, choice := func(file string) string { return file }, "y = yes, Enter or n = not now"
	if byDefault {
		shown, choice = filepath.Base, "Enter or y = yes, n = not now"
	}
	s.note("%s.", o.told(shown))
	var yes, drop bool
	err := s.ask(question{
		text: fmt.Sprintf("Bring %s in here? %s, d = delete: ", them(o.count()), choice),
		take: func(answer string) string {
			drop = strings.EqualFold(answer, "d") || strings.EqualFold(answer, "delete")
			var ok bool
			if yes, ok = yesOrNo(answer); !ok && !drop && answer != "" {
				return "Please answer y, n or d."
			}
			yes = yes || answer == "" && byDefault
			return ""
		},
	})
	switch {
	case err == nil && drop:
		return o.remove()
	case err != nil || !yes:
		s.note("Kept for later; .recover asks again.")
		var other *insteadError
		if errors.As(err, &other) {
			return errors.Join(o.release(), err)
		}
		return o.release()
	}
	applied, err := s.graph.Apply(ctx, o.change.Added, o.change.Removed)
	if err != nil {
		return errors.Join(err, o.release())
	}
	n := len(applied.Added) + len(applied.Removed)
	text := "recovered " + quads.Count(n, "quad")
	if n > 0 {
		s.changed(&step{what: text, applied: applied})
		text += " · .undo takes " + them(n) + " back"
	}
	s.say("%s", text)
	return o.remove()
}

// told says what a journal holds: when it was written, on which files, as
// show shortens them, and how much.
func (o *orphan) told(show func(file string) string) string {
	on := ""
	switch {
	case len(o.on) > 0:
		shown := make([]string, len(o.on))
		for i, file := range o.on {
			shown[i] = quads.Printable(show(file))
		}
		on = " on " + list(shown, 3)
	case o.on != nil:
		on = " on an empty graph"
	}
	return fmt.Sprintf("A session of %s%s ended with %s unsaved",
		o.last.Local().Format("2 January 2006, 15:04"), on, quads.Count(o.count(), "quad"))
}

// absolute returns the paths of files, in order, so that they mean the same
// in every folder. It is never nil.
func absolute(files []string) []string {
	out := make([]string, len(files))
	for i, file := range files {
		out[i] = file
		if path, err := filepath.Abs(file); err == nil && file != "-" {
			out[i] = path
		}
	}
	slices.Sort(out)
	return out
}
