package shell

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"quipu/graph"
	"quipu/quads"
)

// undoFreely is how many quads of this session's own .undo takes back without
// asking.
const undoFreely = 1000

// undoCommit takes back the newest commit of the store that is not undone yet.
// One that this session did not make is taken back only when a person has seen
// what it is, or when it is named by its number.
func (s *session) undoCommit(ctx context.Context, args string) error {
	c, err := s.graph.Undoable(ctx)
	if err != nil {
		return err
	}
	if args != "" {
		number, err := strconv.ParseUint(args, 10, 64)
		switch {
		case err != nil:
			return errUsage
		case number != c.Number:
			return &graph.UndoError{Number: number, Next: c.Number}
		}
	}
	if c.Number == 0 {
		return &graph.UndoError{}
	}
	what, own := s.commits[c.Number]
	if args == "" {
		if err := s.mayUndo(c, own); err != nil {
			return err
		}
	}
	if !own {
		what = told(c)
	}
	if err := s.graph.Undo(ctx, c.Number); err != nil {
		return err
	}
	s.index = nil
	s.say("undone: %s", what)
	return nil
}

// mayUndo asks a person whether a commit may be taken back that they might not
// have in mind. A script has to name one that is not its own.
func (s *session) mayUndo(c graph.Commit, own bool) error {
	if !s.Terminal {
		if own {
			return nil
		}
		return fmt.Errorf("what would be undone was not done here: %s; .undo %d takes it back", told(c), c.Number)
	}
	if own && c.Added+c.Removed <= undoFreely {
		return nil
	}
	s.say("%s", told(c))
	var did []string
	if c.Added > 0 {
		did = append(did, "added "+quads.Count(c.Added, "quad"))
	}
	if c.Removed > 0 {
		did = append(did, "removed "+quads.Count(c.Removed, "quad"))
	}
	yes, err := s.confirm(false, "It %s. Take it back?", strings.Join(did, " and "))
	if err == nil && !yes {
		err = errCancelled
	}
	return err
}
