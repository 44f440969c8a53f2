package store

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// errNoOrder is no answer, and no wrong one.
var errNoOrder = &FileError{Err: fmt.Errorf("%w: the order is not known", ErrDamaged)}

// question is asked of a store and one state of it; the answer is a text.
type question struct {
	name string
	ask  func(s *Store, src source.Source) (string, error)
}

// questionsFor makes questions of every kind about a store.
func questionsFor(t *testing.T, s *Store, src source.Source) []question {
	quads, err := source.Quads(ctx, src, source.Pattern{})
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 3))
	viewed := func(name string, ask func(src source.Source) (string, error)) question {
		return question{name, func(_ *Store, src source.Source) (string, error) { return ask(src) }}
	}
	all := []question{
		viewed("size", func(src source.Source) (string, error) {
			size, err := src.Size(ctx)
			return fmt.Sprint(size), err
		}),
		{"base", func(s *Store, _ source.Source) (string, error) { return s.Base(), nil }},
		{"history", func(s *Store, _ source.Source) (string, error) { return historyText(s) }},
		viewed("everything", func(src source.Source) (string, error) { return patternText(src, quad.Quad{}, 0) }),
		viewed("everything in order", func(src source.Source) (string, error) {
			lines, ok, err := linesIn(src)
			if !ok && err == nil {
				return "", errNoOrder
			}
			return strings.Join(lines, "\n"), err
		}),
		viewed("unknown terms", func(src source.Source) (string, error) {
			terms := []quad.Value{quad.IRI("ex:none"), quad.IRI(""), quad.String("z"), quad.IRI("ex:s1x")}
			ids := make([]source.ID, len(terms))
			err := src.IDs(ctx, terms, ids)
			return fmt.Sprint(ids), err
		}),
		viewed("many subjects", func(src source.Source) (string, error) { return hopText(src, quads) }),
	}
	for range 4 {
		q := quads[r.IntN(len(quads))]
		for bound := 1; bound < 16; bound++ {
			all = append(all, viewed(fmt.Sprintf("pattern %04b of %v", bound, q), func(src source.Source) (string, error) {
				return patternText(src, q, bound)
			}))
		}
	}
	last := s.current.Load().commit
	for _, n := range []uint64{0, 1, last / 2, last - 1, last} {
		all = append(all, question{fmt.Sprint("at ", n), func(s *Store, _ source.Source) (string, error) {
			src, err := s.At(ctx, n)
			if err != nil {
				return "", err
			}
			return patternText(src, quad.Quad{}, 0)
		}})
		if n == 0 {
			continue
		}
		all = append(all, question{fmt.Sprint("changes of ", n), func(s *Store, _ source.Source) (string, error) {
			var lines []string
			err := s.Changes(ctx, n, nil, func(q quad.Quad, removed bool) error {
				lines = append(lines, fmt.Sprint(removed, " ", q.NQuad()))
				return nil
			})
			slices.Sort(lines) // they are in the order of ids, which compacting changes
			return strings.Join(lines, "\n"), err
		}})
	}
	return all
}

func historyText(s *Store) (string, error) {
	var b strings.Builder
	err := s.Commits(ctx, func(c Commit) bool {
		fmt.Fprintf(&b, "%+v\n", c)
		return true
	})
	return b.String(), err
}

// patternText counts and lists what has some places of a quad, each as a term.
func patternText(src source.Source, q quad.Quad, bound int) (string, error) {
	var p source.Pattern
	ids := make([]source.ID, 4)
	if err := src.IDs(ctx, []quad.Value{q.Subject, q.Predicate, q.Object, q.Label}, ids); err != nil {
		return "", err
	}
	for place := range p {
		if bound&(1<<place) == 0 {
			continue
		}
		if p[place] = ids[place]; place == source.L && q.Label == nil {
			p[place] = source.Unlabelled
		}
		if p[place] == source.Any {
			return "a term is not there", nil
		}
	}
	n, exact, err := src.Count(ctx, p)
	if err != nil {
		return "", err
	}
	found, err := source.Quads(ctx, src, p)
	if err != nil {
		return "", err
	}
	if int(n) != len(found) || !exact {
		return fmt.Sprintf("the count is %d (exact: %v), but there are %d", n, exact, len(found)), nil
	}
	return patternAnswer(found), nil
}

func patternAnswer(found []quad.Quad) string { return strings.Join(contentOf(found), "\n") }

// hopText asks for the quads of many subjects at once.
func hopText(src source.Source, quads []quad.Quad) (string, error) {
	var terms []quad.Value
	for i := 0; i < len(quads); i += 7 {
		terms = append(terms, quads[i].Subject)
	}
	ids := make([]source.ID, len(terms))
	if err := src.IDs(ctx, terms, ids); err != nil {
		return "", err
	}
	var patterns []source.Pattern
	for _, id := range ids {
		if id == source.Any {
			return "a term is not there", nil
		}
		patterns = append(patterns, source.Pattern{id})
	}
	found, err := source.Quads(ctx, src, patterns...)
	return strings.Join(contentOf(found), "\n"), err
}
