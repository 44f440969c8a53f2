package shell

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"quipu/graph"
)

// TestReadmeSession types what the README's session types and wants just what
// it shows.
func TestReadmeSession(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	const input = "testdata/crocus/case.arrows"
	_, rest, ok := strings.Cut(string(readme), "```console\n$ quipu "+input+"\n")
	want, _, closed := strings.Cut(rest, "```\n")
	if !ok || !closed {
		t.Fatal("the README has no session")
	}
	t.Setenv("NO_COLOR", "1")
	t.Chdir("..")
	g, err := graph.Memory(graph.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if _, err := g.Load(context.Background(), []graph.Input{{Path: input}}, graph.LoadOptions{}); err != nil {
		t.Fatal(err)
	}
	var typed []string
	for l := range strings.SplitSeq(want, "\n") {
		for _, p := range []string{prompt, waitMore} {
			if text, ok := strings.CutPrefix(l, p); ok {
				typed = append(typed, text)
			}
		}
	}
	if len(typed) < 3 {
		t.Fatalf("the README's session types only %d lines", len(typed))
	}
	var out bytes.Buffer
	c := Config{
		Graph: g, Inputs: []string{input}, Out: &out, Err: &out, In: strings.NewReader(""),
		Terminal: true, Version: "devel", State: t.TempDir(), Width: func() int { return 100 },
	}
	if err := runTyped(context.Background(), c, &typist{lines: append(typed, "^D"), out: &out}); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	if i := strings.LastIndex(got, prompt+"^D"); i >= 0 {
		got = got[:i]
	}
	if got != want {
		t.Errorf("the README shows\n%s\nthe shell says\n%s", want, got)
	}
}
