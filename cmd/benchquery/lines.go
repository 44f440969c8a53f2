package main

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
)

// lines are the distinct triples of an input, read without any of the code
// that is measured: what answers are checked against comes from here.
type lines struct {
	terms      []string // by number, as they stand in the lines; numbers are by first occurrence
	number     map[string]int32
	triples    []triple // by predicate, subject, object
	predicates []int32  // all, the most frequent first
	links      []int32  // those whose objects are entities, the most frequent first
}

type triple struct{ s, p, o int32 }

func readLines(path string) (*lines, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	l := &lines{number: map[string]int32{}}
	in := bufio.NewScanner(f)
	for in.Scan() {
		if err := l.add(in.Bytes()); err != nil {
			return nil, err
		}
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	slices.SortFunc(l.triples, func(a, b triple) int {
		return cmp.Or(cmp.Compare(a.p, b.p), cmp.Compare(a.s, b.s), cmp.Compare(a.o, b.o))
	})
	l.triples = slices.Compact(l.triples)
	l.rank()
	return l, nil
}

// add takes a line of canonical N-Quads: subject, predicate and label have no
// spaces.
func (l *lines) add(line []byte) error {
	subject, rest, _ := strings.Cut(string(line), " ")
	predicate, rest, _ := strings.Cut(rest, " ")
	rest, whole := strings.CutSuffix(rest, " .")
	end := strings.LastIndexByte(rest, ' ') // before the label
	if !whole || end < 0 {
		return fmt.Errorf("%q is no quad", line)
	}
	l.triples = append(l.triples, triple{l.numberOf(subject), l.numberOf(predicate), l.numberOf(rest[:end])})
	return nil
}

func (l *lines) numberOf(term string) int32 {
	n, known := l.number[term]
	if !known {
		n = int32(len(l.terms))
		term = strings.Clone(term)
		l.terms = append(l.terms, term)
		l.number[term] = n
	}
	return n
}

// rank orders the predicates by how many triples they have.
func (l *lines) rank() {
	count := map[int32]int{}
	for _, t := range l.triples {
		if count[t.p]++; count[t.p] == 1 {
			l.predicates = append(l.predicates, t.p)
			if l.isEntity(t.o) {
				l.links = append(l.links, t.p)
			}
		}
	}
	byCount := func(a, b int32) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) }
	slices.SortFunc(l.predicates, byCount)
	slices.SortFunc(l.links, byCount)
}

func (l *lines) isEntity(n int32) bool { return l.terms[n][0] == '<' }

// with returns the triples of a predicate.
func (l *lines) with(p int32) []triple {
	from, _ := slices.BinarySearchFunc(l.triples, p, func(t triple, p int32) int { return cmp.Compare(t.p, p) })
	to, _ := slices.BinarySearchFunc(l.triples, p+1, func(t triple, p int32) int { return cmp.Compare(t.p, p) })
	return l.triples[from:to]
}

// adjacency is who follows whom.
type adjacency struct {
	first []int32 // where the followers of each term begin
	all   []int32
}

func (a adjacency) of(n int32) []int32 { return a.all[a.first[n]:a.first[n+1]] }

func (a adjacency) degree(n int32) int64 { return int64(a.first[n+1] - a.first[n]) }

// out leads from the subjects of triples to their objects. Of one predicate,
// those that follow a term are in ascending order; so with in.
func (l *lines) out(triples []triple) adjacency {
	return l.adjacency(triples, true, false)
}

func (l *lines) in(triples []triple) adjacency {
	return l.adjacency(triples, false, true)
}

func (l *lines) adjacency(triples []triple, out, in bool) adjacency {
	a := adjacency{first: make([]int32, len(l.terms)+2)}
	each := func(f func(from, to int32)) {
		for _, t := range triples {
			if out {
				f(t.s, t.o)
			}
			if in {
				f(t.o, t.s)
			}
		}
	}
	each(func(from, _ int32) { a.first[from+2]++ })
	for i := range len(l.terms) {
		a.first[i+2] += a.first[i+1]
	}
	a.all = make([]int32, a.first[len(l.terms)+1])
	each(func(from, to int32) {
		a.all[a.first[from+1]] = to
		a.first[from+1]++
	})
	return a
}

// between returns the triples that lead from an entity to another: one that
// leads to itself is no hop of a walk.
func (l *lines) between() []triple {
	var all []triple
	for _, p := range l.links {
		for _, t := range l.with(p) {
			if t.s != t.o {
				all = append(all, t)
			}
		}
	}
	return all
}

// middle returns n predicates between entities, from the middle of their
// ranking.
func (l *lines) middle(n int) []int32 {
	first := len(l.links)/2 - n/2
	return l.links[first : first+n]
}
