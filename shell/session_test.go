package shell

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/datadriven"

	"quipu/graph"
	"quipu/shell/line"
)

// TestSessions runs the sessions in testdata/session. Each file is a folder
// of its own for state and files, and these commands:
//
//	file NAME     writes a file
//	cat NAME      shows one
//	pipe          runs the lines as a script
//	type          runs them as typed on a terminal
//
// pipe and type take db=FILE, load=FILE, state=FOLDER, as=ANALYST and
// width=COLUMNS. What a session writes as notes and errors begins with "| ".
// Of the typed lines ^C, ^D and ^M (Enter) are those keys, ⏎ is a line break
// in a paste, and a line that ends in ^I shows what Tab would offer there.
func TestSessions(t *testing.T) {
	root, err := filepath.Abs("../testdata/session")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(root, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sessions in %s (%v)", root, err)
	}
	defer func(zone *time.Location) { time.Local = zone }(time.Local)
	time.Local = time.UTC
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Setenv("NO_COLOR", "1")
			t.Chdir(t.TempDir())
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				switch d.Cmd {
				case "file":
					name := d.CmdArgs[0].Key
					if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(name, []byte(d.Input+"\n"), 0o666); err != nil {
						t.Fatal(err)
					}
					return ""
				case "cat":
					b, err := os.ReadFile(d.CmdArgs[0].Key)
					if err != nil {
						return err.Error() + "\n"
					}
					return string(b)
				case "pipe", "type":
					return runSession(t, d)
				}
				t.Fatalf("unknown command %s", d.Cmd)
				return ""
			})
		})
	}
}

