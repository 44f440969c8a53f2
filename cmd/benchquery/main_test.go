package main

import (
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A small run answers everything rightly, and its table has all rows.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	var out strings.Builder
	if err := run(t.Context(), []string{"-n", "20k", "-dir", dir, "-repeat", "1"}, &out, io.Discard); err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	table, below, _ := strings.Cut(out.String(), "\n\n")
	var names []string
	for i, line := range strings.Split(table, "\n") {
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != 6 {
			t.Errorf("%d cells in %s", len(cells), line)
		}
		if name := strings.TrimSpace(cells[0]); i > 1 {
			names = append(names, name)
		}
		if i > 1 && !regexp.MustCompile(`^ [0-9.,]+( / [0-9.,]+)? (ms|ns|×)`).MatchString(cells[3]) {
			t.Errorf("measured is no quantity: %s", line)
		}
	}
	var want []string
	for _, r := range rows() {
		want = append(want, r.name)
	}
	want = append(want, "beside Cayley's paths: all, geometric mean")
	if !slices.Equal(names, want) {
		t.Errorf("the rows are %q, want %q", names, want)
	}
	if !strings.Contains(below, "cores") {
		t.Errorf("no machine under the table: %q", below)
	}

	// Again, over what is there, and one row of it.
	out.Reset()
	if err := run(t.Context(), []string{"-n", "20k", "-dir", dir, "-repeat", "2", "-run", "^star"}, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "| star") || strings.Contains(out.String(), "triangles") {
		t.Errorf("got\n%s", out.String())
	}
}

// A wrong answer fails, the first time or later, however quick it was.
func TestWrong(t *testing.T) {
	asked := 0
	answers := []answer{{3, 7}, {3}, {4}}
	r := row{way: way{ask: func(context.Context, *dataset, task, bool) (sample, error) {
		asked++
		return sample{took: time.Millisecond, answer: answers[asked-1]}, nil
	}}}
	if _, err := r.measure(t.Context(), nil, task{Want: answer{3, 7}}, 3); err == nil || !strings.Contains(err.Error(), "is 4, not 3") {
		t.Errorf("a wrong third answer: %v", err)
	}
	asked = 0
	if _, err := r.measure(t.Context(), nil, task{Want: answer{3, 8}}, 3); err == nil || asked != 1 {
		t.Errorf("a wrong first answer: %v after %d", err, asked)
	}
}

func TestFlags(t *testing.T) {
	for _, args := range [][]string{{"-n", "5m"}, {"-run", "("}, {"-run", "nothing"}, {"-repeat", "0"}, {"5M"}} {
		if err := run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%q is taken", args)
		}
	}
	var out strings.Builder
	if err := run(t.Context(), []string{"-list"}, &out, io.Discard); err != nil || strings.Count(out.String(), "\n") != len(rows()) {
		t.Errorf("%v\n%s", err, out.String())
	}
}
