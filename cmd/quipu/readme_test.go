package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestReadmeCommands runs what the README shows: each "$ quipu …" of a console
// block with what stands below it, and each query of the table.
func TestReadmeCommands(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir("../..")
	shown := 0
	for _, block := range strings.Split(string(readme), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```\n")
		command, want, _ := strings.Cut(block, "\n")
		if strings.Contains(block, "\nquipu> ") {
			continue // a session: the shell's own test types it
		}
		shown++
		if got := quipu(t, shellFields(t, command)[2:]...); got != want {
			t.Errorf("%s\nthe README shows\n%s\nit says\n%s", command, want, got)
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
		if out := quipu(t, "query", "-i", "testdata/crocus/case.arrows", text); strings.Count(out, "\n") < 2 {
			t.Errorf("%s: no rows", text)
		}
	}
	if shown < 2 || queries < 8 {
		t.Errorf("found only %d commands and %d queries", shown, queries)
	}
}

func quipu(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("quipu", args...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil || stderr.Len() > 0 {
		t.Errorf("quipu %q: %v\n%s", args, err, stderr.String())
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
