package arrow

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/quads"
)

// FuzzParse reads any text: no panic, an error has a place, and what parses
// prints as the same tree. Seeds are the
// inputs of the data-driven tests.
func FuzzParse(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(testdata, "*.txt"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds in %s: %v", testdata, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range strings.Split(string(data), "\n\n") {
			_, input, _ := strings.Cut(part, "\n")
			input, _, _ = strings.Cut(input, "\n----")
			f.Add(input)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		Complete(text)
		blocks, err := Parse(text, Options{})
		if err != nil {
			e, ok := err.(*quads.SyntaxError)
			if !ok || e.Line < 1 || e.Column < 1 || e.What == "" {
				t.Fatalf("%q: %#v", text, err)
			}
		}
		for i, b := range blocks {
			printed := b.String()
			again, err := Parse(printed, Options{Names: defaultNames})
			if err != nil {
				t.Fatalf("%q prints as %q: %v", text, printed, err)
			}
			if !reflect.DeepEqual(bare(again), bare(blocks[i:i+1])) {
				t.Fatalf("%q prints as %q, which is another tree: %q", text, printed, again[0].String())
			}
			if !b.IsQuery() {
				if _, err := NewBuilder(nil, nil).Quads(b); err != nil {
					if _, ok := err.(*quads.SyntaxError); !ok {
						t.Fatalf("%q: %v", text, err)
					}
				}
			}
		}
	})
}

// FuzzReader reads any text as a file, strictly and skipping, and writes what
// it gave: that reads back equal.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"@source X { title: \"x\" }\nA → p → B",
		"A → denies → [B → p → C] @ X @ Y \"words\"\n\nbad\n\nA → says → [B → p → C]",
		"@base <https://example.org/>\nA → p → >130 ; q → 'x'\n\n@source none\nA → p → B",
		"A → p → \"\"\"\n\n\"\"\" @ X",
		"A →\np\n→ 'B',\n'C' # c\n# d\n@ X\n; q ->\n[A\n→ p → B\n] .\n. D → p → E ;\n@source Y {\ntitle:\n'x',\n'y'\n}\n\nA <-\np <- \nB @\nY",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, strict, strictErr := readAll(text, quads.ReadOptions{})
		bad := 0
		_, all, err := readAll(text, quads.ReadOptions{OnBad: func(error) { bad++ }})
		if err != nil {
			t.Fatalf("skipping: %v", err)
		}
		if (strictErr != nil) != (bad > 0) || bad == 0 && len(strict) != len(all) {
			t.Fatalf("strict: %v; skipping: %d bad", strictErr, bad)
		}
		if strictErr == nil {
			if diff := difference(strict, readPieces(t, text)); diff != "" {
				t.Fatalf("%q reads otherwise in pieces: %s", text, diff)
			}
		}
		out, err := writeAll(all)
		if err != nil {
			t.Fatalf("%q gives what cannot be written: %v", text, err)
		}
		_, again, err := readAll(out, quads.ReadOptions{})
		if err != nil {
			t.Fatalf("%q is written as %q: %v", text, out, err)
		}
		if diff := difference(all, again); diff != "" {
			t.Fatalf("%q is written as %q: %s", text, out, diff)
		}
	})
}

// readPieces reads a text that is right as if each block had something bad.
func readPieces(t *testing.T, text string) []quad.Quad {
	r := NewReader(nil, quads.ReadOptions{OnBad: func(err error) { t.Errorf("%q in pieces: %v", text, err) }}).(*Reader)
	var all []quad.Quad
	err := eachChunk(text, func(c Chunk) error {
		qs, _ := r.pieces(c)
		all = append(all, qs...)
		return nil
	})
	r.tell()
	if err != nil {
		t.Fatal(err)
	}
	return all
}
