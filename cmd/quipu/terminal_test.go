package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/creack/pty"
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
