package shell

import (
	"context"
	"fmt"
	"strings"

	"quipu/graph/match"
	"quipu/quads"
)

// matched is how many pairs .match shows.
const matched = 20

// matchCommand is .match.
func (s *session) matchCommand(ctx context.Context, args string) error {
	names, err := splitArgs(args)
	if err != nil {
		return err
	}
	src, err := s.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	o := match.Options{Limit: matched}
	for _, name := range names {
		meant, err := s.graph.Resolve(ctx, src, name)
		if err != nil {
			return err
		}
		if len(meant) == 0 {
			return fmt.Errorf("nothing is called %s", quads.Printable(name))
		}
		o.Only = append(o.Only, meant...)
	}
	pairs, _, err := match.Rank(ctx, s.graph, src, o)
	if err != nil {
		return err
	}
	if len(pairs) == 0 {
		s.say("no two names seem to mean one thing")
		return nil
	}
	var table columns
	for _, p := range pairs {
		table.add(fmt.Sprintf("%.2f", p.Score), s.term(p.A)+" → same as → "+s.term(p.B), strings.Join(p.Reasons, "; "))
	}
	table.write(s)
	s.note("type such a line to join two names, or one with → different from → to keep them apart")
	return nil
}
