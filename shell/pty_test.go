//go:build unix

package shell

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestTerminal drives the real program in a pseudo-terminal, as a person
// would: type, complete, paste, interrupt, search, leave.
func TestTerminal(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	term := startTerminal(t, dir, bin, "shell")

	// A search without any history does no harm.
	term.expect("quipu> ")
	term.send("\x12x\x03\x12\x07")
	term.send("Russia -> accuses -> Ukraine\r")
	term.expect("Who says so?")
	term.send("Reuters\r")
	term.expect("added 1 quad @ Reuters · .undo takes it back")
	term.expect("quipu> ")

	// Ctrl-C clears the line, Ctrl-R then Ctrl-C does no harm, Delete on an
	// empty line and Ctrl-Z do nothing.
	term.send("nonsense\x03")
	term.expect("quipu> ")
	term.send("\x12\x03\x1b[3~\x1a")
	term.send("?who -> accuses -> ?whom\r")
	term.expect("whom")
	term.expect("Ukraine")
	term.expect("1 row")
	term.expect("quipu> ")

	typeAndPaste(term)

	// Ctrl-D offers to save; a name saves.
	term.send("\x04")
	term.expect(".saveas FILE")
	term.send("kept.nq\r")
	term.expect("wrote 3 quads to kept.nq")
	if err := term.wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
	checkLeft(t, dir)
}

// typeAndPaste completes, pastes, edits and searches, and writes two quads.
func typeAndPaste(term *terminal) {
	// Tab completes a name, and lists several above the prompt.
	term.send("rus\t-> acc\t-> ukr\t@ reu\t\r")
	term.expect("already there @ Reuters")
	term.expect("quipu> ")
	term.send(".s\t")
	for _, name := range []string{"source", "stats", "schema", "saveas"} {
		term.expect(name)
	}
	term.send("\x03")
	term.expect("quipu> ")

	// A paste of several lines is a block that runs on Enter.
	term.send("\x1b[200~Ukraine → denies → involvement @ BBC\nUkraine → borders → Russia @ BBC\n\x1b[201~")
	term.expect("⏎")
	term.send("\r")
	term.expect("added 2 quads @ BBC · .undo takes them back")
	term.expect("quipu> ")

	// Home, Delete and Ctrl-Right edit: "xUkraine" loses its x.
	term.send("xUkraine -> denies -> ?what\x1b[1~\x1b[3~\r")
	term.expect("involvement")
	term.expect("quipu> ")

	// The history holds the paste as one entry.
	term.send("\x12borders\r")
	term.expect("already there")
	term.expect("quipu> ")
}

// checkLeft looks at what a session left behind: what it saved, its history,
// and no journal.
func checkLeft(t *testing.T, dir string) {
	t.Helper()
	saved, err := os.ReadFile(filepath.Join(dir, "kept.nq"))
	if err != nil || bytes.Count(saved, []byte("\n")) != 3 {
		t.Errorf("kept.nq is %q (%v)", saved, err)
	}
	history, err := os.Stat(filepath.Join(dir, "state", "quipu", "history"))
	if err != nil || history.Mode().Perm() != 0o600 {
		t.Errorf("the history: %v (%v)", history, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "state", "quipu", "unsaved", "*")); len(left) > 0 {
		t.Errorf("a journal is left: %q", left)
	}
}

// A question ends with Ctrl-C, with Ctrl-D, and with a command in the place
// of an answer.
func TestTerminalQuestion(t *testing.T) {
	term := startTerminal(t, t.TempDir(), build(t), "shell")
	term.expect("quipu> ")
	for _, answer := range []string{"\x03", "\x04", ".find x\r"} {
		term.send("a -> p -> b\r")
		term.expect("Who says so?")
		term.send(answer)
		term.expect("cancelled: nothing was changed")
		term.expect("quipu> ")
	}
	term.send(".stats\r")
	term.expect("empty")
	term.expect("quipu> ")
	term.send("\x04")
	if err := term.wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// Ctrl-C stops a load, which leaves the graph as it was. A pipe that nobody
// writes to is a file of any length.
func TestTerminalLoadInterrupt(t *testing.T) {
	dir := t.TempDir()
	pipe := filepath.Join(dir, "slow.nq")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	writer, err := os.OpenFile(pipe, os.O_RDWR, 0) // lets it be opened for reading
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	term := startTerminal(t, dir, build(t), "shell")
	term.expect("quipu> ")
	term.send(".load slow.nq\r")
	// More than a pipe holds: when it is written the load has begun.
	line := "<urn:quipu:a> <urn:quipu:p> <urn:quipu:b> .\n"
	if _, err := io.WriteString(writer, strings.Repeat(line, 1<<20/len(line))); err != nil {
		t.Fatal(err)
	}
	term.send("\x03")
	term.expect("interrupted")
	term.expect("quipu> ")
	term.send(".stats\r")
	term.expect("empty")
}

// Ctrl-C stops a query that would take very long, and not the session.
func TestTerminalInterrupt(t *testing.T) {
	dir := t.TempDir()
	var nq strings.Builder
	for i := range 300 {
		fmt.Fprintf(&nq, "<urn:quipu:a%d> <urn:quipu:p> <urn:quipu:b%d> .\n", i, i)
	}
	if err := os.WriteFile(filepath.Join(dir, "many.nq"), []byte(nq.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	term := startTerminal(t, dir, build(t), "shell", "many.nq")
	term.expect("quipu> ")
	term.send(".mode tsv\r")
	term.expect("quipu> ")
	term.send("?a -> p -> ?b . ?c -> p -> ?d . ?e -> p -> ?f . ?g -> p -> ?h\r")
	term.expect("a0\tb0\t") // rows come
	term.send("\x03")
	term.expect("interrupted")
	term.expect("quipu> ")
	term.send("a7 -> p -> ?x\r")
	term.expect("b7")
	term.expect("quipu> ")
	term.send("\x04")
	if err := term.wait(); err != nil {
		t.Errorf("it ended with %v", err)
	}
}

// A session that is killed leaves its journal, which the next one brings back.
func TestTerminalKilled(t *testing.T) {
	bin, dir := build(t), t.TempDir()
	term := startTerminal(t, dir, bin, "shell")
	term.expect("quipu> ")
	term.send("a -> p -> b @ S\r")
	term.expect("added 1 quad")
	// While it runs, another session leaves its journal alone.
	other := startTerminal(t, dir, bin, "shell")
	other.expect("quipu> ")
	other.send("\x04")
	if err := other.wait(); err != nil {
		t.Errorf("the other session ended with %v", err)
	}
	if err := term.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	term.wait()

	term = startTerminal(t, dir, bin, "shell")
	term.expect("1 quad unsaved")
	term.send("y\r")
	term.expect("recovered 1 quad")
	term.expect("quipu> ")
	term.send("?x -> p -> ?y\r")
	term.expect("1 row")
}
