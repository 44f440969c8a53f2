package shell

import (
	"context"
	"errors"
	"strings"

	"quipu/graph"
	"quipu/quads"
)

// changed tells the session that the graph is not what it was: the step can
// be undone, and is journalled where nothing else keeps it.
func (s *session) changed(st *step) {
	s.index = nil
	st.saves = s.saves
	s.undo = append(s.undo, st)
	if len(s.undo) > maxUndo {
		s.undo[0].close()
		s.undo = s.undo[1:]
	}
	s.keep(st.applied)
}

// keep counts and journals a change to a graph in memory.
func (s *session) keep(a graph.Applied) {
	n := len(a.Added) + len(a.Removed)
	if s.db != "" || n == 0 {
		return
	}
	s.unsaved += n
	s.journalise(a)
}

// takenBack tells the session that a step was undone. Where that leaves
// nothing unsaved there is nothing to journal either.
func (s *session) takenBack(st *step, back graph.Applied) {
	n := len(back.Added) + len(back.Removed)
	switch {
	case s.db != "" || st.before != nil:
	case st.saves < s.saves:
		s.keep(back) // what is undone has been saved: the undoing is new
	case s.unsaved == n:
		s.saved()
	default:
		s.unsaved -= n
		s.journalise(back)
	}
}

func (s *session) journalise(a graph.Applied) {
	if s.journal == nil {
		return
	}
	if err := s.journal.write(a); err != nil {
		s.note("not journalled, so .saveas is the only way to keep this: %v", err)
		s.journal = nil
	}
}

// saved tells the session that the whole graph is safe in a file.
func (s *session) saved() {
	s.unsaved = 0
	s.saves++
	if s.journal == nil {
		return
	}
	if err := s.journal.forget(); err != nil {
		s.note("the journal of this session could not be removed: %v", err)
	}
}

// recover offers what earlier sessions left unsaved.
func (s *session) recover(ctx context.Context) {
	if s.journal == nil {
		return
	}
	left, err := s.journal.orphans()
	if err != nil {
		s.note("an unsaved session could not be read: %v", err)
	}
	var other *insteadError
	for _, o := range left {
		if other != nil { // no more questions: there is something to do
			err = o.release()
		} else {
			err = s.recoverOne(ctx, o)
		}
		if err != nil && !errors.As(err, &other) {
			s.report(err)
		}
	}
	if other != nil {
		s.entered(ctx, other.line)
	}
}

func (s *session) recoverOne(ctx context.Context, o *orphan) error {
	if o.count() == 0 {
		return o.remove()
	}
	s.note("A session of %s ended with %s unsaved.", o.last.Local().Format("2 January 2006, 15:04"), quads.Count(o.count(), "quad"))
	var yes, drop bool
	err := s.ask(question{
		text: "Bring them back into this graph? y = yes, n = not now, d = delete them: ",
		take: func(answer string) string {
			drop = strings.EqualFold(answer, "d") || strings.EqualFold(answer, "delete")
			var ok bool
			if yes, ok = yesOrNo(answer); !ok && !drop && answer != "" {
				return "Please answer y, n or d."
			}
			return ""
		},
	})
	switch {
	case drop:
		return o.remove()
	case !yes || err != nil:
		s.note("It is kept; the next start asks again.")
		var other *insteadError
		if errors.As(err, &other) {
			return errors.Join(o.release(), err)
		}
		return o.release()
	}
	applied, err := s.graph.Apply(ctx, o.change.Added, o.change.Removed)
	if err != nil {
		o.release()
		return err
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

// leave ends the session, but for unsaved work that a person wants to keep.
func (s *session) leave(ctx context.Context) error {
	s.quit = true
	if !s.Terminal || s.unsaved == 0 {
		return nil
	}
	s.note("Not saved: %s in memory. The next session can bring them back.", quads.Count(s.unsaved, "change"))
	file := ""
	err := s.ask(question{
		text:  ".saveas FILE keeps them. A file's name, or Enter to leave: ",
		offer: s.offerFiles,
		take: func(answer string) string {
			yes, ok := yesOrNo(answer)
			if ok && yes {
				return "Please give the name of a file, or press Enter to leave."
			}
			if !ok {
				file = answer
			}
			return ""
		},
	})
	var other *insteadError
	if errors.As(err, &other) {
		word, arg, _ := strings.Cut(other.line[1:], " ")
		switch c, _ := findCommand(word); {
		case !isCommand(other.line):
		case c.name == "quit":
			err = nil
		case c.name == "saveas":
			file, err = strings.TrimSpace(arg), nil
		}
	}
	if err == nil && file != "" {
		err = s.saveAsCommand(ctx, file)
	}
	if err == nil || errors.Is(err, errEnded) {
		return nil
	}
	s.quit = false
	return err
}
