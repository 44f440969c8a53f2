package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quipu/graph/source"
)

// longestSimilar is the longest name, in characters, that is compared with
// others: what is longer is rarely mistyped alike.
const longestSimilar = 100

// Similar returns names and labels in the graph that resemble a name but are
// not it, best first, at most n: those that differ in case and accents alone,
// then those a few slips of the keyboard away. Names that differ in a number
// (attack 1, attack 2) do not resemble one another.
func (g *Graph) Similar(ctx context.Context, src source.Source, name string, n int) ([]string, error) {
	index, err := g.nameIndex(ctx, src)
	if err != nil {
		return nil, err
	}
	folded := fold(name)
	sought := []rune(folded)
	if len(sought) > longestSimilar {
		return nil, nil
	}
	type candidate struct {
		nameEntry
		distance int
	}
	best := map[string]candidate{}
	most := slips(len(sought))
	for i, e := range index.entries {
		if i%progressEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		// What is cheaply told comes first: most names end here.
		length := utf8.RuneCountInString(e.folded)
		if length < len(sought)-most || length > len(sought)+most || e.text == name || !sameDigits(e.folded, folded) {
			continue
		}
		d, ok := distance(sought, []rune(e.folded), most)
		if !ok {
			continue
		}
		if old, ok := best[e.text]; !ok || old.triples < e.triples {
			best[e.text] = candidate{e, d}
		}
	}
	found := make([]candidate, 0, len(best))
	for _, c := range best {
		found = append(found, c)
	}
	slices.SortFunc(found, func(a, b candidate) int {
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
