package entity

import (
	"slices"
	"strings"

	"quipu/quads"
)

// A phrase is a mention before it is known what it means.
type phrase struct {
	Mention
	name       string // without title and determiner, as it is read
	title      string // in lower case: "president"
	noun       string // the head's lemma, of a nominal; a pronoun itself
	determiner determiner
	plural     bool
	bare       bool // a nominal without anything that describes it: "the attack"
	proper     bool // a nominal with a name or a country's adjective in it
	possessor  int  // the word that owns it, as "its"; -1
	thing      int  // what it means; -1
}

// A determiner says how a phrase speaks of its thing.
type determiner uint8

const (
	noDeterminer determiner = iota
	definite                // the, this, that, these, both
	indefinite              // a, an, another, some, a number
	owned                   // its, Friday's
)

// longestName bounds the words of a name, longestPhrase those of a
// description: what is longer is a sentence in capitals, or tells a story.
const (
	longestName   = 14
	longestPhrase = 12
	deepest       = 6 // how far a description is followed down its tree
)

// nominal makes the phrase of a common noun.
func (r *resolver) nominal(t *tree, s, head int) phrase {
	w := &t.words[head]
	p := phrase{Mention: Mention{Sentence: s, Head: head, Kind: Nominal}, noun: t.lemma(head), possessor: -1, thing: -1}
	p.plural = w.XPOS == "NNS" || w.XPOS == "NNPS" || p.noun == "people" || p.noun == "police"
	var keep [longestPhrase]int
	n := r.describe(t, s, head, keep[:0], 0, &p)
	sortInts(n)
	n = r.contiguous(t, s, n, head)
	p.Words = append([]int(nil), n...)
	if p.determiner == noDeterminer && t.relation(head) == "conj" {
		p.determiner = r.sharedDeterminer(t, head)
	}
	p.bare = len(n) == 1 && !r.crowded(t, s, head)
	p.name = t.spell(n)
	if first := p.Words[0]; first == 0 || first == 1 && t.words[0].UPOS == "PUNCT" {
		p.name = t.small(first, p.name)
	}
	return p
}

// crowded reports whether a word that tells which stands right before a noun,
// wherever the tree hangs it: "the older S-300 system" is no "the system".
func (r *resolver) crowded(t *tree, s, head int) bool {
	if head == 0 || r.inDate(s, head-1) {
		return false
	}
	switch t.words[head-1].UPOS {
	case "ADJ":
		return !judging[t.lower[head-1]]
	case "NOUN", "PROPN", "NUM", "X":
		return true
	}
	return false
}

// small writes the first word of a sentence as it would stand within it.
func (t *tree) small(first int, name string) string {
	w := &t.words[first]
	if w.UPOS == "PROPN" || isInitials(w.Text) || world().adjectives[w.Text] != "" || !strings.HasPrefix(name, w.Text) {
		return name
	}
	small, err := quads.Normal(t.lower[first] + name[len(w.Text):])
	if err != nil {
		return name
	}
	return small
}

// sharedDeterminer is that of the phrase a noun is joined to: "the schools
// and hospitals".
func (r *resolver) sharedDeterminer(t *tree, head int) determiner {
	var p phrase
	if h := t.head(head); h >= 0 && t.words[h].UPOS == "NOUN" {
		var keep [longestPhrase]int
		r.describe(t, 0, h, keep[:0], deepest, &p)
	}
	return p.determiner
}

