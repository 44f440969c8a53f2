package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Found is a hit of Find.
type Found struct {
	Term    quad.Value // the entity (or the literal, where it is one's text that was hit)
	Text    string     // what matched: name, label or literal
	Triples int64      // how many triples the term stands in
}

// How well a text fits the words that are searched for, best first.
const (
	fitExact  = iota // it is them
	fitPrefix        // it begins with them
	fitWords         // each of its words begins, or is, one of them
	fitPart          // each of them is somewhere in it
	fitNot
)

// Find searches names, labels and literals for words, folded for case and
// accents. All words must be present. Best come first: texts that are the
// words, begin with them, have words that begin with them, contain them; among
// equals entities before literals, then those in more triples, then by text.
// At most n hits are returned; n <= 0 is no limit.
func (g *Graph) Find(ctx context.Context, src source.Source, words string, n int) ([]Found, error) {
	sought := strings.Join(strings.Fields(fold(words)), " ")
	if sought == "" {
		return nil, nil
	}
	index, err := g.nameIndex(ctx, src)
	if err != nil {
		return nil, err
	}
	parts := wordsOf(sought)
	best := map[quad.Value]hit{}
	note := func(f Found, folded string, literal bool) {
		h := hit{Found: f, fit: fitOf(folded, sought, parts), literal: literal}
		if h.fit == fitNot {
			return
		}
		if old, ok := best[f.Term]; !ok || compareHits(h, old) < 0 {
			best[f.Term] = h
		}
	}
	for _, e := range index.entries {
		note(Found{e.term, e.text, e.triples}, e.folded, false)
	}
	for i, l := range index.literals {
		if i%progressEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		text, _ := textOf(l.term)
		note(Found{l.term, text, l.triples}, fold(text), true)
	}
	hits := make([]hit, 0, len(best))
	for _, h := range best {
		hits = append(hits, h)
	}
	slices.SortFunc(hits, compareHits)
	if n > 0 && len(hits) > n {
		hits = hits[:n]
	}
	found := make([]Found, len(hits))
	for i, h := range hits {
		found[i] = h.Found
	}
	return found, nil
}

type hit struct {
	Found
	fit     int
	literal bool
}

func compareHits(a, b hit) int {
	return cmp.Or(
		cmp.Compare(a.fit, b.fit),
		cmp.Compare(b2i(a.literal), b2i(b.literal)),
		cmp.Compare(b.Triples, a.Triples),
		cmp.Compare(a.Text, b.Text),
		quads.Order(a.Term, b.Term),
	)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// fitOf tells how well a folded text fits.
func fitOf(text, sought string, parts []string) int {
	if text == sought {
		return fitExact
	}
	fit := fitPart
	switch {
	case len(parts) == 0: // only signs are sought
		if !strings.Contains(text, sought) {
			return fitNot
		}
	case allPresent(text, parts, startsWord):
		fit = fitWords
	case !allPresent(text, parts, strings.Contains):
		return fitNot
	}
	if strings.HasPrefix(text, sought) {
		return fitPrefix
	}
	return fit
}

func allPresent(text string, parts []string, in func(text, part string) bool) bool {
	for _, p := range parts {
		if !in(text, p) {
			return false
		}
	}
	return true
}

// startsWord reports whether a word of the text begins with part.
func startsWord(text, part string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], part)
		if i < 0 {
			return false
		}
		at := from + i
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); at == 0 || !isWord(before) {
			return true
		}
		from = at + len(part)
	}
}
