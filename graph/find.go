package graph

import (
	"bytes"
	"cmp"
	"context"
	"errors"
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
//
// It reads the names and the literals, each once, and of the quads those of
// the hits. Progress, if not nil, is told how far it is.
func (g *Graph) Find(ctx context.Context, src source.Source, words string, n int, progress func(done, of int64)) ([]Found, error) {
	sought := strings.Join(strings.Fields(fold(words)), " ")
	if sought == "" {
		return nil, nil
	}
	naming, err := newNaming(ctx, src)
	if err != nil {
		return nil, err
	}
	s := &searcher{naming: naming, progress: progress, sought: sought, parts: wordsOf(sought), most: n, at: map[source.ID]bool{}, withdrawn: g.names.WithdrawnType()}
	if err := s.names(g.names); err != nil {
		return nil, err
	}
	if err := s.literals(); err != nil {
		return nil, err
	}
	found := make([]Found, len(s.best))
	for i, h := range s.best {
		found[i] = h.Found
	}
	return found, nil
}

// searcher is one run of Find.
type searcher struct {
	*naming
	progress func(done, of int64)
	read     int64 // names and literals
	sought   string
	parts    []string           // its words
	most     int                // hits; 0 or less is no limit
	best     []hit              // the best so far, in order
	at       map[source.ID]bool // of best
	folded   []byte
	failed   error

	withdrawn quad.IRI // the datatype of what decisions took out of the graph
}

func (s *searcher) names(names *quads.Names) error {
	err := eachName(s.ctx, s.src, names, "", func(id source.ID, text []byte, name func() (string, bool)) bool {
		if fit := s.fit(text); fit != fitNot {
			if name, ok := name(); ok {
				s.failed = s.note(id, name, fit, false)
			}
		}
		return s.failed == nil
	})
	return errors.Join(err, s.failed)
}

func (s *searcher) literals() error {
	err := eachLiteral(s.ctx, s.src, "", func(id source.ID, text []byte) bool {
		if fit := s.fit(text); fit != fitNot {
			s.failed = s.literal(id, string(text), fit)
		}
		return s.failed == nil
	})
	return errors.Join(err, s.failed)
}

// literal notes what a literal names or, where it names nothing, the literal.
func (s *searcher) literal(id source.ID, text string, fit int) error {
	entities, err := s.named(id)
	if err != nil {
		return err
	}
	if len(entities) == 0 {
		return s.note(id, text, fit, true)
	}
	for _, e := range entities {
		if err := s.note(e, text, fit, false); err != nil {
			return err
		}
	}
	return nil
}

// note puts a hit among the best, if it is one of them. A term is there once.
func (s *searcher) note(id source.ID, text string, fit int, literal bool) error {
	h := hit{Found: Found{Text: text}, id: id, fit: fit, literal: literal}
	least := int64(-1) // triples that are too few
	if s.most > 0 && len(s.best) == s.most {
		worst := s.best[s.most-1]
		switch c := compareKinds(h, worst); {
		case c > 0:
			return nil
		case c == 0:
			least = worst.Triples - 1
		}
	}
	var err error
	if h.Triples, err = s.triples(id, least); err != nil || h.Triples <= least {
		return err
	}
	if h.Term, err = source.TermOf(s.ctx, s.src, id); err != nil {
		return err
	}
	if t, ok := h.Term.(quad.TypedString); ok && t.Type == s.withdrawn {
		return nil // nobody says it any longer
	}
	if s.at[id] {
		i := slices.IndexFunc(s.best, func(old hit) bool { return old.id == id })
		if compareHits(s.best[i], h) <= 0 {
			return nil
		}
		s.best = slices.Delete(s.best, i, i+1)
	}
	i, _ := slices.BinarySearchFunc(s.best, h, compareHits)
	s.best = slices.Insert(s.best, i, h)
	s.at[id] = true
	if s.most > 0 && len(s.best) > s.most {
		delete(s.at, s.best[s.most].id)
		s.best = s.best[:s.most]
	}
	return nil
}

// fit tells how well a text fits. It is folded where that costs nothing; most
// texts are told apart by that.
func (s *searcher) fit(text []byte) int {
	if s.read++; s.read%progressEvery == 0 && s.progress != nil {
		s.progress(s.read, s.terms)
	}
	s.folded = s.folded[:0]
	for _, c := range text {
		if c >= utf8.RuneSelf {
			return fitOf(fold(string(text)), s.sought, s.parts)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		s.folded = append(s.folded, c)
	}
	for _, p := range s.parts {
		if !bytes.Contains(s.folded, []byte(p)) {
			return fitNot
		}
	}
	return fitOf(string(s.folded), s.sought, s.parts)
}

type hit struct {
	Found
	id      source.ID
	fit     int
	literal bool
}

func compareHits(a, b hit) int {
	return cmp.Or(
		compareKinds(a, b),
		cmp.Compare(b.Triples, a.Triples),
		cmp.Compare(a.Text, b.Text),
		quads.Order(a.Term, b.Term),
	)
}

// compareKinds is compareHits as far as it needs no counts.
func compareKinds(a, b hit) int {
	return cmp.Or(cmp.Compare(a.fit, b.fit), cmp.Compare(b2i(a.literal), b2i(b.literal)))
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
