package shell

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// tally counts what a script wrote, and what it did not because it was there.
type tally struct{ added, unlabelled, there, noted int }

func (t *tally) count(added []quad.Quad, there int) {
	t.added += len(added)
	t.there += there
	for _, q := range added {
		if q.Label == nil {
			t.unlabelled++
		}
	}
}

// maxThere is how many blocks of a script are noted as being there already: a
// file that is piped in once more is all there.
const maxThere = 20

// noteThere says of a block in a script what of it is not written.
func (s *session) noteThere(ctx context.Context, line, added int, k knowledge) {
	if k.there == 0 {
		return
	}
	s.written.noted++
	switch {
	case s.written.noted > maxThere+1:
	case s.written.noted > maxThere:
		s.note("more than %d blocks are already there, wholly or in part: the others are only counted", maxThere)
	case added == 0:
		s.note("line %d: already there%s", line, s.under(ctx, k.held))
	default:
		s.note("line %d: %s already there%s", line, quads.Count(k.there, "quad"), s.under(ctx, k.held))
	}
}

// script is the session from a pipe.
func (s *session) script(ctx context.Context) error {
	for !s.quit {
		text, err := s.in.Line("")
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var units []unit
		switch {
		case errors.Is(err, io.EOF):
			units = s.buffer.rest()
			s.quit = true
		case err != nil:
			return s.located(err, s.buffer.line+1)
		default:
			units = s.buffer.pasted(text)
		}
		for _, u := range units {
			if err := s.do(ctx, u); err != nil {
				return s.located(err, u.line)
			}
			if s.quit && u.command {
				break
			}
		}
	}
	s.summary()
	return nil
}

// located adds the place of a script to an error that has none.
func (s *session) located(err error, lineNumber int) error {
	var syntax *quads.SyntaxError
	if errors.As(err, &syntax) {
		return err
	}
	return &ScriptError{File: s.File, Line: lineNumber, Err: err}
}

// ScriptError is what ended a session from a pipe: the error, and the line on
// which the statement or command begins.
type ScriptError struct {
	File string
	Line int
	Err  error
}

func (e *ScriptError) Error() string {
	return fmt.Sprintf("%s:%d: %v", quads.Printable(e.File), e.Line, e.Err)
}

func (e *ScriptError) Unwrap() error { return e.Err }

// summary says at the end of a script what it wrote.
func (s *session) summary() {
	if s.written.added == 0 && s.written.there == 0 {
		return
	}
	text := "added " + quads.Count(s.written.added, "quad")
	if n := s.written.unlabelled; n > 0 {
		text += fmt.Sprintf(", %s without a source (.source NAME gives one)", quads.Grouped(n))
	}
	if n := s.written.there; n > 0 {
		text += fmt.Sprintf(", %s already there", quads.Grouped(n))
	}
	if s.db == "" && s.unsaved > 0 {
		text += ", in memory only (with --db FILE it is kept)"
	}
	s.note("%s", text)
}
