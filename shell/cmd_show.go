package shell

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

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
	hits, err := s.graph.Find(ctx, src, args, found)
	if err != nil {
		return err
	}
	if len(hits) == 0 {
		s.say("nothing found")
		return nil
	}
	table := s.table()
	for _, h := range hits {
		term := s.term(h.Term)
		matched := ""
		if text := quads.Printable(h.Text); !strings.Contains(term, text) {
			matched = "\t" + text
		}
		fmt.Fprintf(table, "%s\t%s%s\n", term, count(h.Triples, "statement"), matched)
	}
	return table.Flush()
}

// table writes columns that are two spaces apart.
func (s *session) table() *tabwriter.Writer {
	if s.Terminal {
		return tabwriter.NewWriter(s.Out, 0, 8, 2, ' ', 0)
	}
	return tabwriter.NewWriter(s.Out, 0, 1, 0, '\t', tabwriter.TabIndent)
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
	st, err := s.stats(ctx)
	if err != nil {
		return err
	}
	table := s.table()
	for _, c := range st.Sources {
		fmt.Fprintf(table, "%s\t%d\n", s.sourceText(s.resolveLabel(ctx, c.Term)), c.Count)
	}
	if st.Unlabelled > 0 {
		fmt.Fprintf(table, "no source\t%d\n", st.Unlabelled)
	}
	return table.Flush()
}

// builtinPrefixes are the prefixes that need no @prefix.
var builtinPrefixes = []string{"rdf", "rdfs", "xsd", "owl", "prov", "dcterms", "schema", "foaf", "skos", "geo"}

func (s *session) namesCommand(_ context.Context, args string) error {
	if args != "" {
		return errUsage
	}
	table := s.table()
	fmt.Fprintf(table, "base\t<%s>\n", s.names.Base())
	for _, prefix := range append(slices.Clone(builtinPrefixes), s.prefixes...) {
		if namespace, ok := s.names.Namespace(prefix); ok {
			fmt.Fprintf(table, "%s:\t<%s>\n", prefix, quads.Printable(namespace))
		}
	}
	return table.Flush()
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
	switch args {
	case "":
		if s.why {
			s.say("on")
		} else {
			s.say("off")
		}
	case "on":
		s.why = true
	case "off":
		s.why = false
	default:
		return errUsage
	}
	return nil
}