func runSession(t *testing.T, d *datadriven.TestData) string {
	var out bytes.Buffer
	width := 100
	c := Config{
		Out: &out, Err: &noteWriter{w: &out}, In: strings.NewReader(d.Input),
		Terminal: d.Cmd == "type", Version: "test", File: "session",
		Width: func() int { return width },
	}
	for _, arg := range d.CmdArgs {
		switch arg.Key {
		case "db":
			c.DB = arg.Vals[0]
		case "load":
			c.Inputs = arg.Vals
		case "state":
			c.State = arg.Vals[0]
		case "as":
			c.Analyst = arg.Vals[0]
		case "width":
			arg.Scan(t, 0, &width)
		default:
			t.Fatalf("unknown argument %s", arg.Key)
		}
	}
	ctx := context.Background()
	var err error
	if c.DB != "" {
		c.Graph, err = graph.Open(ctx, c.DB, graph.Options{})
	} else {
		c.Graph, err = graph.Memory(graph.Options{})
	}
	if err != nil {
		t.Fatal(err)
	}
	defer c.Graph.Close()
	var inputs []graph.Input
	for _, in := range c.Inputs {
		inputs = append(inputs, graph.Input{Path: in})
	}
	if len(inputs) > 0 { // else a store would have a commit of nothing
		if _, err := c.Graph.Load(ctx, inputs, graph.LoadOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if c.State == "" {
		c.State = t.TempDir()
	}
	if c.Terminal {
		err = runTyped(ctx, c, &typist{lines: strings.Split(d.Input, "\n"), out: &out})
	} else {
		err = Run(ctx, c)
	}
	if err != nil {
		fmt.Fprintf(&out, "error: %v\n", err)
	}
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return volatile.ReplaceAllString(strings.ReplaceAll(out.String(), folder, "FOLDER"), "SOME TIME")
}

// volatile is, beside the folder, what differs from run to run.
var volatile = regexp.MustCompile(`\d+ \w+ \d{4}, \d\d:\d\d|\d{4}(-\d\d){2}T\d\d(:\d\d){2}Z`)

// runTyped is Run with somebody who types.
func runTyped(ctx context.Context, c Config, in *typist) error {
	s, err := newSession(c)
	if err != nil {
		return err
	}
	defer s.close()
	s.journal = newJournal(s.State, s.graph.Names())
	s.in = in
	return s.run(ctx)
}

// typist types lines, and shows what a terminal would: the prompts and what
// is typed.
type typist struct {
	lines    []string
	out      io.Writer
	complete line.Completer
	history  []string
}

func (f *typist) Line(prompt string) (string, error) {
	for {
		if len(f.lines) == 0 {
			return "", io.EOF
		}
		text := f.lines[0]
		f.lines = f.lines[1:]
		fmt.Fprintf(f.out, "%s%s\n", prompt, text)
		before, tab := strings.CutSuffix(text, "^I")
		switch {
		case tab:
			from, candidates := f.complete(before)
			fmt.Fprintf(f.out, "%s[%s]\n", strings.Repeat(" ", len([]rune(prompt+before[:from]))), strings.Join(candidates, " | "))
		case text == "^C":
			return "", line.ErrInterrupt
		case text == "^D":
			return "", io.EOF
		case text == "^M":
			return "", nil
		default:
			return strings.ReplaceAll(text, string(line.Break), "\n"), nil
		}
	}
}

func (f *typist) Edit(prompt, text string) (string, error) {
	return f.Line(prompt + "[" + text + "] ")
}

// Key takes the first character of a line for a key.
func (f *typist) Key(prompt string) (rune, error) {
	text, err := f.Line(prompt)
	if text == "" {
		return line.KeyEnter, err
	}
	return []rune(text)[0], err
}

func (f *typist) Remember(text string) error {
	f.history = append(f.history, text)
	return nil
}

func (f *typist) Complete(c line.Completer) { f.complete = c }
func (f *typist) Close() error              { return nil }

// noteWriter marks the lines of notes.
type noteWriter struct {
	w    io.Writer
	line []byte
}

func (n *noteWriter) Write(p []byte) (int, error) {
	for _, b := range p {
		n.line = append(n.line, b)
		if b == '\n' {
			fmt.Fprintf(n.w, "| %s", n.line)
			n.line = n.line[:0]
		}
	}
	return len(p), nil
}

// What is remembered is what was meant: a statement of several lines is one
// entry, and answers to questions are none.
func TestHistoryEntries(t *testing.T) {
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	t.Chdir(t.TempDir())
	in := &typist{out: io.Discard, lines: []string{
		"Russia → accuses → Ukraine ;", "blames → France", "Reuters", "a → b → c⏎⏎d → e → f", "^C", "^D", ""}}
	c := Config{Graph: g, Terminal: true, State: t.TempDir(), Out: io.Discard, Err: io.Discard}
	if err := runTyped(context.Background(), c, in); err != nil {
		t.Fatal(err)
	}
	want := []string{"Russia → accuses → Ukraine ;\nblames → France", "a → b → c\n\nd → e → f"}
	if strings.Join(in.history, "|") != strings.Join(want, "|") {
		t.Errorf("remembered %q, want %q", in.history, want)
	}
}

// Ctrl-C ends what runs and not the session.
func TestInterrupt(t *testing.T) {
	signals := make(chan os.Signal, 1)
	s := &session{signals: signals}
	signals <- os.Interrupt // an old one counts for nothing
	err := s.interruptible(context.Background(), func(ctx context.Context) error { return ctx.Err() })
	if err != nil {
		t.Fatal(err)
	}
	err = s.interruptible(context.Background(), func(ctx context.Context) error {
		signals <- os.Interrupt
		<-ctx.Done()
		return ctx.Err()
	})
	if err != errInterrupted {
		t.Errorf("got %v", err)
	}
	gone, cancel := context.WithCancel(context.Background())
	cancel()
	err = s.interruptible(gone, func(ctx context.Context) error { return ctx.Err() })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A script ends when its context does, even in the middle of a silent pipe.
func TestScriptCancelled(t *testing.T) {
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	r, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- Run(ctx, Config{Graph: g, In: r, Out: io.Discard, Err: io.Discard}) }()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
