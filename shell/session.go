package shell

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/shell/line"
)

// Config is what a session starts with.
type Config struct {
	// Graph is the graph to work on, its inputs loaded. The session does not
	// close it.
	Graph *graph.Graph
	// DB is the file Graph is stored in; "" is a graph in memory.
	DB string
	// Inputs are the files that were loaded into Graph. They are shown, and
	// saved queries are looked for beside the first.
	Inputs []string
	// Analyst is who writes: commits to a store keep the name.
	Analyst string

	In  io.Reader // read where Terminal is false
	Out io.Writer // rows and answers
	Err io.Writer // notes and errors

	// Terminal says that a person sits at the process's terminal: the session
	// then edits lines, asks questions and goes on after errors. The caller
	// must not end the context on Ctrl-C, which is the session's.
	Terminal bool
	Color    bool       // colours are wanted; NO_COLOR prevails
	Width    func() int // columns of the terminal; nil is no limit

	// Progress begins to show how far a load is and returns what takes its
	// reports and what ends it; nil shows nothing.
	Progress func() (report func(graph.Progress), stop func())

	Version string // shown at the start
	File    string // name of In in error messages; "" is <stdin>
	State   string // folder of history and journal; "" is the system's
}

// session is one run of the shell.
type session struct {
	Config
	in      line.Reader
	signals <-chan os.Signal            // Ctrl-C while something runs
	typing  bool                        // the line that is being read is no answer to a question
	offer   func(typed string) []string // what Tab offers at a question
	asked   bool                        // who says so has been asked

	graph    *graph.Graph
	own      bool // graph was opened here
	db       string
	folder   string            // of saved queries
	names    *quads.Names      // of the graph, with what @base and @prefix declared
	source   quad.Value        // of what brings none; nil is none
	blank    [sha256.Size]byte // stands for the session in the labels of its blank nodes
	journal  *journal          // nil where nothing is journalled
	unsaved  int               // quads changed in memory since they were saved
	saves    int               // how often they were
	loaded   []string          // files that were loaded into memory and not saved since
	undo     []*step           // in memory
	commits  map[uint64]string // what this session's commits to the store did, by number
	written  tally
	compared int // new names that were compared with existing ones

	buffer buffer
	mode   string // format of rows
	why    bool
	parts  bool // names that 'same as' joins stand apart
	limits limits
	last   string // the last query
	index  *index // names for completion; nil when it is out of date
	quit   bool
}

// Run runs a session until its input ends or it is left. On a terminal errors
// are shown and the session goes on; elsewhere the first one ends it and is
// returned, with the file and line where it arose.
func Run(ctx context.Context, c Config) error {
	s, err := newSession(c)
	if err != nil {
		return err
	}
	defer s.close()
	if c.Terminal {
		stop, err := s.openTerminal()
		if err != nil {
			return err
		}
		defer stop()
	} else {
		s.in = line.NewPlain(c.In)
	}
	return s.run(ctx)
}

func newSession(c Config) (*session, error) {
	if c.File == "" {
		c.File = "<stdin>"
	}
	if os.Getenv("NO_COLOR") != "" {
		c.Color = false
	}
	s := &session{Config: c, graph: c.Graph, db: c.DB, mode: "tsv", commits: map[uint64]string{}}
	if c.Terminal {
		s.mode = "table"
	}
	s.folder = queriesFolder(c.DB, c.Inputs)
	s.names = c.Graph.Names()
	_, err := rand.Read(s.blank[:])
	return s, err
}

// queriesFolder returns where saved queries lie: in "queries" beside the store
// or the first input.
func queriesFolder(db string, inputs []string) string {
	beside := db
	if beside == "" && len(inputs) > 0 && inputs[0] != "-" {
		beside = inputs[0]
	}
	return filepath.Join(filepath.Dir(beside), "queries")
}

// openTerminal makes the session talk to the process's terminal. A history or
// a journal that cannot be kept is told, and is no reason not to work.
func (s *session) openTerminal() (stop func(), err error) {
	if s.State == "" {
		if s.State, err = stateFolder(); err != nil {
			s.note("%v", err)
		}
	}
	var o line.Options
	if s.State != "" {
		o.History = filepath.Join(s.State, "history")
		s.journal = newJournal(s.State, s.graph.Names())
	}
	in, err := line.NewTerminal(o)
	if in == nil {
		return nil, err
	}
	if err != nil {
		s.note("no history: %v", err)
	}
	s.in = in
	signals, stop := catchInterrupts()
	s.signals = signals
	return stop, nil
}

func (s *session) close() {
	for _, st := range s.undo {
		st.close()
	}
	if s.journal != nil {
		if err := s.journal.close(); err != nil {
			s.note("%v", err)
		}
	}
	if s.own {
		if err := s.graph.Close(); err != nil {
			s.note("%v", err)
		}
	}
}

func (s *session) run(ctx context.Context) error {
	defer context.AfterFunc(ctx, func() { s.in.Close() })()
	defer s.in.Close()
	if !s.Terminal {
		return s.script(ctx)
	}
	s.in.Complete(s.complete)
	s.welcome(ctx)
	s.recover(ctx)
	return s.interact(ctx)
}

const (
	prompt   = "quipu> "
	waitMore = "   ...> "
)

// interact is the session with a person.
func (s *session) interact(ctx context.Context) error {
	for !s.quit {
		p := prompt
		if s.buffer.waiting() {
			p = waitMore
		}
		s.typing = true
		text, err := s.in.Line(p)
		s.typing = false
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, line.ErrInterrupt):
			s.buffer.reset()
		case errors.Is(err, io.EOF):
			if err := s.leave(ctx); err != nil {
				s.failed(ctx, err)
			}
		case err != nil:
			return err
		default:
			s.entered(ctx, text)
		}
	}
	return nil
}

// entered runs what a person entered: a line, or several that were pasted.
func (s *session) entered(ctx context.Context, text string) {
	lines := strings.Split(text, "\n")
	if len(lines) == 1 {
		units := s.buffer.typed(text)
		for _, u := range units {
			s.remember(strings.TrimSpace(u.text))
		}
		s.runAll(ctx, units)
		return
	}
	s.remember(text)
	var units []unit
	for _, l := range lines {
		units = append(units, s.buffer.pasted(l)...)
	}
	s.runAll(ctx, append(units, s.buffer.rest()...))
}

// runAll runs units until one fails.
func (s *session) runAll(ctx context.Context, units []unit) {
	if !s.buffer.waiting() {
		s.buffer.reset() // lines are counted from the first of a statement
	}
	for i, u := range units {
		if err := s.interruptible(ctx, func(ctx context.Context) error { return s.do(ctx, u) }); err != nil {
			s.failed(ctx, err, units[i+1:]...)
			return
		}
		if s.quit {
			return
		}
	}
}

// failed shows a person why something was not done, and what was not run
// because of it, and runs what they entered instead of answering a question.
func (s *session) failed(ctx context.Context, err error, left ...unit) {
	s.report(err)
	if len(left) > 0 {
		s.note("what follows was not run: line %d of the paste and on", left[0].line)
	}
	var other *insteadError
	if errors.As(err, &other) {
		s.entered(ctx, other.line)
	}
}

func (s *session) remember(text string) {
	if err := s.in.Remember(text); err != nil {
		s.note("the history is not kept: %v", err)
	}
}

// do runs one unit. What it commits is signed with it.
func (s *session) do(ctx context.Context, u unit) error {
	ctx = source.WithNote(ctx, source.Note{Analyst: s.Analyst, Command: inShort(u.text)})
	if u.command {
		return s.command(ctx, u.text)
	}
	return s.statement(ctx, u)
}
