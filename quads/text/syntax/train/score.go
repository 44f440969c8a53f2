package train

import (
	"fmt"
	"io"
	"strings"

	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

// A Score counts how many words a parser gets right, punctuation too.
type Score struct {
	Words, UPOS, XPOS, Lemma int
	Head                     int // UAS
	Relation                 int // head and relation without its subtype: the LAS of the CoNLL 2018 shared task
	Full                     int // head and relation with its subtype
}

// Measure parses the gold trees' tokens.
func Measure(m *syntax.Model, gold []syntax.Tree) (s Score) {
	p := m.NewParser()
	var tokens []sentence.Token
	for _, g := range gold {
		tokens = tokens[:0]
		for _, w := range g.Words {
			tokens = append(tokens, w.Token)
		}
		s.add(&g, p.Parse(tokens).Words)
	}
	return s
}

func (s *Score) add(gold *syntax.Tree, got []syntax.Word) {
	one := func(to *int, ok bool) {
		if ok {
			*to++
		}
	}
	for i, g := range gold.Words {
		w := got[i]
		s.Words++
		one(&s.UPOS, w.UPOS == g.UPOS)
		one(&s.XPOS, w.XPOS == g.XPOS)
		one(&s.Lemma, w.Lemma == g.Lemma)
		one(&s.Head, w.Head == g.Head)
		one(&s.Relation, w.Head == g.Head && plain(w.Relation) == plain(g.Relation))
		one(&s.Full, w.Head == g.Head && w.Relation == g.Relation)
	}
}

func plain(relation string) string {
	name, _, _ := strings.Cut(relation, ":")
	return name
}

// String gives the parts in percent, in one line.
func (s Score) String() string {
	of := func(n int) float64 { return 100 * float64(n) / float64(max(s.Words, 1)) }
	return fmt.Sprintf("UPOS %.2f XPOS %.2f lemma %.2f UAS %.2f LAS %.2f with subtypes %.2f of %d words",
		of(s.UPOS), of(s.XPOS), of(s.Lemma), of(s.Head), of(s.Relation), of(s.Full), s.Words)
}

// Table writes a line for each part: how many words are right, and in percent.
func (s Score) Table(w io.Writer) {
	for _, row := range []struct {
		name  string
		right int
	}{
		{"UPOS", s.UPOS}, {"XPOS", s.XPOS}, {"lemma", s.Lemma}, {"UAS", s.Head},
		{"LAS", s.Relation}, {"LAS with subtypes", s.Full},
	} {
		fmt.Fprintf(w, "%-18s %6d of %6d  %6.2f %%\n", row.name, row.right, s.Words, 100*float64(row.right)/float64(max(s.Words, 1)))
	}
}
