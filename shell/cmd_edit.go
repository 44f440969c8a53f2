package shell

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/cayleygraph/quad"

	"quipu/graph/query"
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
		for _, q := range qs[:min(len(qs), removedShown)] {
			s.say("  %s", s.quadText(ctx, q))
		}
		if n := len(qs) - removedShown; n > 0 {
			s.say("  and %s more", grouped(int64(n)))
		}
		yes, err := s.confirm(false, "Remove %s?", count(len(qs), "quad"))
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
	what := "removed " + count(len(applied.Removed), "quad")
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

func (s *session) quadText(ctx context.Context, q quad.Quad) string {
	return fmt.Sprintf("%s → %s → %s @ %s", s.term(q.Subject), s.term(q.Predicate), s.term(q.Object),
		s.sourceText(s.resolveLabel(ctx, q.Label)))
}

// matching returns the quads that a statement or a pattern matches: the
// evidence of its rows, under every label that fits.
func (s *session) matching(ctx context.Context, text string) ([]quad.Quad, error) {
	blocks, err := arrow.Parse(text, arrow.Options{Names: s.names})
	if err != nil {
		return nil, err
	}
	if len(blocks) != 1 || slices.ContainsFunc(blocks[0].Items, notTriple) {
		return nil, errors.New("only statements and patterns can be removed: A → p → B, or A → ?p → ?o @ Source")
	}
	rows, err := s.start(ctx, request{text: text}, true)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	seen := map[quad.Quad]bool{}
	var qs []quad.Quad
	for rows.Next() {
		for _, e := range rows.Row().Why {
			for _, q := range quadsOf(e) {
				if !seen[q] {
					seen[q] = true
					qs = append(qs, q)
				}
			}
		}
	}
	s.notes(rows)
	return qs, rows.Err()
}

func notTriple(item arrow.Item) bool {
	_, ok := item.(*arrow.Triple)
	return !ok
}

func quadsOf(e query.Evidence) []quad.Quad {
	qs := make([]quad.Quad, len(e.Sources))
	for i, src := range e.Sources {
		qs[i] = quad.Quad{Subject: e.S, Predicate: e.P, Object: e.O, Label: src.Label}
	}
	return qs
}

func (s *session) quitCommand(ctx context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	s.leave(ctx)
	return nil
}
