package graph

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// longestSimilar is the longest name, in characters, that is compared with
// others: what is longer is rarely mistyped alike.
const longestSimilar = 100

// maxCompared is how many names, and how many labels, are compared with one
// that resembles them perhaps. Where there are more, those that begin alike
// come first: a suggestion is not worth waiting for.
const maxCompared = 1_000_000

// foldedCost is how many plain names' comparisons one takes that has to be
// folded for more than case.
const foldedCost = 4

// Similar returns names and labels in the graph that resemble a name but are
// not it, best first, at most n: those that differ in case and accents alone,
// then those a few slips of the keyboard away. Names that differ in a number
// (attack 1, attack 2) do not resemble one another. Of a graph with millions of
// names not all are looked at; see maxCompared.
func (g *Graph) Similar(ctx context.Context, src source.Source, name string, n int) ([]string, error) {
	folded := fold(name)
	sought := []rune(folded)
	if len(sought) == 0 || len(sought) > longestSimilar {
		return nil, nil
	}
	naming, err := newNaming(ctx, src)
	if err != nil {
		return nil, err
	}
	r := &resembling{naming: naming, name: name, folded: folded, sought: sought, most: slips(len(sought)), found: map[string]candidate{}}
	if err := r.names(g.names); err != nil {
		return nil, err
	}
	if err := r.labels(); err != nil {
		return nil, err
	}
	found := slices.SortedFunc(maps.Values(r.found), func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(a.distance, b.distance),
			cmp.Compare(b.triples, a.triples),
			cmp.Compare(a.text, b.text),
		)
	})
	found = found[:min(n, len(found))]
	names := make([]string, len(found))
	for i, c := range found {
		names[i] = c.text
	}
	return names, nil
}

// resembling is one run of Similar.
type resembling struct {
	*naming
	name, folded string
	sought       []rune // folded
	most         int    // slips
	left         int    // names that may still be compared
	found        map[string]candidate
	failed       error
}

// candidate is a name or a label that resembles the sought one.
type candidate struct {
	text     string
	distance int
	triples  int64 // of the entity with most
}

// names compares names: those that begin alike, then all.
func (r *resembling) names(names *quads.Names) error {
	r.left = maxCompared
	for _, beginning := range r.beginnings() {
		err := eachName(r.ctx, r.src, names, beginning, func(id source.ID, text []byte, name func() (string, bool)) bool {
			if distance, ok := r.compare(text); ok {
				if name, ok := name(); ok {
					r.failed = r.note(id, name, distance)
				}
			}
			return r.failed == nil && r.left > 0
		})
		if err != nil || r.failed != nil {
			return errors.Join(err, r.failed)
		}
	}
	return nil
}

// labels compares the values of the label properties or, where they are too
// many, the literals that begin alike.
func (r *resembling) labels() error {
	r.left = maxCompared
	var all int64
	for _, p := range r.properties {
		n, _, err := r.src.Count(r.ctx, source.Pattern{source.P: p})
		if err != nil {
			return err
		}
		all += n
	}
	if all > maxCompared {
		for _, beginning := range r.beginnings() {
			if beginning == "" {
				continue // most are no labels
			}
			if err := eachLiteral(r.ctx, r.src, beginning, r.label); err != nil || r.failed != nil {
				return errors.Join(err, r.failed)
			}
		}
		return nil
	}
	for _, p := range r.properties {
		var ids []source.ID
		err := source.Distinct(r.ctx, r.src, source.Pattern{source.P: p}, source.O, func(id source.ID, _ int64) bool {
			ids = append(ids, id)
			return true
		})
		if err != nil {
			return err
		}
		terms := make([]quad.Value, len(ids))
		if err := r.src.Terms(r.ctx, ids, terms); err != nil {
			return err
		}
		for i, v := range terms {
			if text, ok := textOf(v); ok && !r.label(ids[i], []byte(text)) {
				return r.failed
			}
		}
	}
	return nil
}

// label compares a literal and, if it is similar, notes what it is a label of.
// It returns false where that is enough.
func (r *resembling) label(id source.ID, text []byte) bool {
	if distance, ok := r.compare(text); ok {
		var entities []source.ID
		entities, r.failed = r.named(id)
		for i := 0; i < len(entities) && r.failed == nil; i++ {
			r.failed = r.note(entities[i], string(text), distance)
		}
	}
	return r.failed == nil && r.left > 0
}

// beginnings are the first letter of the name, in either case, and nothing.
func (r *resembling) beginnings() []string {
	first, size := utf8.DecodeRuneInString(r.name)
	all := []string{r.name[:size], string(unicode.ToLower(first)), string(unicode.ToUpper(first)), ""}
	slices.Sort(all[:3])
	return slices.Compact(all)
}

// compare tells how far a text is from the sought name; ok is false where it
// is too far, or is that name.
func (r *resembling) compare(text []byte) (d int, ok bool) {
	r.left--
	ascii := isASCII(text)
	// What is cheaply told comes first: most names end here.
	if ascii && (len(text) < len(r.sought)-r.most || len(text) > len(r.sought)+r.most) || string(text) == r.name {
		return 0, false
	}
	if !ascii {
		r.left -= foldedCost - 1
	}
	folded := fold(string(text))
	length := utf8.RuneCountInString(folded)
	if length < len(r.sought)-r.most || length > len(r.sought)+r.most || !sameDigits(folded, r.folded) {
		return 0, false
	}
	return distance(r.sought, []rune(folded), r.most)
}

// note puts a candidate among those found.
func (r *resembling) note(id source.ID, text string, distance int) error {
	old, again := r.found[text]
	least := int64(-1)
	if again {
		least = old.triples
	}
	triples, err := r.triples(id, least)
	if err == nil && triples > least {
		r.found[text] = candidate{text, distance, triples}
	}
	return err
}

// slips is how many slips a name of some length may be away.
func slips(length int) int {
	switch {
	case length <= 3:
		return 0
	case length <= 7:
		return 1
	case length <= 12:
		return 2
	}
	return 3
}

// sameDigits reports whether two texts have the same digits in the same order.
func sameDigits(a, b string) bool {
	for {
		i, j := strings.IndexFunc(a, unicode.IsDigit), strings.IndexFunc(b, unicode.IsDigit)
		if i < 0 || j < 0 {
			return i == j
		}
		x, size := utf8.DecodeRuneInString(a[i:])
		if y, _ := utf8.DecodeRuneInString(b[j:]); x != y {
			return false
		}
		a, b = a[i+size:], b[j+size:]
	}
}

// distance returns the number of insertions, deletions, substitutions and
// exchanges of neighbours that turn a into b (Damerau and Levenshtein's, in
// the form where no part is changed twice); ok is false where it is more than
// limit, which is found out early.
func distance(a, b []rune, limit int) (d int, ok bool) {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return 0, false
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		lowest := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			lowest = min(lowest, row[j])
		}
		if lowest > limit {
			return 0, false
		}
		before, last, row = last, row, before
	}
	return last[len(b)], last[len(b)] <= limit
}
