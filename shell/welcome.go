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

// showGraph says what the graph is about. Reading all of a large one takes
// time, which Ctrl-C cuts short.
func (s *session) showGraph(ctx context.Context) {
	err := s.interruptible(ctx, func(ctx context.Context) error {
		st, err := s.stats(ctx)
		if err != nil {
			return err
		}
		if st.Quads == 0 {
			s.note("%s: empty", s.where())
			s.note("to write down who says what:  Russia -> accuses -> Ukraine @ Reuters")
			s.note("to ask:                       ?who -> accuses -> Ukraine")
			return nil
		}
		for _, line := range append([]string{s.where()}, s.describe(ctx, st)...) {
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
	return s.graph.Stats(ctx, src)
}

// describe puts statistics into sentences: sizes, the best-linked entities,
// sources, the span of dates.
func (s *session) describe(ctx context.Context, st graph.Stats) []string {
	if st.Quads == 0 {
		return []string{"empty"}
	}
	size := fmt.Sprintf("%s, %s, %s, %s, %s", quads.Count(st.Quads, "quad"), quads.Count(st.Triples, "statement"),
		quads.Count(st.Entities, "entity"), quads.Count(st.Predicates, "predicate"), quads.Count(len(st.Sources), "source"))
	if st.Unlabelled > 0 {
		size += fmt.Sprintf(" (%s without one)", quads.Count(st.Unlabelled, "quad"))
	}
	out := []string{size}
	counted := func(heading string, of []graph.Counted) {
		show := s.show(ctx, termsOf(of))
		var words []string
		for _, c := range of {
			words = append(words, fmt.Sprintf("%s (%s)", show(c.Term), quads.Grouped(c.Count)))
		}
		if len(words) > 0 {
			out = append(out, s.fit(heading, words, 5))
		}
	}
	counted("best linked", st.Linked)
	counted("sources", st.Sources)
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

func termsOf(counted []graph.Counted) []quad.Value {
	terms := make([]quad.Value, len(counted))
	for i, c := range counted {
		terms[i] = c.Term
	}
	return terms
}
