package entity

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quipu/quads/text/clause"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// A gold text says in brackets which phrases mean one thing: "[1 Anna Lee]
// sold [1 her] boat". Phrases may stand within one another. A pronoun of the
// speaker ("I", "we") is marked though nothing here joins it.
type gold struct {
	text  string
	spans []span
}

type span struct {
	start, end int
	id         string
}

func readGold(t *testing.T, name string) gold {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var g gold
	var text strings.Builder
	var open []int
	for rest := string(data); rest != ""; {
		switch rest[0] {
		case '[':
			id, after, ok := strings.Cut(rest[1:], " ")
			if !ok {
				t.Fatalf("%s: a bracket without a number", name)
			}
			open = append(open, len(g.spans))
			g.spans = append(g.spans, span{text.Len(), 0, id})
			rest = after
			continue
		case ']':
			g.spans[open[len(open)-1]].end = text.Len()
			open = open[:len(open)-1]
		default:
			text.WriteByte(rest[0])
		}
		rest = rest[1:]
	}
	g.text = text.String()
	return g
}

// parse splits and parses a text whose paragraphs stand between empty lines.
func parse(t *testing.T, text string) []clause.Sentence {
	t.Helper()
	model, err := syntax.Default()
	if err != nil {
		t.Fatal(err)
	}
	parser := model.NewParser()
	var all []clause.Sentence
	at := 0
	for i, paragraph := range strings.SplitAfter(text, "\n\n") {
		for _, s := range sentence.Split(text, at, at+len(paragraph)) {
			all = append(all, clause.Sentence{Tree: parser.Parse(s.Tokens), Paragraph: i})
		}
		at += len(paragraph)
	}
	return all
}

// counts are pairs of mentions: joined, of those right, and joined in the
// gold text.
type counts struct{ joined, right, gold int }

// compare counts pairs. Of the mentions in a gold phrase and in none within
// it, the one with most words stands for it; pairs with a mention that stands
// for none are wrong. Adjectives ("Russian") and relative pronouns, which
// syntax decides, are left out.
func compare(t *testing.T, g gold, sentences []clause.Sentence, d *Document) counts {
	var c counts
	for i := range g.spans {
		for k := range i {
			if g.spans[i].id == g.spans[k].id {
				c.gold++
			}
		}
	}
	type mention struct{ entity, span, words int }
	var all []mention
	longest := make([]mention, len(g.spans))
	for e, entity := range d.Entities {
		for _, m := range entity.Mentions {
			words := sentences[m.Sentence].Tree.Words
			if m.Kind == Adjective || relative[strings.ToLower(words[m.Head].Text)] {
				continue
			}
			head := &words[m.Head]
			if m.Kind == Named {
				head = &words[m.Words[len(m.Words)-1]]
			}
			found := mention{e, g.innermost(head.Start, head.End), len(m.Words)}
			all = append(all, found)
			if i := found.span; i >= 0 && found.words > longest[i].words {
				longest[i] = found
			}
		}
	}
	stands := func(m mention) bool { return m.span >= 0 && longest[m.span] == m }
	all = slices.DeleteFunc(all, func(m mention) bool { // "the Front (FRF)" is one phrase
		return m.span >= 0 && !stands(m) && longest[m.span].entity == m.entity
	})
	for i, m := range all {
		for _, other := range all[:i] {
			if m.entity != other.entity {
				continue
			}
			c.joined++
			if stands(m) && stands(other) && g.spans[m.span].id == g.spans[other.span].id {
				c.right++
			} else {
				t.Logf("wrong: %s", d.Entities[m.entity].Name)
			}
		}
	}
	return c
}

// innermost is the smallest gold phrase around a word; -1 for none.
func (g gold) innermost(start, end int) int {
	best := -1
	for i, s := range g.spans {
		if s.start <= start && end <= s.end && (best < 0 || s.end-s.start < g.spans[best].end-g.spans[best].start) {
			best = i
		}
	}
	return best
}

// TestGold measures what is joined on texts of our own whose phrases were
// joined by hand.
func TestGold(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/text/entity/gold/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d gold texts: %v", len(files), err)
	}
	var all counts
	for _, file := range files {
		g := readGold(t, file)
		sentences := parse(t, g.text)
		c := compare(t, g, sentences, Resolve(sentences, "2024-03-27"))
		t.Logf("%s: %d of %d pairs right, of %d", filepath.Base(file), c.right, c.joined, c.gold)
		all.joined += c.joined
		all.right += c.right
		all.gold += c.gold
	}
	precision, recall := float64(all.right)/float64(all.joined), float64(all.right)/float64(all.gold)
	t.Logf("precision %.3f, recall %.3f (%d of %d pairs right, of %d)", precision, recall, all.right, all.joined, all.gold)
	if precision < .97 || recall < .6 {
		t.Errorf("precision %.3f and recall %.3f of pairs; .97 and .6 are the floors", precision, recall)
	}
}
