package shell

import (
	"context"
	"errors"
	"maps"
	"strings"

	"quipu/graph/query"
	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/shell/render"
)

// request is a query to run.
type request struct {
	text   string
	file   string // where it was saved; "" for one that was entered
	params map[string]string
	line   int // of its first line, in a script
}

// query answers a query that was entered as a block.
func (s *session) query(ctx context.Context, text string, b *arrow.Block, line int) error {
	s.last = text
	n, err := s.answerTo(ctx, request{text: text, line: line})
	if err == nil && n == 0 {
		s.noteConditions(b)
	}
	return err
}

// noteConditions explains an answer without rows in which a statement stood
// beside the query: it was a condition, and perhaps meant to be written.
func (s *session) noteConditions(b *arrow.Block) {
	if len(b.Items) < 2 {
		return
	}
	for _, item := range b.Items {
		if t, ok := item.(*arrow.Triple); ok && !(&arrow.Block{Items: []arrow.Item{t}}).IsQuery() {
			s.note("line %d was not written, for without an empty line between them it is a condition of the query next to it: %s",
				t.Pos.Line, quads.Printable(t.String()))
			s.note("to write it, leave an empty line between them")
		}
	}
}

// answerTo runs a query, writes its rows as they come and counts them.
func (s *session) answerTo(ctx context.Context, r request) (n int, err error) {
	err = s.unambiguous(r, func(r request) error {
		return s.limits.timed(ctx, func(ctx context.Context) (err error) {
			n, err = s.answerOnce(ctx, r)
			return err
		})
	})
	return n, err
}

// answerOnce runs a query whose names are unambiguous and writes its rows.
func (s *session) answerOnce(ctx context.Context, r request) (int, error) {
	rows, err := query.Run(ctx, s.graph, r.text, s.options(r))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	width := 0
	if s.Width != nil {
		width = s.Width()
	}
	n, err := render.Write(s.Out, s.mode, rows, render.Options{
		Names: s.names, Width: width, Color: s.Color, Sources: s.why,
	})
	if err != nil {
		return n, err
	}
	s.notes(rows)
	return n, nil
}

// options are those of a query whose rows are shown.
func (s *session) options(r request) query.Options {
	return query.Options{
		File: r.file, Params: r.params, Why: s.why || render.NeedsWhy(s.mode), NoSame: s.parts,
		MaxRows: s.limits.rows, MaxHeld: s.limits.held,
	}
}

// notes shows what a query has to remark, which it knows behind its last row.
func (s *session) notes(rows *query.Rows) {
	for _, note := range rows.Notes {
		s.note("%s", quads.Printable(note))
	}
}

// start begins a query whose rows are not for the eye alone: no limits but the
// engine's hold for it, and the graph is seen as it is, without joined names.
func (s *session) start(ctx context.Context, r request, why bool) (rows *query.Rows, err error) {
	err = s.unambiguous(r, func(r request) (err error) {
		rows, err = query.Run(ctx, s.graph, r.text, query.Options{File: r.file, Params: r.params, Why: why, NoSame: true})
		return err
	})
	return rows, err
}

// unambiguous asks a query. Where a name means several entities a person is
// asked which, and the query is asked again with that one.
func (s *session) unambiguous(r request, ask func(request) error) error {
	for {
		err := ask(r)
		var several *query.AmbiguousError
		if !errors.As(err, &several) || !s.Terminal {
			return s.shifted(err, r.line)
		}
		if r, err = s.disambiguate(r, several); err != nil {
			return err
		}
	}
}

// shifted gives an error within a query its place in the script.
func (s *session) shifted(err error, line int) error {
	var syntax *quads.SyntaxError
	if s.Terminal || line == 0 || !errors.As(err, &syntax) {
		return err
	}
	moved := *syntax
	moved.File = s.File
	moved.Line += line - 1
	return &moved
}

// disambiguate asks which entity a name means and puts it in its place, in
// the query or in the values of its parameters.
func (s *session) disambiguate(r request, several *query.AmbiguousError) (request, error) {
	options := make([]string, len(several.Candidates))
	for i, c := range several.Candidates {
		options[i] = s.term(c)
	}
	s.say("'%s' is the label of several:", quads.Printable(several.Name))
	i, err := s.choose("Which is meant?", options)
	if err != nil {
		return r, err
	}
	if i < 0 {
		return r, errCancelled
	}
	chosen := several.Candidates[i]
	r.params = maps.Clone(r.params)
	for name, value := range r.params {
		if t, err := arrow.ParseTerm(value, s.names); err == nil && t == (arrow.Name{Text: several.Name}) {
			r.params[name] = arrow.Format(chosen, s.names)
		}
	}
	blocks, err := arrow.Parse(r.text, arrow.Options{Names: s.names})
	if err != nil {
		return r, err
	}
	found := false
	for _, b := range blocks {
		rewriter(func(t arrow.Term, _ place) arrow.Term {
			if t != (arrow.Name{Text: several.Name}) {
				return t
			}
			found = true
			return arrow.IRI{Value: chosen}
		}).items(b.Items)
	}
	if found {
		texts := make([]string, len(blocks))
		for i, b := range blocks {
			texts[i] = b.String()
		}
		r.text = strings.Join(texts, "\n")
	}
	return r, nil
}
