package shell

import "quipu/graph"

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
