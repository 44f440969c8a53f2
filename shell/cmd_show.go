package shell

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"quipu/quads"
	"quipu/shell/render"
)

// found is how many hits .find shows.
const found = 20

func (s *session) findCommand(ctx context.Context, args string) error {
	if args == "" {
		return errUsage
	}
	src, err := s.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	hits, err := s.graph.Find(ctx, src, args, found, nil)
	if err != nil {
		return err
	}
	if len(hits) == 0 {
		s.say("nothing found")
		return nil
	}
	var table columns
	for _, h := range hits {
		row := []string{s.term(h.Term), quads.Count(h.Triples, "statement")}
		if text := quads.Printable(h.Text); !strings.Contains(row[0], text) {
			row = append(row, text)
		}
		table.add(row...)
	}
	table.write(s)
	return nil
}

func (s *session) statsCommand(ctx context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	st, err := s.stats(ctx)
	if err != nil {
		return err
	}
	for _, line := range s.describe(ctx, st) {
		s.say("%s", line)
	}
	return nil
}

func (s *session) sourcesCommand(ctx context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	src, err := s.graph.View(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	o, err := s.graph.Outline(ctx, src)
	if err != nil {
		return err
	}
	show := s.show(ctx, termsOf(o.Sources))
	var table columns
	for _, c := range o.Sources {
		table.add(show(c.Term), fmt.Sprint(c.Count))
	}
	if o.Unlabelled > 0 {
		table.add("no source", fmt.Sprint(o.Unlabelled))
	}
	table.write(s)
	return nil
}

func (s *session) namesCommand(_ context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	var table columns
	table.add("base", "<"+s.names.Base()+">")
	for _, prefix := range s.names.Prefixes() {
		namespace, _ := s.names.Namespace(prefix)
		table.add(prefix+":", "<"+quads.Printable(namespace)+">")
	}
	table.write(s)
	return nil
}

func (s *session) modeCommand(_ context.Context, args string) error {
	if args == "" {
		s.say("%s (of %s)", s.mode, strings.Join(render.Formats(), ", "))
		return nil
	}
	if !slices.Contains(render.Formats(), args) {
		return render.CheckFormat(args)
	}
	s.mode = args
	return nil
}

func (s *session) whyCommand(_ context.Context, args string) error {
	return s.toggle(&s.why, args)
}

func (s *session) sameCommand(_ context.Context, args string) error {
	same := !s.parts
	defer func() { s.parts = !same }()
	return s.toggle(&same, args)
}

// toggle shows or sets what is on or off.
func (s *session) toggle(setting *bool, args string) error {
	switch args {
	case "":
		if *setting {
			s.say("on")
		} else {
			s.say("off")
		}
	case "on":
		*setting = true
	case "off":
		*setting = false
	default:
		return errUsage
	}
	return nil
}
