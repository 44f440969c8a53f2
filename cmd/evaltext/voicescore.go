package main

import (
	"slices"
	"strconv"
	"strings"

	"quipu/quads"
	"quipu/quads/text/attribution"
	"quipu/quads/text/clause"
	"quipu/quads/text/entity"
	"quipu/quads/text/sentence"
	"quipu/quads/text/syntax"
)

type parseFunc func([]sentence.Token) syntax.Tree

// A voiceDocument is a text with what was found in it.
type voiceDocument struct {
	sentences []clause.Sentence
	voices    [][]attribution.Voice
}

func newVoiceDocument(s []clause.Sentence, e *entity.Document) *voiceDocument {
	return &voiceDocument{s, attribution.Attribute(s, e)}
}

// parseVoices reads a text, a line for each paragraph.
func parseVoices(parse parseFunc, lines []string) *voiceDocument {
	text := strings.Join(lines, "\n")
	var all []clause.Sentence
	at := 0
	for i, l := range lines {
		for _, s := range sentence.Split(text, at, at+len(l)) {
			t := parse(s.Tokens)
			all = append(all, clause.Sentence{Tree: t, Clauses: clause.Find(&t), Paragraph: i})
		}
		at += len(l) + 1
	}
	return newVoiceDocument(all, entity.Resolve(all, ""))
}

// find returns the sentence and word that a label means.
func (d *voiceDocument) find(word string) (sentence, at int) {
	if n, err := strconv.Atoi(word); err == nil {
		return 0, n - 1
	}
	word, nth, _ := strings.Cut(word, "#")
	left := 1
	if n, err := strconv.Atoi(nth); err == nil {
		left = n
	}
	for i := range d.sentences {
		for j, w := range d.sentences[i].Tree.Words {
			if w.Text == word {
				if left--; left == 0 {
					return i, j
				}
			}
		}
	}
	return -1, -1
}

// A voiceResult is a label and what was found for its clause.
type voiceResult struct {
	part, name string
	label      voiceLabel
	missing    bool // no clause was found there
	named      bool // a speaker was found
	right      bool // and it is the right one
	stance     bool // the stance is right
	fact       bool // it would become a fact of the document
	sure       float64
	said       string // what was found, for people
}

// score compares the labels of a case with what was found.
func (d *voiceDocument) score(part string, c voiceCase) []voiceResult {
	out := make([]voiceResult, 0, len(c.labels))
	for _, l := range c.labels {
		r := voiceResult{part: part, name: c.name, label: l, missing: true}
		s, w := d.find(l.word)
		if s < 0 {
			r.said = "no such word"
			out = append(out, r)
			continue
		}
		if i := d.clause(s, w); i >= 0 {
			d.compare(&r, s, i)
		}
		out = append(out, r)
	}
	return out
}

// clause returns the clause of a sentence that a word is the head of, or else
// is in the relation of; -1 without.
func (d *voiceDocument) clause(s, w int) int {
	found := -1
	for i, c := range d.sentences[s].Clauses {
		if c.Head == w {
			return i
		}
		if found < 0 && slices.Contains(c.Relation, w) {
			found = i
		}
	}
	return found
}

// compare fills in the result for a clause.
func (d *voiceDocument) compare(r *voiceResult, s, i int) {
	v := d.voices[s][i]
	r.missing = false
	r.sure = v.Sure
	r.named = v.Speaker.Named()
	r.stance = v.Stance == r.label.stance
	r.fact = !v.Reported && v.Stance == quads.Asserts
	r.said = "-"
	switch {
	case r.named:
		words := d.sentences[v.Speaker.Sentence].Tree.Words
		r.said = words[v.Speaker.Word].Text
		r.right = d.isSpeaker(r.label.speaker, v.Speaker)
	case v.Reported:
		r.said = "?"
	}
	r.said += " " + string(v.Stance) + " (" + v.By.String() + ")"
}

// isSpeaker tells whether the label's word is the speaker's head or belongs to
// the same name.
func (d *voiceDocument) isSpeaker(label string, s attribution.Speaker) bool {
	words := d.sentences[s.Sentence].Tree.Words
	n, err := strconv.Atoi(label)
	for i, w := range words {
		if err == nil && i != n-1 || err != nil && w.Text != label {
			continue
		}
		if i == s.Word || sameName(words, i, s.Word) || sameName(words, s.Word, i) {
			return true
		}
	}
	return false
}

// sameName tells whether a word hangs on another as part of a name or title.
func sameName(words []syntax.Word, w, on int) bool {
	for range 4 {
		switch words[w].Relation {
		case "flat", "appos", "compound", "nmod:desc", "flat:name":
		default:
			return false
		}
		if w = words[w].Head; w == on {
			return true
		} else if w < 0 {
			return false
		}
	}
	return false
}
