package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestReadmeCommands runs what the README shows: each "$ quipu …" of a console
// block, one after the other in one folder, with what stands below it; and each
// query of the table.
func TestReadmeCommands(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := os.CopyFS(filepath.Join(folder, "testdata"), os.DirFS("../../testdata")); err != nil {
		t.Fatal(err)
	}
	t.Chdir(folder)
	shown := 0
	for _, block := range strings.Split(string(readme), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```\n")
		if strings.Contains(block, "\nquipu> ") {
			continue // a session: the shell's own test types it
		}
		for _, c := range readmeCommands(t, block) {
			shown++
			if got := quipu(t, c.typed, c.args...); got != c.want {
				t.Errorf("quipu %q\nthe README shows\n%s\nit says\n%s", c.args, c.want, got)
			}
		}
	}
	queries := 0
	for line := range strings.Lines(string(readme)) {
		cells := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		if len(cells) != 4 || !strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			continue
		}
		queries++
		text := strings.NewReplacer("`", "", "<br>", "\n", "\x00", "|").Replace(cells[1])
		if out := quipu(t, "", "query", "-i", "testdata/crocus/case.arrows", text); strings.Count(out, "\n") < 2 {
			t.Errorf("%s: no rows", text)
		}
	}
	if shown < 7 || queries < 8 {
		t.Errorf("found only %d commands and %d queries", shown, queries)
	}
}

// A readmeCommand is a command with what is typed into it and what it prints.
type readmeCommand struct {
	args        []string
	typed, want string
}

// readmeCommands reads a console block. A command that ends in <<END takes the
// lines up to END.
func readmeCommands(t *testing.T, block string) []readmeCommand {
	t.Helper()
	var all []readmeCommand
	typing := false
	for line := range strings.Lines(block) {
		command, found := strings.CutPrefix(line, "$ quipu ")
		switch {
		case typing && line == "END\n":
			typing = false
		case typing:
			all[len(all)-1].typed += line
		case found:
			command, typing = strings.CutSuffix(strings.TrimSuffix(command, "\n"), " <<END")
			all = append(all, readmeCommand{args: shellFields(t, command)})
		case len(all) == 0:
			t.Fatalf("a console block begins with %q", line)
		default:
			all[len(all)-1].want += line
		}
	}
	return all
}

// quipu runs the command; its errors and notes are printed as a terminal shows
// them, with the rest.
func quipu(t *testing.T, typed string, args ...string) string {
	t.Helper()
	cmd := exec.Command("quipu", args...)
	cmd.Stdin = strings.NewReader(typed)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("quipu %q: %v\n%s", args, err, out)
	}
	return string(out)
}

// shellFields splits a command line at spaces outside single quotes.
func shellFields(t *testing.T, line string) []string {
	t.Helper()
	var all []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			all = append(all, part)
		} else {
			all = append(all, strings.Fields(part)...)
		}
	}
	return all
}
