package syntax_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

func model(t testing.TB) *syntax.Model {
	t.Helper()
	m, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// wellFormed says what is wrong with a tree.
func wellFormed(t *syntax.Tree) error {
	roots := 0
	for i, w := range t.Words {
		if w.Head < -1 || w.Head >= len(t.Words) || w.Head == i {
			return fmt.Errorf("word %d has the head %d", i, w.Head)
		}
		if w.Head == -1 {
			roots++
		}
		if (w.Head == -1) != (w.Relation == "root") {
			return fmt.Errorf("word %d has the head %d and the relation %q", i, w.Head, w.Relation)
		}
		if w.UPOS == "" || w.XPOS == "" || w.Relation == "" {
			return fmt.Errorf("word %d has no tag or relation: %+v", i, w)
		}
		if s := t.Sure[i]; math.IsNaN(float64(s)) || s < 0 || s > 1.0001 {
			return fmt.Errorf("word %d is sure to %v", i, s)
		}
		steps := 0
		for at := i; at >= 0; at = t.Words[at].Head {
			if steps++; steps > len(t.Words) {
				return fmt.Errorf("word %d is in a circle", i)
			}
		}
	}
	if len(t.Words) > 0 && roots != 1 {
		return fmt.Errorf("%d roots", roots)
	}
	return nil
}

var strange = []string{
	"", "word", "Ω≈ç√", "\x00\x1b[31m \xff\xfe", ". . . . .", "( ) [ ] { }", "\u200b \u202e x",
	"BUFFALO buffalo Buffalo buffalo buffalo", "🙂 🙂", "$ 1,000,000.50 %", "that that that that",
	strings.Repeat("very ", 159) + "long", strings.Repeat("very ", 160) + "long",
	strings.Repeat("and ", 500), strings.Repeat("x", 1<<20) + " is a word",
}

func FuzzParse(f *testing.F) {
	for _, text := range append(strange, usual) {
		f.Add(text)
	}
	m := model(f)
	f.Fuzz(func(t *testing.T, text string) {
		list := tokens(text)
		list = list[:min(len(list), 600)]
		tree := m.NewParser().Parse(list)
		if len(tree.Words) != len(list) {
			t.Fatalf("%d words of %d tokens", len(tree.Words), len(list))
		}
		if err := wellFormed(&tree); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEmptyTokens(t *testing.T) {
	tree := model(t).NewParser().Parse([]sentence.Token{{}, {}, {Text: " "}})
	if err := wellFormed(&tree); err != nil {
		t.Fatal(err)
	}
	if tree := model(t).NewParser().Parse(nil); len(tree.Words) != 0 {
		t.Fatalf("words of no tokens: %v", tree.Words)
	}
}

// TestSameAnswer parses sentences with a parser that has seen much and with
// ones that have seen nothing.
func TestSameAnswer(t *testing.T) {
	m := model(t)
	old := m.NewParser()
	for i := range 3000 { // more forms than a parser keeps
		old.Parse(tokens(fmt.Sprintf("form%d is new", i)))
	}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields(usual+" Who warned whom , and why ? form1 form2999")), 1, 40).Draw(t, "words")
		list := tokens(strings.Join(words, " "))
		a, b := old.Parse(list), m.NewParser().Parse(list)
		if !slices.Equal(a.Words, b.Words) || !slices.Equal(a.Sure, b.Sure) {
			t.Fatalf("one parser says %v, another %v", a.Words, b.Words)
		}
	})
}

func TestDamagedModel(t *testing.T) {
	file := syntax.File
	for name, c := range map[string]struct{ file, want string }{
		"nothing":   {"", "damaged"},
		"foreign":   {"<html>" + strings.Repeat(" ", 100), "does not begin"},
		"version":   {file[:7] + "\x09" + file[8:], "version 9"},
		"cut":       {file[:len(file)/2], "checksum"},
		"bit":       {file[:5000] + string(file[5000]^1) + file[5001:], "checksum"},
		"bit in it": {file[:len(file)-40] + "x" + file[len(file)-39:], "checksum"},
	} {
		if _, err := syntax.Open(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not an error with %q", name, err, c.want)
		}
	}
}
