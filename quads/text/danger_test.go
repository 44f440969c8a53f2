package text_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cockroachdb/datadriven"

	"quipu/quads"
	"quipu/quads/text"
	"quipu/quads/text/document"
	"quipu/quads/text/texttest"
)

var testNames = func() *quads.Names {
	n, err := quads.NewNames("")
	if err != nil {
		panic(err)
	}
	return n
}()

// extract reads a text as the command does, with the parser of the program.
func extract(t testing.TB, name, content string) *text.Extraction {
	t.Helper()
	doc, err := document.Read(context.Background(), strings.NewReader(content), document.Options{Name: name})
	if err != nil {
		t.Fatal(err)
	}
	x, err := text.Extract(context.Background(), doc, testNames, text.Options{Handle: texttest.Handle})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestDangers reads texts with traps. The lines behind a text say what should
// come out of it (+) and what must not (!). A danger fails the test whatever
// the expected output says; the output shows all claims, and what is missing.
func TestDangers(t *testing.T) {
	files, err := filepath.Glob("../../testdata/text/dangers/*.txt")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files of dangers, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
				content, lines := splitLines(t, d)
				x := extract(t, "danger.txt", content)
				score := texttest.Compare(x.Claims, lines, testNames)
				for _, danger := range score.Dangers {
					t.Errorf("%s: danger: %s", d.Pos, danger)
				}
				var b strings.Builder
				for i := range x.Claims {
					fmt.Fprintln(&b, texttest.String(&x.Claims[i], testNames))
				}
				for _, l := range score.Missing {
					fmt.Fprintln(&b, "missing: "+l.Text)
				}
				return b.String()
			})
		})
	}
}

// splitLines cuts what is expected off a text.
func splitLines(t *testing.T, d *datadriven.TestData) (content string, lines []texttest.Line) {
	var expected []string
	var kept []string
	for _, line := range strings.Split(d.Input, "\n") {
		switch {
		case strings.HasPrefix(line, "+ "):
			expected = append(expected, line[2:])
		case strings.HasPrefix(line, "! "):
			expected = append(expected, line)
		default:
			kept = append(kept, line)
		}
	}
	lines, err := texttest.Parse(strings.Join(expected, "\n"))
	if err != nil {
		t.Fatalf("%s: %v", d.Pos, err)
	}
	if len(lines) == 0 {
		t.Fatalf("%s: nothing is expected", d.Pos)
	}
	return strings.Join(kept, "\n"), lines
}
