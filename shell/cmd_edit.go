package shell

import (
	"context"
	"errors"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
	"quipu/quads"
	"quipu/quads/arrow"
)

func (s *session) sourceCommand(_ context.Context, args string) error {
	if args == "" {
		s.tellSource()
		return nil
	}
	if err := s.setSource(args); err != nil {
		return err
	}
	s.asked = true
	s.tellSource()
	return nil
}

func (s *session) undoCommand(ctx context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	if len(s.undo) == 0 {
		return errors.New("there is nothing to undo")
	}
	st := s.undo[len(s.undo)-1]
	change, err := st.change(ctx)
	if err != nil {
		return err
	}
	back, err := s.graph.Apply(ctx, change.Removed, change.Added)
	if err != nil {
		return err
	}
	s.undo = s.undo[:len(s.undo)-1]
	st.close()
	s.index = nil
	s.takenBack(st, back)
	s.say("undone: %s", st.what)
	return nil
}

// removedShown is how many quads are shown before they are removed.
const removedShown = 10

func (s *session) removeCommand(ctx context.Context, args string) error {
	if args == "" {
		return errUsage
	}
	qs, err := s.matching(ctx, args)
	if err != nil {
		return err
	}
	if len(qs) == 0 {
		s.say("nothing matches, nothing was removed")
		return nil
	}
	if s.Terminal {
		shown := qs[:min(len(qs), removedShown)]
		var terms []quad.Value
		for _, q := range shown {
			terms = append(terms, q.Subject, q.Predicate, q.Object, q.Label)
		}
		show := s.show(ctx, terms)
		for _, q := range shown {
			s.say("  %s → %s → %s @ %s", show(q.Subject), show(q.Predicate), show(q.Object), show(q.Label))
		}
		if n := len(qs) - removedShown; n > 0 {
			s.say("  and %s more", quads.Grouped(n))
		}
		yes, err := s.confirm(false, "Remove %s?", quads.Count(len(qs), "quad"))
		if err != nil {
			return err
		}
		if !yes {
			return errCancelled
		}
	}
	applied, err := s.graph.Apply(ctx, nil, qs)
	if err != nil {
		return err
	}
	what := "removed " + quads.Count(len(applied.Removed), "quad")
	s.changed(&step{what: what, applied: applied})
	s.say("%s · .undo brings %s back", what, them(len(applied.Removed)))
	return nil
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// matching returns the quads that a statement or a pattern matches, under
// every label that fits.
func (s *session) matching(ctx context.Context, text string) ([]quad.Quad, error) {
	if err := query.CheckRemoval(text, s.names); err != nil {
		return nil, err
	}
	blocks, err := arrow.Parse(text, arrow.Options{Names: s.names})
	if err != nil {
		return nil, err
	}
	rows, err := s.start(ctx, request{text: s.resolved(blocks[0])}, true)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	qs, err := rows.Quads()
	s.notes(rows)
	return qs, err
}

func (s *session) quitCommand(ctx context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	return s.leave(ctx)
}
