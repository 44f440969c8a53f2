package clause

import (
	"slices"
	"strings"

	"quipu/quads/text/syntax"
)

// longest is how many words a sentence may have. Beyond, it is no sentence but
// a list or an attack, and has no clauses.
const longest = 1000

// Find returns the clauses of a tree, in the order of their heads. Before, it
// mends in the tree itself what a parser cannot have got right. A tree
// whose heads lie outside or run in circles is read as several trees; one with
// more than a thousand words has no clauses.
func Find(t *syntax.Tree) []Clause {
	if len(t.Words) == 0 || len(t.Words) > longest {
		return nil
	}
	mend(t)
	f := newFinder(t)
	f.findHeads()
	if len(f.clauses) == 0 {
		return nil
	}
	f.findParents()
	for _, c := range f.order {
		f.fill(c)
	}
	f.sharePhrases()
	for _, c := range f.order {
		f.inheritSubject(c)
	}
	for _, c := range f.order {
		f.embed(c)
	}
	return f.finish()
}

// A finder holds a tree while its clauses are found.
type finder struct {
	words   []syntax.Word
	low     []string // the words' text in lower case
	head    []int    // the word each depends on; -1 for roots
	first   []int    // its first dependent, -1
	next    []int    // the next dependent of the same head, -1
	depth   []int    // how many words lie above it
	clause  []int    // the clause it is the head of, -1
	clauses []Clause
	order   []int // the clauses, each after the one it hangs from
	made    []made
	stack   []int // scratch of below
}

// made is what the rules remember of a clause while they run.
type made struct {
	aux      []int // its own auxiliaries, with negation
	leaned   bool  // it uses the auxiliaries of the clause before it
	partOf   int   // the noun a participle or relative clause modifies, -1
	relative int   // its relative pronoun, -1
	after    int   // a comma stands before its first word: that word's index, else -1
	marker   int   // the word that introduces it: if, that, without; -1
	drop     bool  // no clause after all
}

func newFinder(t *syntax.Tree) *finder {
	n := len(t.Words)
	ints := make([]int, 5*n)
	f := &finder{words: t.Words, low: make([]string, n)}
	f.head, f.first, f.next = ints[:n:n], ints[n:2*n:2*n], ints[2*n:3*n:3*n]
	f.depth, f.clause = ints[3*n:4*n:4*n], ints[4*n:]
	for i := range t.Words {
		f.low[i] = strings.ToLower(t.Words[i].Text)
		f.head[i], f.first[i], f.next[i], f.clause[i] = t.Words[i].Head, -1, -1, -1
		if f.head[i] < 0 || f.head[i] >= n {
			f.head[i] = -1
		}
	}
	f.measureDepth()
	for i := n - 1; i >= 0; i-- {
		if h := f.head[i]; h >= 0 {
			f.next[i], f.first[h] = f.first[h], i
		}
	}
	return f
}

// measureDepth counts the words above each word, and cuts circles open.
func (f *finder) measureDepth() {
	for i := range f.depth {
		f.depth[i] = -1
	}
	const onPath = -2
	for i := range f.depth {
		if f.depth[i] >= 0 {
			continue
		}
		path := f.stack[:0]
		at := i
		for at >= 0 && f.depth[at] == -1 {
			f.depth[at] = onPath
			path = append(path, at)
			at = f.head[at]
		}
		if at >= 0 && f.depth[at] == onPath {
			f.head[path[len(path)-1]] = -1
			at = -1
		}
		d := 0
		if at >= 0 {
			d = f.depth[at] + 1
		}
		for k := len(path) - 1; k >= 0; k-- {
			f.depth[path[k]] = d
			d++
		}
		f.stack = path
	}
}

// relation is a word's relation without its subtype.
func (f *finder) relation(i int) string {
	r, _, _ := strings.Cut(f.words[i].Relation, ":")
	return r
}

