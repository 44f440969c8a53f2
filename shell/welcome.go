package shell

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/quads"
)

// welcome shows a person what is open.
func (s *session) welcome(ctx context.Context) {
	s.note("%s · .help tells what can be typed, Ctrl-D leaves", strings.TrimSpace("quipu "+s.Version))
	s.showGraph(ctx)
}

// readAtOnce is how many quads are read before anybody asks for it: reading
// them takes no time that a person notices.
const readAtOnce = 1_000_000

// countedShown is how many sources, and well-linked entities, are named.
const countedShown = 5

// showGraph says what the graph is about; of a large one, what needs no reading
// of all its quads.
func (s *session) showGraph(ctx context.Context) {
	err := s.interruptible(ctx, func(ctx context.Context) error {
		src, err := s.graph.View(ctx)
		if err != nil {
			return err
		}
		defer src.Close()
		size, err := src.Size(ctx)
		if err != nil {
			return err
		}
		if size.Quads == 0 {
			s.note("%s: empty", s.where())
			s.note("to write down who says what:  Russia -> accuses -> Ukraine @ Reuters")
			s.note("to ask:                       ?who -> accuses -> Ukraine")
			return nil
		}
		var lines []string
		if size.Quads <= readAtOnce {
			st, err := s.graph.Stats(ctx, src, nil)
			if err != nil {
				return err
			}
			lines = s.describe(ctx, st)
		} else {
			outline, err := s.graph.Outline(ctx, src)
			if err != nil {
				return err
			}
			lines = append(s.outline(ctx, outline), ".stats counts entities, links and dates")
		}
		for _, line := range append([]string{s.where()}, lines...) {
			s.note("%s", line)
		}
		return nil
	})
	if err != nil {
		s.report(err)
	}
}

// where says where the graph lies.
func (s *session) where() string {
	switch {
	case s.db != "":
		return quads.Printable(s.db)
	case len(s.Inputs) > 0:
		shown := make([]string, len(s.Inputs))
		for i, in := range s.Inputs {
			shown[i] = quads.Printable(filepath.Base(in))
		}
		return list(shown, 5) + ", in memory"
	}
	return "a graph in memory"
}

func (s *session) stats(ctx context.Context) (graph.Stats, error) {
	src, err := s.graph.View(ctx)
	if err != nil {
		return graph.Stats{}, err
	}
	defer src.Close()
	return s.graph.Stats(ctx, src, nil)
}

// describe puts statistics into sentences: sizes, the best-linked entities,
// sources, the span of dates.
func (s *session) describe(ctx context.Context, st graph.Stats) []string {
	if st.Quads == 0 {
		return []string{"empty"}
	}
	out := []string{s.sizes(st.Outline, quads.Count(st.Entities, "entity"))}
	out = s.counted(ctx, out, "best linked", st.Linked)
	out = s.counted(ctx, out, "sources", st.Sources)
	if st.FirstDate != nil {
		first, last := s.term(st.FirstDate), s.term(st.LastDate)
		if first == last {
			out = append(out, "dates: "+first)
		} else {
			out = append(out, "dates: "+first+" to "+last)
		}
	}
	return out
}

// outline is describe for what is known without reading all quads.
func (s *session) outline(ctx context.Context, o graph.Outline) []string {
	return s.counted(ctx, []string{s.sizes(o, quads.Count(o.Terms, "term"))}, "sources", o.Sources)
}

// sizes says how large a graph is; things are its terms or entities.
func (s *session) sizes(o graph.Outline, things string) string {
	size := fmt.Sprintf("%s, %s, %s, %s, %s", quads.Count(o.Quads, "quad"), quads.Count(o.Triples, "statement"),
		things, quads.Count(o.Predicates, "predicate"), quads.Count(len(o.Sources), "source"))
	if o.Unlabelled > 0 {
		size += fmt.Sprintf(" (%s without one)", quads.Count(o.Unlabelled, "quad"))
	}
	return size
}

// counted appends a line with the first of some terms and their counts.
func (s *session) counted(ctx context.Context, out []string, heading string, of []graph.Counted) []string {
	if len(of) == 0 {
		return out
	}
	first := of[:min(countedShown, len(of))]
	show := s.show(ctx, termsOf(first))
	words := make([]string, len(of)) // of the others only the number is shown
	for i, c := range first {
		words[i] = fmt.Sprintf("%s (%s)", show(c.Term), quads.Grouped(c.Count))
	}
	return append(out, s.fit(heading, words, countedShown))
}

func termsOf(counted []graph.Counted) []quad.Value {
	terms := make([]quad.Value, len(counted))
	for i, c := range counted {
		terms[i] = c.Term
	}
	return terms
}
