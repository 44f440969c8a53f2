package plugin_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"quipu/quads"
	"quipu/quads/text/plugin"
)

// start starts this binary as a program that behaves as told.
func start(t *testing.T, how string, o plugin.Options) (*plugin.Extractor, error) {
	t.Helper()
	t.Setenv(behaviour, how)
	e, err := plugin.Start(t.Context(), "'"+os.Args[0]+"' unused \"argument with |\"", o)
	if err == nil {
		t.Cleanup(func() { e.Close() })
	}
	return e, err
}

const sentence = "Board – it closed the pier."

func TestSentence(t *testing.T) {
	e, err := start(t, "good", plugin.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if e.Name() != `Helper 0.1 \x1b[31m` && e.Name() != quads.Printable("Helper 0.1 \x1b[31m") {
		t.Errorf("the name is %q", e.Name())
	}
	want := plugin.Claim{Subject: "The board", Relation: "closes", Object: "pier", Speaker: "Ana", Stance: quads.Denies, End: 5, Confidence: 0.5}
	for range 3 {
		got, err := e.Sentence(t.Context(), plugin.Request{Text: sentence})
		if err != nil || len(got) != 1 || got[0] != want {
			t.Errorf("%+v, want %+v (%v)", got, want, err)
		}
	}
	if err := e.Close(); err != nil {
		t.Error(err)
	}
	if _, err := e.Sentence(t.Context(), plugin.Request{Text: sentence}); err == nil {
		t.Error("a closed extractor answers")
	}
}

// TestEager: who says hello before it is greeted is greeted all the same.
func TestEager(t *testing.T) {
	for range 20 {
		e, err := start(t, "eager", plugin.Options{Answer: 10 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := e.Sentence(t.Context(), plugin.Request{Text: sentence}); err != nil || len(got) != 1 {
			t.Fatalf("%v %v", got, err)
		}
		e.Close()
	}
}

// TestBadStart: what is wrong at the start is told, and nothing goes on.
func TestBadStart(t *testing.T) {
	for how, want := range map[string]string{
		"mute":     "no answer in time",
		"dead":     "it has ended; it wrote: no such",
		"future":   "version 99",
		"nameless": "did not say its name",
		"rude":     "Loading weights",
	} {
		t.Run(how, func(t *testing.T) {
			o := plugin.Options{}
			if how == "mute" {
				o.Starting = 50 * time.Millisecond
			}
			_, err := start(t, how, o)
			if !errors.As(err, new(*plugin.Error)) || !strings.Contains(err.Error(), want) {
				t.Errorf("%v, want %q", err, want)
			}
		})
	}
}

func TestNoCommand(t *testing.T) {
	for _, command := range []string{"", "  ", "'", `a\`, `""`, "/nonexistent/program", "\x1b[31m"} {
		_, err := plugin.Start(t.Context(), command, plugin.Options{})
		if err == nil || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%q: %v", command, err)
		}
	}
}

// TestBadAnswer: a bad answer is an error, and the next sentence may be asked.
func TestBadAnswer(t *testing.T) {
	for how, want := range map[string]string{
		"far": "not within", "backwards": "not within", "misquote": "not what stands", "split": "not what stands",
		"quoteless": "missing", "stance": "swears", "sure": "confidence", "empty": "no name", "escape": "control character",
		"long": "300 bytes", "type": "subject",
		"endless": "a line of more than", "garbage": "not UTF-8", "list": "no JSON object", "other": "sentence 2",
		"nobody": "without an id", "odd": "thought", "flood": "more than 100 claims",
	} {
		t.Run(how, func(t *testing.T) {
			e, err := start(t, how, plugin.Options{})
			if err != nil {
				t.Fatal(err)
			}
			got, err := e.Sentence(t.Context(), plugin.Request{Text: sentence})
			if !errors.As(err, new(*plugin.Error)) || !strings.Contains(err.Error(), want) || got != nil {
				t.Errorf("%v %v, want %q", got, err, want)
			}
			if strings.ContainsFunc(fmt.Sprint(err), func(r rune) bool { return r < ' ' }) {
				t.Errorf("%q reaches a terminal", err)
			}
			t.Setenv(behaviour, "good") // if it is started again
			_, err = e.Sentence(t.Context(), plugin.Request{Text: sentence})
			protocol := slices.Contains([]string{"type", "endless", "garbage", "list", "other", "nobody", "odd", "flood"}, how)
			if protocol != (err == nil) {
				t.Errorf("the next sentence: %v", err)
			}
		})
	}
}

// TestSlow: who is silent for too long is started again.
func TestSlow(t *testing.T) {
	e, err := start(t, "slow", plugin.Options{Answer: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Sentence(t.Context(), plugin.Request{Text: sentence}); err == nil || !strings.Contains(err.Error(), "in time") {
		t.Errorf("%v", err)
	}
}

// TestGivenUp: what fails again and again is not started for ever.
func TestGivenUp(t *testing.T) {
	e, err := start(t, "ends", plugin.Options{})
	if err != nil {
		t.Fatal(err)
	}
	bad, good := plugin.Request{Text: sentence + " now"}, plugin.Request{Text: sentence}
	for i := range 2 {
		if _, err := e.Sentence(t.Context(), bad); err == nil || !strings.Contains(err.Error(), "has ended") {
			t.Errorf("%d: %v", i, err)
		}
	}
	if got, err := e.Sentence(t.Context(), good); err != nil || len(got) != 1 {
		t.Errorf("%v %v", got, err)
	}
	for range 3 {
		if _, err := e.Sentence(t.Context(), bad); err == nil {
			t.Error("no error")
		}
	}
	if _, err := e.Sentence(t.Context(), good); err == nil || !strings.Contains(err.Error(), "given up") {
		t.Errorf("%v", err)
	}
}

// TestComplaints: what a program writes to standard error is harmless, and no
// more than a person reads.
func TestComplaints(t *testing.T) {
	var mu sync.Mutex
	var lines []string
	e, err := start(t, "noise", plugin.Options{Complain: func(line string) {
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, line)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Sentence(t.Context(), plugin.Request{Text: sentence}); err != nil {
		t.Error(err)
	}
	e.Close()
	mu.Lock()
	defer mu.Unlock()
	if len(lines) != 21 || !strings.Contains(lines[20], "not shown") {
		t.Errorf("%d lines: %q", len(lines), lines)
	}
	for _, line := range lines {
		if strings.Contains(line, "\x1b") || len(line) > 800 {
			t.Errorf("%q", line)
		}
	}
}

func TestSplit(t *testing.T) {
	for line, want := range map[string][]string{
		`python3 'my extractor.py' --model "a b"`: {"python3", "my extractor.py", "--model", "a b"},
		`a\ b c`:             {"a b", "c"},
		`a "x\"y" 'x\"y'`:    {"a", `x"y`, `x\"y`},
		`a "C:\dir"`:         {"a", `C:\dir`},
		`a '' ""`:            {"a", "", ""},
		`a|b > c; $HOME * ~`: {"a|b", ">", "c;", "$HOME", "*", "~"},
		"a\tb\nc":            {"a", "b", "c"},
		`a"b"'c'`:            {"abc"},
	} {
		if got, err := plugin.Split(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q (%v)", line, got, want, err)
		}
	}
}
