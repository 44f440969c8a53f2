package shell

import (
	"context"
	"errors"
	"strings"

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
	switch {
	case s.db != "":
		return s.undoCommit(ctx, args)
	case args != "":
		return errors.New("only the commits of a store have numbers: .undo takes back the last change")
	}
	return s.undoStep(ctx)
}

// removedShown is how many lines of quads are shown before they are removed.
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
		if err := s.preview(qs); err != nil {
			return err
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

// preview shows quads that are about to be removed, in the notation.
func (s *session) preview(qs []quad.Quad) error {
	var b strings.Builder
	w := arrow.NewWriter(&b, s.graph.Names())
	for _, q := range qs {
		if err := w.Write(q); err != nil { // it has no place in RDF, and can go
			s.say("  %s", quads.Printable(err.Error()))
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	n := 0
	for line := range strings.Lines(b.String()) {
		if line = strings.TrimRight(line, "\n"); line == "" {
			continue
		}
		if n++; n <= removedShown {
			s.say("  %s", line)
		}
	}
	if n > removedShown {
		s.say("  and %s more", quads.Count(n-removedShown, "line"))
	}
	return nil
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// matching returns the quads that a statement or a pattern matches, under
// every label that fits, and what goes with them.
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
	if err != nil {
		return nil, err
	}
	s.notes(rows)
	src, err := s.graph.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	return s.graph.Whole(ctx, src, qs)
}

func (s *session) quitCommand(ctx context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	return s.leave(ctx)
}
