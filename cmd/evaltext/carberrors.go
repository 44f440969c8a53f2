package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// enough is how much of a tuple has to match for it to be no error.
const enough = .5

// writeCarbErrors counts what is wrong with tuples that match too little, and
// what is missing of gold tuples that are covered too little, the commonest
// first.
func writeCarbErrors(out io.Writer, gold, found [][]tuple) {
	counts := map[string]int{}
	for s := range gold {
		scores := matchAll(gold[s], found[s])
		for i := range gold[s] {
			best, at := 0.0, -1
			for j := range found[s] {
				if r := scores[i][j].recall; r > best {
					best, at = r, j
				}
			}
			if best < enough {
				counts["missed: "+missing(&gold[s][i], found[s], at)]++
			}
		}
		for j := range found[s] {
			best, at := 0.0, -1
			for i := range gold[s] {
				if p := scores[i][j].precision; p > best {
					best, at = p, i
				}
			}
			if best < enough {
				counts["wrong:  "+wrong(&found[s][j], gold[s], at)]++
			}
		}
	}
	kinds := make([]string, 0, len(counts))
	for k := range counts {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	for _, k := range kinds {
		fmt.Fprintf(out, "%5d  %s\n", counts[k], k)
	}
}

// missing tells why a gold tuple is not covered; at is the extraction that
// covers most of it, -1.
func missing(gold *tuple, found []tuple, at int) string {
	g := strings.Fields(gold.relation)
	if at < 0 {
		switch {
		case len(found) == 0:
			return "no clause in the sentence"
		case isBare(g):
			return "an inferred \"is\" or \"has\", \"is in\" between two nouns"
		}
		return "the relation is nobody's: a noun's, or a verb that was not found"
	}
	return differs(gold, &found[at])
}

// isBare reports whether a relation says no more than being, having or being
// somewhere.
func isBare(words []string) bool {
	return len(words) > 0 && len(words) <= 2 &&
		(isFormOfBe(words[0]) || words[0] == "has" || words[0] == "have" || words[0] == "had")
}

// wrong tells why an extraction is none of the gold tuples; at is the one that
// it matches best, -1.
func wrong(found *tuple, gold []tuple, at int) string {
	if at < 0 {
		if found.kind == "appos" || found.kind == "title" {
			return "an apposition or title that gold does not tell"
		}
		return "a clause that gold does not tell"
	}
	return differs(&gold[at], found)
}

// differs tells in which part a gold tuple and an extraction differ most.
func differs(gold, found *tuple) string {
	g, f := strings.Fields(rest(gold.args)), strings.Fields(rest(found.args))
	switch {
	case isBare(strings.Fields(gold.relation)):
		return "an inferred \"is\" or \"has\" matches another one only in that word"
	case common(strings.Fields(first(gold.args)), strings.Fields(first(found.args))) == 0:
		return "another subject"
	case len(f) == 0:
		return "no object"
	case common(g, f) == 0:
		return "another object"
	case len(f) > 2*len(g):
		return "an object that takes in too much"
	case 2*len(f) < len(g):
		return "an object that takes in too little"
	}
	return "words moved between relation and object, or shared by chance"
}
