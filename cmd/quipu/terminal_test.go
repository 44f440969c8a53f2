package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"

	"quipu/graph"
)

// TestTerminal runs the real command on a pseudo-terminal: what is shown
// there, and nowhere else, is a table, in colours, cut to the screen.
func TestTerminal(t *testing.T) {
	dir := t.TempDir()
	input := filepath.Join(dir, "case.arrows")
	statements := "Russia → accuses → Ukraine @ TASS\nA name that goes on and on → accuses → Iran @ TASS\n"
	if err := os.WriteFile(input, []byte(statements), 0o666); err != nil {
		t.Fatal(err)
	}
	query := []string{"query", "-i", input, "?who → accuses → ?whom"}

	shown := onTerminal(t, nil, query...)
	for _, want := range []string{"\x1b[1mwho", "Russia", "…", "2 rows"} {
		if !strings.Contains(shown, want) {
			t.Errorf("on a terminal, want %q in:\n%s", want, shown)
		}
	}
	for _, plain := range [][]string{{"NO_COLOR=1"}, {"TERM=dumb"}} {
		if shown := onTerminal(t, plain, query...); strings.Contains(shown, "\x1b") || !strings.Contains(shown, "2 rows") {
			t.Errorf("with %v, want a table without colours:\n%q", plain, shown)
		}
	}
	loaded := onTerminal(t, nil, "load", "--db", filepath.Join(dir, "case.quipu"), input)
	if !strings.Contains(loaded, "read 2 quads: 2 new") {
		t.Errorf("want the report behind the progress:\n%q", loaded)
	}
}

// TestTerminalEscapes: characters that act on a terminal, or are not seen
// there, are shown as what they are; a pipe gets the canonical form.
func TestTerminalEscapes(t *testing.T) {
	input := filepath.Join(t.TempDir(), "case.nq")
	hostile := "<urn:a\u202e> <urn:p> \"\u009b31m red \u2066\" .\n"
	if err := os.WriteFile(input, []byte(hostile), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"export", "-i", input},
		{"export", "-i", input, "-o", "ntriples"},
		{"export", "-i", input, "-o", "arrows"},
		{"query", "-i", input, "-o", "nquads", "?s → ?p → ?o"},
	} {
		shown := onTerminal(t, nil, args...)
		if strings.ContainsAny(shown, "\u202e\u009b\u2066") || !strings.Contains(shown, `\u009B31m red \u2066"`) {
			t.Errorf("%v shows %q", args, shown)
		}
		if args[len(args)-1] == "arrows" {
			continue
		}
		piped, err := exec.Command("quipu", args...).Output()
		if err != nil || string(piped) != hostile {
			t.Errorf("%v writes %q (%v), want %q", args, piped, err, hostile)
		}
	}
}

// onTerminal runs quipu on a terminal of 30 columns and returns what it shows.
func onTerminal(t *testing.T, env []string, args ...string) string {
	t.Helper()
	cmd := exec.Command("quipu", args...)
	cmd.Env = append(os.Environ(), "TERM=xterm", "NO_COLOR=", "QUIPU_DB=")
	cmd.Env = append(cmd.Env, env...)
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 30})
	if err != nil {
		if slices.Contains(strings.Split(os.Getenv("QUIPU_REQUIRE"), ","), "pty") {
			t.Fatalf("no pseudo-terminal: %v", err)
		}
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer terminal.Close()
	var shown bytes.Buffer
	_, _ = io.Copy(&shown, terminal) // ends with an error when the other end closes
	if err := cmd.Wait(); err != nil {
		t.Fatalf("quipu %v: %v\n%s", args, err, shown.String())
	}
	return shown.String()
}

// TestProgress: what is told during work stands above the bar, and of the bar
// nothing is left, whether or not the work came to its end.
func TestProgress(t *testing.T) {
	terminal, screen, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer terminal.Close()
	if err := pty.Setsize(terminal, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		work func(*progress)
	}{
		{"load", func(p *progress) { p.load(graph.Progress{Input: "case.nq", Done: 10, Of: 10}) }},
		{"interrupted load", func(p *progress) { p.load(graph.Progress{Input: "case.nq", Done: 5, Of: 10}) }},
		{"merging", func(p *progress) { p.load(graph.Progress{Merging: true, Done: 5, Of: 10}) }},
		{"export", func(p *progress) { p.export(10, 10) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := &progress{err: screen, out: screen, since: time.Now().Add(-time.Minute)}
			test.work(p)
			shown := readUntil(t, terminal, "]") // the bar is there
			note(p, "in between")
			p.stop()
			fmt.Fprintln(screen, "the end")
			shown += readUntil(t, terminal, "the end\r\n")
			lines := visible(shown)
			if want := []string{"note: in between", "the end", ""}; !slices.Equal(lines, want) {
				t.Errorf("shown is %q, want %q; written was %q", lines, want, shown)
			}
		})
	}
}

// readUntil reads a terminal until some text has come.
func readUntil(t *testing.T, terminal io.Reader, text string) string {
	t.Helper()
	var shown strings.Builder
	buf := make([]byte, 4096)
	for !strings.Contains(shown.String(), text) {
		n, err := terminal.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		shown.Write(buf[:n])
	}
	return shown.String()
}

// visible returns the lines that a terminal shows after some text whose only
// escape sequences go up a line and clear all below.
func visible(text string) []string {
	lines := []string{""}
	for text != "" {
		last := len(lines) - 1
		switch rest, up := strings.CutPrefix(text, "\x1b[1A"); {
		case up:
			lines, text = lines[:last], rest
		case strings.HasPrefix(text, "\x1b[J"):
			lines[last], text = "", text[len("\x1b[J"):]
		case strings.HasPrefix(text, "\r\n"):
			lines, text = append(lines, ""), text[2:]
		default:
			lines[last] += text[:1]
			text = text[1:]
		}
	}
	return lines
}
