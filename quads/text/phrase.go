package text

import (
	"strings"

	"quipu/quads"
	"quipu/quads/text/syntax"
)

// longestPhrase is how many words a phrase may have that becomes a name. What
// is longer describes more than it names.
const longestPhrase = 8

// A phrase is the words of a tree that a noun phrase is named with.
type phrase struct {
	tree *syntax.Tree
	head int
	keep []bool // of each word of the tree
	kept int
}

// nameOf returns the name of the noun phrase with a head word: without its
// determiner, what is told beside it and what hangs on it as a clause, in at
// most longestPhrase words. It is empty where nothing nameable is left.
func nameOf(t *syntax.Tree, head int) string {
	p := phrase{tree: t, head: head, keep: make([]bool, len(t.Words))}
	p.take(head, true, 0)
	for p.kept > longestPhrase && p.cut() {
	}
	name, err := quads.Normal(p.String())
	if err != nil || p.kept > longestPhrase || !hasLetter(name) {
		return ""
	}
	return name
}

// deepest bounds how far a phrase is followed down its tree.
const deepest = 12

// take keeps a word and what names it: the words before a noun and the
// phrases with a preposition behind it.
func (p *phrase) take(word int, top bool, depth int) {
	p.keep[word] = true
	p.kept++
	if depth == deepest {
		return
	}
	for i := range p.tree.Words {
		w := &p.tree.Words[i]
		if w.Head != word || i == word || p.keep[i] || !p.names(w, i, word, top) {
			continue
		}
		p.take(i, false, depth+1)
	}
}

// names reports whether a word helps to name the one it hangs from.
func (p *phrase) names(w *syntax.Word, i, head int, top bool) bool {
	switch relation, _, _ := strings.Cut(w.Relation, ":"); relation {
	case "amod", "compound", "flat", "fixed", "goeswith", "nummod":
		return true
	case "nmod":
		if w.Relation == "nmod:poss" {
			return w.UPOS != "PRON"
		}
		return i > head && w.UPOS != "PRON" && w.Relation != "nmod:tmod"
	case "case", "cc", "conj":
		return !top // those of a word within: "head of state and government"
	case "det":
		return !top && i > p.head // "group of the three": "leader of the party"
	case "advmod":
		return i < head && !top
	case "punct":
		return w.Text == "-" || w.Text == "–" || w.Text == "/"
	}
	return false
}

// cut drops the last phrase with a preposition; it reports whether there was
// one.
func (p *phrase) cut() bool {
	last := -1
	for i := p.head + 1; i < len(p.keep); i++ {
		if w := &p.tree.Words[i]; p.keep[i] && w.Head >= 0 && (w.Relation == "nmod" || w.Relation == "conj") {
			last = i
		}
	}
	if last < 0 {
		return false
	}
	p.drop(last, 0)
	return true
}

func (p *phrase) drop(word, depth int) {
	if p.keep[word] {
		p.keep[word] = false
		p.kept--
	}
	if depth == deepest {
		return
	}
	for i := range p.tree.Words {
		if p.keep[i] && p.tree.Words[i].Head == word {
			p.drop(i, depth+1)
		}
	}
}

// String is the phrase's words, spaced as in the text. The first word of a
// sentence is written small unless it is a name.
func (p *phrase) String() string {
	var b strings.Builder
	end := -1
	for i, kept := range p.keep {
		if !kept {
			continue
		}
		w := &p.tree.Words[i]
		if end >= 0 && w.Start > end {
			b.WriteByte(' ')
		}
		text := w.Text
		if i == 0 || i == 1 && isMark(&p.tree.Words[0]) {
			text = smallUnlessName(w)
		}
		b.WriteString(text)
		end = w.End
	}
	return b.String()
}

func isMark(w *syntax.Word) bool { return w.UPOS == "PUNCT" || w.UPOS == "SYM" }

// smallUnlessName writes a sentence's first word as it would stand within it.
func smallUnlessName(w *syntax.Word) string {
	if w.UPOS == "PROPN" || w.UPOS == "ADJ" && isNameLike(w) || strings.ToUpper(w.Text) == w.Text {
		return w.Text
	}
	return strings.ToLower(w.Text)
}

// isNameLike reports whether a capitalised adjective is made from a name:
// "Russian", whose lemma is written large too.
func isNameLike(w *syntax.Word) bool {
	return w.Lemma != "" && w.Lemma != strings.ToLower(w.Lemma)
}

func hasLetter(s string) bool {
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 0x80 {
			return true
		}
	}
	return false
}