// describe collects the words that describe a noun: what stands before it,
// and phrases with a preposition behind it. Determiners, times, clauses and
// what is told beside it are left out.
func (r *resolver) describe(t *tree, s, head int, keep []int, depth int, p *phrase) []int {
	keep = append(keep, head)
	if v, ok := r.document.Value(s, head); ok && depth > 0 {
		for _, w := range v.Words { // "more than 130" people
			if !slices.Contains(keep, w) && len(keep) < cap(keep) {
				keep = append(keep, w)
			}
		}
		return keep
	}
	for c := range t.children(head) {
		if len(keep) == cap(keep) {
			break
		}
		if slices.Contains(keep, c) {
			continue
		}
		if r.steps++; r.inDate(s, c) {
			if t.relation(c) == "nmod" && depth == 0 && c < head {
				p.determiner = definite // Friday's
			}
			continue
		}
		switch t.relation(c) {
		case "det":
			if w := t.lower[c]; (depth == 0 || depth == deepest) && !quantities[w] {
				p.determiner = determinerOf(w)
			}
		case "nummod", "amod", "compound", "flat", "goeswith":
			if depth >= deepest || t.relation(c) == "amod" && (r.inValue(s, c) || judging[t.lower[c]]) {
				continue
			}
			if t.relation(c) == "nummod" && depth == 0 && p.determiner == noDeterminer {
				p.determiner = indefinite
			}
			if t.words[c].UPOS == "PROPN" || world().adjectives[t.words[c].Text] != "" {
				p.proper = true
			}
			if t.relation(c) == "flat" && t.words[c].UPOS == "PROPN" && t.words[head].UPOS == "NOUN" {
				continue // spokesman Pavel Stern
			}
			keep = r.describe(t, s, c, keep, depth+1, p)
		case "nmod":
			keep = r.describeWith(t, s, head, c, keep, depth, p)
		case "case":
			if depth > 0 && c < head {
				keep = append(keep, c)
			}
		case "punct":
			if t.glued(c-1) && t.glued(c) && (t.lower[c] == "-" || t.lower[c] == "–") {
				keep = append(keep, c)
			}
		case "advmod":
			if c < head && depth > 0 && t.words[head].UPOS != "NOUN" && t.words[head].UPOS != "PROPN" {
				keep = append(keep, c) // "more than" of a number, "highly" of an adjective
			}
		}
	}
	return keep
}

// describeWith adds an owner or a phrase with a preposition.
func (r *resolver) describeWith(t *tree, s, head, c int, keep []int, depth int, p *phrase) []int {
	switch {
	case depth >= deepest:
		return keep
	case t.words[c].Relation == "nmod:poss":
		if depth == 0 {
			p.determiner, p.possessor = owned, c
		}
		return keep // the owner is named when it is known
	case t.words[c].Relation == "nmod:desc", t.words[c].Relation == "nmod:unmarked":
		return keep
	case t.words[c].UPOS == "PRON" || t.words[c].UPOS == "ADJ" || c < head || t.lower[c] == "own" || !describing[t.preposition(c)] || t.preposition(c) != "of" && stock[t.lower[c]]:
		return keep
	}
	if t.words[c].UPOS == "PROPN" && depth == 0 {
		p.proper = true
	}
	return r.describe(t, s, c, keep, depth+1, p)
}

// describing are the prepositions of phrases that belong to a description.
var describing = fields("of in on at from for with to against between by near over under about among into within outside")

// judging are adjectives of whoever writes: they do not tell one attack from
// another.
var judging = fields("terrible horrible horrific brutal tragic heinous shocking awful appalling despicable cowardly")

// stock are nouns of set phrases and times: in order to, in the spring.
var stock = fields(`order addition spite terms favour favor case fact turn
	spring summer autumn winter year years month months week weeks day days morning evening afternoon night past`)

// contiguous keeps the words around the head that stand together: a tree that
// is wrong may bring others from afar. Small words at the ends go.
func (r *resolver) contiguous(t *tree, s int, words []int, head int) []int {
	at := 0
	for words[at] != head {
		at++
	}
	a, b := at, at+1
	for a > 0 && t.together(words[a-1], words[a]) {
		a--
	}
	for b < len(words) && t.together(words[b-1], words[b]) {
		b++
	}
	for a < at && isSmall(t.words[words[a]].UPOS) && !r.inValue(s, words[a]) {
		a++
	}
	for b > at+1 && isSmall(t.words[words[b-1]].UPOS) {
		b--
	}
	return words[a:b]
}

func isSmall(upos string) bool {
	return upos == "ADP" || upos == "PUNCT" || upos == "CCONJ" || upos == "DET"
}

// together reports whether nothing but small words stands between two.
func (t *tree) together(x, y int) bool {
	if y-x > 4 {
		return false
	}
	for i := x + 1; i < y; i++ {
		switch t.words[i].UPOS {
		case "DET", "PUNCT", "ADJ", "ADV", "PRON", "NUM", "PART":
			if t.lower[i] == "," || t.lower[i] == "(" || t.lower[i] == ")" {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// quantities are determiners of what is not counted: "any involvement".
var quantities = fields("any no some every each either neither much enough")

func determinerOf(word string) determiner {
	switch word {
	case "the", "this", "that", "these", "those", "both", "all":
		return definite
	}
	return indefinite
}

// sortInts sorts a handful of numbers.
func sortInts(a []int) {
	for i := 1; i < len(a); i++ {
		for k := i; k > 0 && a[k-1] > a[k]; k-- {
			a[k-1], a[k] = a[k], a[k-1]
		}
	}
}
