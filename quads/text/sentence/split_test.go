package sentence_test

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cockroachdb/datadriven"
	"pgregory.net/rapid"

	"quipu/quads/text/sentence"
)

const testdata = "../../../testdata/text/sentence"

func TestSplit(t *testing.T) {
	if files, err := filepath.Glob(filepath.Join(testdata, "*")); err != nil || len(files) == 0 {
		t.Fatalf("no test data in %s: %v", testdata, err)
	}
	datadriven.Walk(t, testdata, func(t *testing.T, file string) {
		datadriven.RunTest(t, file, func(t *testing.T, d *datadriven.TestData) string {
			var b strings.Builder
			for line := range strings.Lines(d.Input) {
				for _, s := range sentence.Split(line, 0, len(line)) {
					switch d.Cmd {
					case "split":
						var words []string
						for _, w := range s.Tokens {
							words = append(words, w.Text)
						}
						b.WriteString(strings.Join(words, " "))
					case "sentences":
						b.WriteString(line[s.Start:s.End])
					default:
						t.Fatalf("%s: no such command", d.Pos)
					}
					b.WriteByte('\n')
				}
			}
			return b.String()
		})
	})
}

// TestSplitLines tells line breaks within a paragraph from empty lines.
func TestSplitLines(t *testing.T) {
	text := "skip this. The first\nsentence. A heading\n \nThe next and skip this"
	start, end := strings.Index(text, "The"), strings.Index(text, " and")
	var got []string
	for _, s := range sentence.Split(text, start, end) {
		got = append(got, text[s.Start:s.End])
	}
	want := []string{"The first\nsentence.", "A heading", "The next"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
	if list := sentence.Split(text, 7, 3); len(list) != 0 {
		t.Errorf("of nothing: %v", list)
	}
}

// check tells what is wrong with the sentences of a text, in whose words no
// letter or digit may be missing.
func check(text string, all []sentence.Sentence) string {
	at, valid := 0, utf8.ValidString(text)
	for _, s := range all {
		switch {
		case len(s.Tokens) == 0 || len(s.Tokens) > 201:
			return "a sentence has no tokens or too many"
		case s.Start != s.Tokens[0].Start || s.End != s.Tokens[len(s.Tokens)-1].End:
			return "a sentence is not from its first token to its last"
		}
		for _, w := range s.Tokens {
			switch {
			case w.Start < at || w.Start >= w.End || w.End > len(text):
				return "a token is empty or out of order"
			case w.Text == "" || w.End-w.Start > 1100:
				return "a token has no text, or too much"
			case strings.IndexFunc(text[at:w.Start], counts) >= 0:
				return "something is in no token: " + text[at:w.Start]
			case valid && !utf8.ValidString(text[w.Start:w.End]):
				return "a token cuts a character"
			}
			at = w.End
		}
	}
	if strings.IndexFunc(text[at:], counts) >= 0 {
		return "the end is in no token"
	}
	return ""
}

func counts(r rune) bool { return r > ' ' && r < 0x7f }

func TestSplitProperties(t *testing.T) {
	piece := rapid.SampledFrom([]string{"Varga", "the", "U.S.", "can't", "’s", ".", "...", "“", "\"", " ", " ", "\n", "3.5", "-",
		"—", "non-", "a@b.org", "https://x.y/", "№", "ы", "é", "\u0301", "!", "(", ")", "'", "etc.", "\u200b", "\u00a0", "\x00", "日本"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 60).Draw(t, "pieces"), "")
		if fault := check(text, sentence.Split(text, 0, len(text))); fault != "" {
			t.Fatalf("%q: %s", text, fault)
		}
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("Mr. Varga's plan (see No. 5) wasn't read.Nobody cared… “Why?” she asked.")
	f.Add("a.b.c@d.e https://x\xff\xfe -- ''–")
	f.Fuzz(func(t *testing.T, text string) {
		if fault := check(text, sentence.Split(text, 0, len(text))); fault != "" {
			t.Errorf("%q: %s", text, fault)
		}
	})
}

// TestHostile cuts a megabyte of what has no end, and counts tokens instead of
// time: quadratic cutting would not come back.
func TestHostile(t *testing.T) {
	const size = 1 << 20
	for _, piece := range []string{"a", "a ", ".", ". ", "'", "-", "a.", "a-", "A.B", "\"", "a@.", "1,", "non-", "n't", "…", "\u0301", "(", "https://", "U.S. ", "\n", "\xff"} {
		text := strings.Repeat(piece, size/len(piece))
		if fault := check(text, sentence.Split(text, 0, len(text))); fault != "" {
			t.Errorf("%q repeated: %s", piece, fault)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("Mr. Varga's ministry has denied any involvement, and President Holm warned on Friday that the Norden-Varsk treaty wasn't dead. ", 1000)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		sentence.Split(text, 0, len(text))
	}
}
