package attribution

import (
	"strings"

	"quipu/quads/text/clause"
	"quipu/quads/text/syntax"
)

// tree is a sentence with what the rules ask of it again and again. One is
// made and used for all sentences of a document.
type tree struct {
	words       []syntax.Word
	sure        []float32
	clauses     []clause.Clause
	first, next []int32 // first child of each word, next sibling; -1
	clause      []int32 // the clause of which the word is the head; -1
	silent      []bool  // words that are known to say nothing of what they hang on
	number      int     // of the sentence in its document
	surfaced    bool    // the rules of surface.go have read it
}

func (t *tree) reset(number int, s *clause.Sentence) {
	n := len(s.Tree.Words)
	t.surfaced = false
	t.number, t.words, t.sure, t.clauses = number, s.Tree.Words, s.Tree.Sure, s.Clauses
	t.first, t.next, t.clause = minus(t.first, n), minus(t.next, n), minus(t.clause, n)
	if cap(t.silent) < n {
		t.silent = make([]bool, n, n+n/2)
	}
	t.silent = t.silent[:n]
	clear(t.silent)
	for i := n - 1; i >= 0; i-- {
		if h := t.words[i].Head; h >= 0 && h < n && h != i {
			t.next[i] = t.first[h]
			t.first[h] = int32(i)
		}
	}
	for i, c := range s.Clauses {
		if c.Head >= 0 && c.Head < n {
			t.clause[c.Head] = int32(i)
		}
	}
}

// minus returns n times -1, in the memory of b if there is enough.
func minus(b []int32, n int) []int32 {
	if cap(b) < n {
		b = make([]int32, n, n+n/2)
	}
	b = b[:n]
	for i := range b {
		b[i] = -1
	}
	return b
}

// head returns the word that w depends on, -1 of the root.
func (t *tree) head(w int) int {
	if h := t.words[w].Head; h >= 0 && h < len(t.words) && h != w {
		return h
	}
	return -1
}

// rel is a word's relation without its subtype.
func (t *tree) rel(w int) string {
	r, _, _ := strings.Cut(t.words[w].Relation, ":")
	return r
}

// child returns the first child of w with one of the relations, -1 without.
func (t *tree) child(w int, relations ...string) int {
	for c := t.first[w]; c >= 0; c = t.next[c] {
		for _, r := range relations {
			if t.words[c].Relation == r {
				return int(c)
			}
		}
	}
	return -1
}

// marked tells whether w has a mark or preposition that is one of the words.
func (t *tree) marked(w int, words ...string) bool {
	for c := t.first[w]; c >= 0; c = t.next[c] {
		if r := t.words[c].Relation; r == "mark" || r == "case" || r == "advmod" && t.words[c].XPOS == "WRB" {
			for _, x := range words {
				if strings.EqualFold(t.words[c].Text, x) {
					return true
				}
			}
		}
	}
	return false
}

// lemma is a verb's lemma with its particle: "rule_out".
func (t *tree) lemma(w int) string {
	p := t.child(w, "compound:prt")
	if p < 0 && w+1 < len(t.words) && t.words[w+1].XPOS == "RP" {
		p = w + 1
	}
	if p >= 0 {
		return t.words[w].Lemma + "_" + t.words[p].Lemma
	}
	return t.words[w].Lemma
}

// passive tells whether a verb is passive.
func (t *tree) passive(w int) bool {
	if t.child(w, "aux:pass", "nsubj:pass", "csubj:pass") >= 0 {
		return true
	}
	if accusing[t.words[w].Lemma] && w+1 < len(t.words) && t.words[w+1].Text == "of" && t.child(w, "obj", "aux") < 0 {
		return true // "the governor, accused of …"
	}
	if t.words[w].XPOS != "VBN" {
		return false
	}
	if t.child(w, "nsubj", "aux") >= 0 {
		return false
	}
	switch r := t.words[w].Relation; r {
	case "acl", "advcl":
		return true
	case "conj": // "was detained and accused of"
		h := t.head(w)
		return h >= 0 && t.words[h].XPOS == "VBN" && t.child(h, "aux:pass") >= 0
	}
	return false
}

// infinitive tells whether w is an infinitive with "to".
func (t *tree) infinitive(w int) bool {
	return t.marked(w, "to") && t.words[w].XPOS != "VBG"
}

// gerund tells whether w, or the first of its auxiliaries, is a form in -ing.
func (t *tree) gerund(w int) bool {
	for c := t.first[w]; c >= 0 && int(c) < w; c = t.next[c] {
		if r := t.words[c].Relation; r == "aux" || r == "aux:pass" || r == "cop" {
			return t.words[c].XPOS == "VBG"
		}
	}
	return t.words[w].XPOS == "VBG"
}

// negated tells whether a word is denied in its own clause.
func (t *tree) negated(w int) bool {
	c := t.clause[w]
	return c >= 0 && t.clauses[c].Negated || t.not(w)
}

// not tells whether a word has a "not" of its own.
func (t *tree) not(w int) bool {
	for c := t.first[w]; c >= 0; c = t.next[c] {
		switch t.words[c].Lemma {
		case "not", "n't", "never", "nor", "neither", "hardly", "no":
			if r := t.rel(int(c)); r == "advmod" || r == "det" || r == "cc" {
				return true
			}
		}
	}
	return false
}

// arc is how sure the parser is of a word's head and relation.
func (t *tree) arc(w int) float64 {
	if w < 0 || w >= len(t.sure) {
		return 1
	}
	return float64(t.sure[w])
}

// verbal tells whether w is a predicate: a verb, or what a copula says.
func (t *tree) verbal(w int) bool {
	return t.words[w].UPOS == "VERB" || t.words[w].UPOS == "AUX" || t.child(w, "cop") >= 0
}
