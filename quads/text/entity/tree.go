package entity

import (
	"iter"
	"strings"

	"quipu/quads"
	"quipu/quads/text/syntax"
)

// A tree is a sentence's tree as this package walks it. Its slices are reused
// from sentence to sentence.
type tree struct {
	words []syntax.Word
	lower []string // the words in lower case
	first []int    // of each word the first that hangs from it; -1
	next  []int    // the next word with the same head; -1
}

func (t *tree) read(words []syntax.Word) {
	t.words = words
	t.lower, t.first, t.next = t.lower[:0], t.first[:0], t.next[:0]
	for i := range words {
		t.lower = append(t.lower, strings.ToLower(words[i].Text))
		t.first, t.next = append(t.first, -1), append(t.next, -1)
	}
	for i := len(words) - 1; i >= 0; i-- {
		if h := words[i].Head; h >= 0 && h < len(words) && h != i {
			t.next[i], t.first[h] = t.first[h], i
		}
	}
}

// at is the lower case of a word, "" outside the sentence.
func (t *tree) at(i int) string {
	if i < 0 || i >= len(t.lower) {
		return ""
	}
	return t.lower[i]
}

// lemma is a word's lemma in lower case, or the word.
func (t *tree) lemma(i int) string {
	if l := t.words[i].Lemma; l != "" && l != "_" {
		return strings.ToLower(l)
	}
	return t.lower[i]
}

// head is the word that a word hangs from; -1 for none.
func (t *tree) head(i int) int {
	if h := t.words[i].Head; h < len(t.words) && h != i {
		return h
	}
	return -1
}

// relation is a word's relation without its subtype.
func (t *tree) relation(i int) string {
	r, _, _ := strings.Cut(t.words[i].Relation, ":")
	return r
}

// child is the first word that hangs from another by a relation; -1.
func (t *tree) child(of int, relation string) int {
	for c := range t.children(of) {
		if t.relation(c) == relation {
			return c
		}
	}
	return -1
}

// widest bounds the words that are looked at below one word: a tree in which
// ten thousand hang from one comes from no sentence.
const widest = 200

// children are the words that hang from a word, as they stand.
func (t *tree) children(of int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for c, n := t.first[of], 0; c >= 0 && n < widest && yield(c); c, n = t.next[c], n+1 {
		}
	}
}

// preposition is the case word of a phrase, "" without one.
func (t *tree) preposition(head int) string {
	if c := t.child(head, "case"); c >= 0 && t.lower[c] != "'s" {
		return t.lower[c]
	}
	return ""
}

// within reports whether a word hangs from another, a few steps down.
func (t *tree) within(word, top int) bool {
	for range deepest {
		if word = t.head(word); word == top {
			return true
		}
		if word < 0 {
			return false
		}
	}
	return false
}

// glued reports whether no space stands between a word and the next.
func (t *tree) glued(i int) bool {
	return i >= 0 && i+1 < len(t.words) && t.words[i].End == t.words[i+1].Start
}

// spell writes words as the text does: with a space where it has one, or
// where words between were left out.
func (t *tree) spell(words []int) string {
	var b strings.Builder
	for k, w := range words {
		if k > 0 && !(words[k-1] == w-1 && t.glued(w-1)) {
			b.WriteByte(' ')
		}
		if isDash(t.words[w].Text) && len(t.words[w].Text) > 1 {
			b.WriteString("–")
			continue
		}
		b.WriteString(t.words[w].Text)
	}
	name, err := quads.Normal(b.String())
	if err != nil {
		return ""
	}
	return name
}

func isCapital(s string) bool {
	for _, r := range s {
		return strings.ToLower(string(r)) != string(r)
	}
	return false
}

// isInitials reports whether a word is written in capitals throughout, as
// initials are: FSB, U.N., ISIS.
func isInitials(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case r >= 'A' && r <= 'Z':
			letters++
		case r != '.' && r != '&':
			return false
		}
	}
	return letters >= 2 && letters <= 8
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
