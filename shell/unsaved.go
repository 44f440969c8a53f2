package shell

import (
	"context"
	"errors"
	"strings"

	"quipu/graph"
	"quipu/quads"
)

// changed tells the session that the graph is not what it was: the step can
// be undone, and is journalled where nothing else keeps it. Of a store the
// history is the steps.
func (s *session) changed(st *step) {
	s.index = nil
	if s.db != "" {
		s.commits[st.applied.Commit] = st.what
		return
	}
	st.saves = s.saves
	if st.before != nil {
		s.loaded = append(s.loaded, strings.TrimPrefix(st.what, "loaded "))
	}
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
	if n == 0 {
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
	case st.before != nil:
		s.loaded = s.loaded[:max(0, len(s.loaded)-1)] // the last is undone first
	case st.saves < s.saves:
		s.keep(back) // what is undone has been saved: the undoing is new
	case s.unsaved == n:
		s.settled()
	default:
		s.unsaved -= n
		s.journalise(back)
	}
}

func (s *session) journalise(a graph.Applied) {
	if s.journal == nil {
		return
	}
	if err := s.journal.write(absolute(s.Inputs), a); err != nil {
		s.note("not journalled, so .saveas is the only way to keep this: %v", err)
		s.journal = nil
	}
}

// saved tells the session that the whole graph is safe in a file.
func (s *session) saved() {
	s.loaded = nil
	s.settled()
}

// settled tells the session that nothing typed is left to save.
func (s *session) settled() {
	s.unsaved = 0
	s.saves++
	if s.journal == nil {
		return
	}
	if err := s.journal.forget(); err != nil {
		s.note("the journal of this session could not be removed: %v", err)
	}
}

// leave ends the session, but for unsaved work that a person wants to keep.
func (s *session) leave(ctx context.Context) error {
	s.quit = true
	if !s.Terminal || s.unsaved == 0 && len(s.loaded) == 0 {
		return nil
	}
	if s.unsaved > 0 {
		s.note("Not saved: %s in memory. The next session can bring them back.", quads.Count(s.unsaved, "change"))
	}
	if len(s.loaded) > 0 {
		s.note("Not saved: what .load read from %s. The next session begins without it.", quads.Printable(list(s.loaded, 3)))
	}
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
