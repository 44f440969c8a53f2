package shell

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/review"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/shell/line"
)

// A ReviewRequest says which claims are reviewed, in words as they are typed.
type ReviewRequest struct {
	Above, Below *float64
	Source       string // a document or a speaker
	Entity       string
	Stance       string
	Contested    bool
	Limit        int
	AcceptAbove  *float64 // accept those of at least this confidence, and ask nothing
	DryRun       bool     // and do not even that
}

// Register adds the request's flags to a set.
func (r *ReviewRequest) Register(flags *flag.FlagSet) {
	share := func(to **float64) func(string) error {
		return func(text string) error {
			x, err := strconv.ParseFloat(text, 64)
			if err != nil || !(x >= 0 && x <= 1) {
				return errors.New("want a number from 0 to 1")
			}
			*to = &x
			return nil
		}
	}
	flags.Func("above", "only claims with a confidence of at least `C`, from 0 to 1", share(&r.Above))
	flags.Func("below", "only claims with a confidence of less than `C`", share(&r.Below))
	flags.StringVar(&r.Source, "source", "", "only claims of the document or the speaker `NAME`")
	flags.StringVar(&r.Entity, "entity", "", "only claims about `NAME`, or by it")
	flags.StringVar(&r.Stance, "stance", "", "only claims of the stance `S`: "+strings.Join(stances(), ", "))
	flags.BoolVar(&r.Contested, "contested", false, "only claims that others contradict")
	flags.IntVar(&r.Limit, "limit", 0, "at most `N` claims")
	flags.Func("accept-above", "accept all claims with a confidence of at least `C`, without asking", share(&r.AcceptAbove))
	flags.BoolVar(&r.DryRun, "dry-run", false, "with --accept-above: only say how many that would be")
}

// stances returns the words of all stances.
func stances() []string {
	var out []string
	for _, s := range quads.Stances() {
		out = append(out, string(s))
	}
	return out
}

// stanceNamed returns the stance that a word means: its own, or a verb's.
func stanceNamed(word string) (quads.Stance, error) {
	for _, s := range stances() {
		if strings.EqualFold(s, word) {
			return quads.Stance(s), nil
		}
	}
	if s, ok := quads.StanceOf(word); ok {
		return s, nil
	}
	return "", fmt.Errorf("'%s' is no stance; they are %s", quads.Printable(word), strings.Join(stances(), ", "))
}

// Review shows the claims that wait for a decision, one after the other, and
// takes decisions until it is left: on a terminal by single keys, elsewhere by
// commands, one a line, the first error of which ends it.
func Review(ctx context.Context, c Config, r ReviewRequest) error {
	s, err := newSession(c)
	if err != nil {
		return err
	}
	defer s.close()
	s.in = line.NewPlain(c.In)
	if c.Terminal {
		in, err := line.NewTerminal(line.Options{})
		if err != nil {
			return err
		}
		s.in = in
		signals, stop := catchInterrupts()
		s.signals = signals
		defer stop()
	}
	defer context.AfterFunc(ctx, func() { s.in.Close() })()
	defer s.in.Close()
	return s.review(ctx, r, true)
}

// reviewCommand is .review.
func (s *session) reviewCommand(ctx context.Context, args string) error {
	var r ReviewRequest
	flags := flag.NewFlagSet(".review", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	r.Register(flags)
	words, err := splitWords(args)
	if err != nil {
		return err
	}
	switch err := flags.Parse(words); {
	case errors.Is(err, flag.ErrHelp), err == nil && flags.NArg() > 0:
		return errUsage
	case err != nil:
		return err
	}
	return s.review(ctx, r, false)
}

// splitWords splits arguments at spaces; one in quotes is taken as it is.
func splitWords(text string) ([]string, error) {
	var words []string
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimSpace(text) {
		if text[0] != '\'' && text[0] != '"' {
			word, rest, _ := strings.Cut(text, " ")
			words, text = append(words, word), rest
			continue
		}
		end := strings.IndexByte(text[1:], text[0])
		if end < 0 {
			return nil, fmt.Errorf("a %c is not closed", text[0])
		}
		words, text = append(words, text[1:1+end]), text[end+2:]
	}
	return words, nil
}

// review runs a request; alone says that the session does nothing else.
func (s *session) review(ctx context.Context, r ReviewRequest, alone bool) error {
	by, err := review.New(s.graph, s.Analyst)
	if err != nil {
		return err
	}
	filter, err := s.reviewFilter(ctx, r)
	if err != nil {
		return err
	}
	v := &reviewing{session: s, by: by, filter: filter, alone: alone, state: map[quad.IRI]string{}, was: map[quad.IRI]string{}}
	if r.AcceptAbove != nil {
		return v.acceptAbove(ctx, *r.AcceptAbove, r.DryRun)
	}
	if r.DryRun {
		return errors.New("--dry-run is for --accept-above")
	}
	return v.run(ctx)
}

// reviewFilter looks up what a request names.
func (s *session) reviewFilter(ctx context.Context, r ReviewRequest) (f review.Filter, err error) {
	f = review.Filter{Above: r.Above, Below: r.Below, Contested: r.Contested, Limit: r.Limit}
	if r.Stance != "" {
		if f.Stance, err = stanceNamed(r.Stance); err != nil {
			return f, err
		}
	}
	src, err := s.graph.View(ctx)
	if err != nil {
		return f, err
	}
	defer src.Close()
	if r.Source != "" {
		if f.Sources, err = s.meant(ctx, src, r.Source); err != nil {
			return f, err
		}
	}
	if r.Entity != "" {
		f.Entities, err = s.meant(ctx, src, r.Entity)
	}
	return f, err
}

// meant returns what a name or an IRI stands for in the graph.
func (s *session) meant(ctx context.Context, src source.Source, text string) ([]quad.Value, error) {
	var found []quad.Value
	t, err := arrow.ParseTerm(text, s.names)
	if iri, ok := t.(arrow.IRI); err == nil && ok {
		found = append(found, iri.Value)
	} else {
		if name, ok := t.(arrow.Name); err == nil && ok {
			text = name.Text
		}
		several, err := s.graph.Resolve(ctx, src, text)
		if err != nil {
			return nil, err
		}
		for _, iri := range several {
			found = append(found, iri)
		}
	}
	ids := make([]source.ID, len(found))
	if err := src.IDs(ctx, found, ids); err != nil {
		return nil, err
	}
	if len(found) == 0 || ids[0] == source.Any {
		return nil, fmt.Errorf("'%s' does not occur in this graph", quads.Printable(text))
	}
	return found, nil
}
