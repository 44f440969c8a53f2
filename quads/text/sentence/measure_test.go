package sentence_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax/conllu"
	"quipu/quads/text/texttest"
)

// gold is a part of a treebank as plain text, with where its sentences and
// words stand.
type gold struct {
	text       string
	paragraphs [][2]int
	sentences  map[[2]int]bool
	tokens     map[[2]int]bool
}

// treebank reads a part of UD English EWT, or skips the test where there is none.
func treebank(t *testing.T, part string) gold {
	t.Helper()
	file, err := conllu.Open(texttest.Data(t, "ud-ewt", part+".conllu.xz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	plain, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return parseGold(plain)
}

func parseGold(conllu []byte) gold {
	g := gold{sentences: map[[2]int]bool{}, tokens: map[[2]int]bool{}}
	var b strings.Builder
	paragraph, line := 0, ""
	var words []string
	flush := func() {
		if b.Len() > paragraph {
			g.paragraphs = append(g.paragraphs, [2]int{paragraph, b.Len()})
			b.WriteString("\n\n")
		}
		paragraph = b.Len()
	}
	scan := bufio.NewScanner(bytes.NewReader(conllu))
	scan.Buffer(nil, 1<<20)
	glued := false
	for scan.Scan() {
		row := scan.Text()
		switch {
		case strings.HasPrefix(row, "# newpar"), strings.HasPrefix(row, "# newdoc"):
			flush()
		case strings.HasPrefix(row, "# text = "):
			line = row[len("# text = "):]
		case row == "":
			if b.Len() > paragraph && !glued {
				b.WriteByte(' ')
			}
			g.place(line, b.Len(), words)
			b.WriteString(line)
			words = nil
		case row[0] != '#':
			cells := strings.Split(row, "\t")
			if !strings.ContainsAny(cells[0], ".-") {
				words = append(words, cells[1])
			}
			glued = strings.Contains(cells[9], "SpaceAfter=No")
		}
	}
	flush()
	g.text = b.String()
	return g
}

// place finds the words in their line, which begins at base.
func (g gold) place(line string, base int, words []string) {
	g.sentences[[2]int{base, base + len(line)}] = true
	at := 0
	for _, w := range words {
		i := strings.Index(line[at:], w)
		if i < 0 || i > 3 {
			continue // a word that the treebank spells otherwise
		}
		g.tokens[[2]int{base + at + i, base + at + i + len(w)}] = true
		at += i + len(w)
	}
}

func f1(right, found, want int) float64 { return 2 * float64(right) / float64(found+want) * 100 }

// TestTreebank holds the cutting to what it reached on UD English EWT, whose
// texts are weblogs, mails, reviews and answers as well as news.
func TestTreebank(t *testing.T) {
	for _, c := range []struct {
		part              string
		tokens, sentences float64 // F1 in percent, at least
	}{{"dev", 98.9, 82}, {"test", 98.7, 79.5}} {
		t.Run(c.part, func(t *testing.T) {
			g := treebank(t, c.part)
			tokens, right, sentences, rightSentences := 0, 0, 0, 0
			for _, p := range g.paragraphs {
				for _, s := range sentence.Split(g.text, p[0], p[1]) {
					sentences++
					if g.sentences[[2]int{s.Start, s.End}] {
						rightSentences++
					} else if os.Getenv("SHOW") == "s" {
						fmt.Printf("S %q\n", g.text[s.Start:s.End])
					}
					for _, w := range s.Tokens {
						tokens++
						if g.tokens[[2]int{w.Start, w.End}] {
							right++
						} else if os.Getenv("SHOW") == "t" {
							fmt.Printf("T %q   in %q\n", g.text[w.Start:w.End], g.text[max(0, w.Start-12):min(len(g.text), w.End+12)])
						}
					}
				}
			}
			tf, sf := f1(right, tokens, len(g.tokens)), f1(rightSentences, sentences, len(g.sentences))
			t.Logf("tokens F1 %.2f, sentences F1 %.2f", tf, sf)
			if tf < c.tokens || sf < c.sentences {
				t.Errorf("tokens F1 %.2f, sentences F1 %.2f; want at least %.2f and %.2f", tf, sf, c.tokens, c.sentences)
			}
		})
	}
}
