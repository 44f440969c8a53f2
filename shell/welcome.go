package shell

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"quipu/graph"
	"quipu/quads"
	"quipu/shell/line"
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
	size := fmt.Sprintf("%s, %s, %s, %s, %s", count(st.Quads, "quad"), count(st.Triples, "statement"),
		count(st.Entities, "entity"), count(st.Predicates, "predicate"), count(len(st.Sources), "source"))
	if st.Unlabelled > 0 {
		size += fmt.Sprintf(" (%s without one)", count(st.Unlabelled, "quad"))
	}
	out := []string{size}
	counted := func(name string, of []graph.Counted, most int) {
		var words []string
		for _, c := range of {
			words = append(words, fmt.Sprintf("%s (%s)", s.sourceText(s.resolveLabel(ctx, c.Term)), grouped(c.Count)))
		}
		if len(words) > 0 {
			out = append(out, name+": "+list(words, most))
		}
	}
	counted("best linked", st.Linked, 5)
	counted("sources", st.Sources, 5)
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

// recover offers what earlier sessions left unsaved.
func (s *session) recover(ctx context.Context) {
	if s.journal == nil {
		return
	}
	left, err := s.journal.orphans()
	if err != nil {
		s.note("an unsaved session could not be read: %v", err)
	}
	for _, o := range left {
		if err := s.recoverOne(ctx, o); err != nil {
			s.report(err)
		}
	}
}

func (s *session) recoverOne(ctx context.Context, o *orphan) error {
	if o.count() == 0 {
		return o.remove()
	}
	s.note("A session of %s ended with %s unsaved.", o.last.Local().Format("2 January 2006, 15:04"), count(o.count(), "quad"))
	answer, err := s.ask("Bring them back into this graph? y = yes, n = not now, d = delete them: ")
	if err != nil {
		answer = "n"
	}
	switch strings.ToLower(answer) {
	case "y", "yes":
	case "d", "delete":
		return o.remove()
	default:
		return o.release()
	}
	applied, err := s.graph.Apply(ctx, o.change.Added, o.change.Removed)
	if err != nil {
		o.release()
		return err
	}
	n := len(applied.Added) + len(applied.Removed)
	text := "recovered " + count(n, "quad")
	if n > 0 {
		s.changed(&step{what: text, applied: applied})
		text += " · .undo takes " + them(n) + " back"
	}
	s.say("%s", text)
	return o.remove()
}

// leave ends the session, but for unsaved work that a person wants to keep.
func (s *session) leave(ctx context.Context) {
	s.quit = true
	if !s.Terminal || s.unsaved == 0 {
		return
	}
	s.note("Not saved: %s in memory. The next session can bring them back.", count(s.unsaved, "change"))
	answer, err := s.in.Line(".saveas FILE keeps them. A file's name, or Enter to leave: ")
	switch {
	case errors.Is(err, line.ErrInterrupt):
		s.quit = false
		return
	case err != nil || strings.TrimSpace(answer) == "":
		return
	}
	file := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(answer), ".saveas"))
	if err := s.saveAsCommand(ctx, file); err != nil {
		s.report(err)
		s.quit = false
	}
}
