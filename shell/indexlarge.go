package shell

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// Of a graph with more than maxIndexed quads the predicates and sources are
// known by seeks; entities are looked up by what was typed of them.
const (
	maxLabels    = 100_000 // sources that are offered
	maxBeginning = 200     // entities that are offered
)

// newLargeIndex reads the predicates and the sources of a large graph.
func (s *session) newLargeIndex(ctx context.Context, src source.Source) (*index, error) {
	counts := [...]usage{{}, {}, {}}
	distinct := func(at place, p source.Pattern, place int) error {
		return source.Distinct(ctx, src, p, place, func(id source.ID, n int64) bool {
			if id != source.Unlabelled {
				counts[at][id] += int(n)
			}
			return len(counts[at]) < maxLabels
		})
	}
	if err := distinct(atPredicate, source.Pattern{}, source.P); err != nil {
		return nil, err
	}
	if err := distinct(atSource, source.Pattern{}, source.L); err != nil {
		return nil, err
	}
	// What a statement node says counts as if it were stated, and who is said
	// to speak is a source.
	for at, p := range map[place]quad.Value{atPredicate: quads.Predicate, atSource: quads.WasAttributedTo} {
		id, err := source.IDOf(ctx, src, p)
		if err != nil {
			return nil, err
		}
		if id == source.Any {
			continue
		}
		if err := distinct(at, source.Pattern{source.P: id}, source.O); err != nil {
			return nil, err
		}
	}
	x := &index{large: true}
	var err error
	for at, c := range counts {
		if x.names[at], err = s.entries(ctx, src, c); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// matchLarge is match for the entities of a large graph: those near by, and
// those that begin as typed.
func (s *session) matchLarge(ctx context.Context, typed string, near []source.ID) ([]string, error) {
	src, err := s.graph.View(ctx)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	counts := usage{}
	for i, id := range near[:min(maxBeginning, len(near))] {
		counts[id] = len(near) - i
	}
	if err := s.beginning(ctx, src, typed, counts); err != nil {
		return nil, err
	}
	var x index
	x.names[atEntity], err = s.entries(ctx, src, counts)
	return x.match(atEntity, typed, near), err
}

// beginning adds the terms whose written form begins as typed, and in how many
// quads they are.
func (s *session) beginning(ctx context.Context, src source.Source, typed string, counts usage) error {
	lexicon, ok := src.(source.Lexicon)
	if !ok {
		return nil
	}
	var ids []source.ID
	for _, prefix := range s.prefixesOf(typed) {
		left := maxBeginning
		err := lexicon.Forms(ctx, []byte(prefix), func(id source.ID, _ []byte) bool {
			ids = append(ids, id)
			left--
			return left > 0
		})
		if err != nil {
			return err
		}
	}
	for _, id := range ids {
		if counts[id] > 0 {
			continue
		}
		asSubject, _, err := src.Count(ctx, source.Pattern{source.S: id})
		if err != nil {
			return err
		}
		asObject, _, err := src.Count(ctx, source.Pattern{source.O: id})
		if err != nil {
			return err
		}
		if n := asSubject + asObject; n > 0 {
			counts[id] = int(n)
		}
	}
	return nil
}

// prefixesOf returns how the forms of terms begin that are written as typed:
// of an IRI, of a prefixed name, or of a name whatever its case.
func (s *session) prefixesOf(typed string) []string {
	typed = strings.TrimPrefix(typed, "'")
	if typed == "" {
		return nil
	}
	if strings.HasPrefix(typed, "<") {
		return []string{typed}
	}
	var all []string
	if prefix, local, ok := strings.Cut(typed, ":"); ok {
		if namespace, ok := s.names.Namespace(prefix); ok {
			all = append(all, "<"+namespace+local)
		}
	}
	capital := func(text string) string {
		first, size := utf8.DecodeRuneInString(text)
		return string(unicode.ToUpper(first)) + text[size:]
	}
	lower := strings.ToLower(typed)
	for _, name := range []string{typed, lower, strings.ToUpper(typed), capital(lower), capital(typed)} {
		all = append(all, "<"+string(s.names.IRI(name)))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