// child returns the first dependent with one of the relations, -1.
func (f *finder) child(i int, relations ...string) int {
	for c := f.first[i]; c >= 0; c = f.next[c] {
		if slices.Contains(relations, f.words[c].Relation) {
			return c
		}
	}
	return -1
}

func (f *finder) isVerb(i int) bool {
	u := f.words[i].UPOS
	return u == "VERB" || u == "AUX"
}

func (f *finder) isNoun(i int) bool {
	switch f.words[i].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "SYM", "X":
		return true
	}
	return false
}

// below returns the words of a subtree, ascending, without the dependents of
// its top that skip names.
func (f *finder) below(top int, skip func(child int) bool) []int {
	words := []int{top}
	stack := f.stack[:0]
	push := func(w int) {
		for c := f.first[w]; c >= 0; c = f.next[c] {
			if skip == nil || w != top || !skip(c) {
				stack = append(stack, c)
			}
		}
	}
	push(top)
	for len(stack) > 0 {
		w := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		words = append(words, w)
		push(w)
	}
	f.stack = stack[:0]
	slices.Sort(words)
	return f.trim(words)
}

// trim takes punctuation off both ends, but not the half of a pair whose other
// half stays within, nor a dot that ends an abbreviation.
func (f *finder) trim(words []int) []int {
	for len(words) > 1 && f.words[words[0]].UPOS == "PUNCT" && !f.paired(words, 0) {
		words = words[1:]
	}
	for len(words) > 1 && f.words[words[len(words)-1]].UPOS == "PUNCT" && !f.paired(words, len(words)-1) {
		words = words[:len(words)-1]
	}
	return words
}

var pairs = map[string]string{"\"": "\"", "``": "''", "''": "``", "(": ")", ")": "(", "[": "]", "]": "[", "“": "”", "”": "“", "-LRB-": "-RRB-", "-RRB-": "-LRB-"}

// paired reports whether the quotation mark or bracket at a place has its
// partner among the words.
func (f *finder) paired(words []int, at int) bool {
	other, ok := pairs[f.words[words[at]].Text]
	if !ok {
		return false
	}
	for k, w := range words {
		if k != at && f.words[w].Text == other {
			return true
		}
	}
	return false
}

// finish drops what turned out to be no clause and numbers the others anew.
func (f *finder) finish() []Clause {
	number := make([]int, len(f.clauses))
	kept := 0
	for i := range f.clauses {
		number[i] = -1
		if !f.made[i].drop {
			number[i] = kept
			kept++
		}
	}
	out := make([]Clause, 0, kept)
	owner := make([]int, len(f.words)) // the clause that has a word in an argument, from 1
	for i := range f.clauses {
		if number[i] < 0 {
			continue
		}
		c := f.clauses[i]
		for c.Parent >= 0 && number[c.Parent] < 0 {
			c.Parent = f.clauses[c.Parent].Parent
		}
		if c.Parent >= 0 {
			c.Parent = number[c.Parent]
		}
		c.Args = disjoint(c.Args, owner, i+1)
		renumber(c.Subject, number)
		for k := range c.Args {
			renumber(&c.Args[k], number)
		}
		out = append(out, c)
	}
	return out
}

// disjoint drops from arguments the words that one before them has: a tree with
// crossing arcs, or an antecedent that contains its clause.
func disjoint(args []Argument, owner []int, clause int) []Argument {
	kept := args[:0]
	for _, a := range args {
		if owner[a.Head] == clause {
			continue
		}
		if slices.ContainsFunc(a.Words, func(w int) bool { return owner[w] == clause }) {
			a.Words = slices.DeleteFunc(slices.Clone(a.Words), func(w int) bool { return owner[w] == clause })
		}
		if len(a.Words) == 0 {
			continue
		}
		for _, w := range a.Words {
			owner[w] = clause
		}
		kept = append(kept, a)
	}
	return kept
}

func renumber(a *Argument, number []int) {
	if a != nil && a.Clause >= 0 {
		a.Clause = number[a.Clause]
	}
}
