package attribution

import (
	"strings"

	"quipu/quads"
)

// The rules of this file read words and commas in place of the tree. They are
// asked only of clauses about which the tree says nothing, which would be
// facts of the document.

// surface appends the frame of an aside or an "according to" that the tree
// hangs anywhere but on the clause it speaks of.
func (a *attributor) surface(b []frame, w int) []frame {
	t := &a.tree
	if !t.surfaced {
		t.surfaced = true
		a.asides = a.asides[:0]
		for v := range t.words {
			if f, ok := a.commaAside(v); ok {
				a.asides = append(a.asides, f)
			} else if f, ok := a.edgeAccording(v); ok {
				a.asides = append(a.asides, f)
			}
		}
	}
	for _, f := range a.asides {
		if !a.within(w, f.cue[0]) && !a.parted(w, f.cue[0]) {
			f.sure *= .85
			return append(b, f)
		}
	}
	return b
}

// within tells whether a word is a cue or belongs to it.
func (a *attributor) within(w, cue int) bool {
	for range maxDepth {
		if w == cue {
			return true
		}
		if w < 0 || a.tree.verbal(w) && a.tree.rel(w) != "acl" {
			return false
		}
		w = a.tree.head(w)
	}
	return false
}

// parted tells whether a semicolon or a quotation mark stands between words.
func (a *attributor) parted(w, v int) bool {
	if w > v {
		w, v = v, w
	}
	for _, x := range a.tree.words[w:v] {
		if x.Text == ";" || x.Text == ":" || quotes(x) {
			return true
		}
	}
	return false
}

// commaAside returns the frame of a verb of speech between commas with its
// subject alone: ", prosecutors say.", ", the union said on Friday,".
func (a *attributor) commaAside(v int) (frame, bool) {
	t := &a.tree
	switch t.words[v].XPOS {
	case "VBD", "VBZ", "VBP":
	default:
		return frame{}, false
	}
	if s, ok := finiteVerbs[t.words[v].Lemma]; !ok || !s.whose || accusing[t.words[v].Lemma] || s.stance == quads.Denies || s.stance == quads.Doubts {
		return frame{}, false
	}
	from := v - 1
	for from >= 0 && from >= v-near && nounish(t.words[from].UPOS) {
		from--
	}
	as := from >= 0 && strings.EqualFold(t.words[from].Text, "as")
	if from < 0 || from == v-1 || t.words[from].Text != "," && !as || !a.closes(v+1) {
		return frame{}, false
	}
	who := a.phrase(from+1, v)
	if who < 0 {
		return frame{}, false
	}
	f := frame{stance: finiteVerbs[t.words[v].Lemma].stance, kind: Aside, cue: [2]int{v, -1}, clause: -1, negated: t.not(v)}
	f.speaker, f.sure = a.speaker(who, sureOf[Aside])
	f.anonymous = f.speaker == Nobody
	return f, !f.negated
}

// closes tells whether from here to the next comma or the end of the sentence
// there is nothing but a time or a place.
func (a *attributor) closes(i int) bool {
	t := &a.tree
	for n := 0; i < len(t.words) && n < near; i, n = i+1, n+1 {
		w := &t.words[i]
		switch {
		case w.UPOS == "PUNCT":
			return w.Text == "," || w.Text == "." || w.Text == ";"
		case n == 0 && (w.UPOS == "ADP" && w.Lemma != "of" && w.Lemma != "against" && w.Lemma != "about" || w.XPOS == "NNP" || w.UPOS == "ADV"):
		case n > 0 && nounish(w.UPOS):
		default:
			return false
		}
	}
	return i == len(t.words)
}

func nounish(upos string) bool {
	switch upos {
	case "DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART", "ADP":
		return true
	}
	return false
}

// phrase returns the head of the noun phrase that begins at a word and ends
// before another, -1 without.
func (a *attributor) phrase(from, to int) int {
	t := &a.tree
	for i := from; i < to && i < len(t.words); i++ {
		switch t.words[i].UPOS {
		case "VERB", "PUNCT", "CCONJ", "SCONJ":
			return -1
		case "NOUN", "PROPN", "PRON":
			if t.words[i].XPOS == "PRP$" {
				continue
			}
			for h := t.head(i); h > i && h < to && (t.words[h].UPOS == "NOUN" || t.words[h].UPOS == "PROPN"); h = t.head(i) {
				i = h
			}
			return i
		}
	}
	return -1
}

// edgeAccording returns the frame of an "according to X" that opens or closes
// the sentence, which holds for all of it.
func (a *attributor) edgeAccording(i int) (frame, bool) {
	t := &a.tree
	if !strings.EqualFold(t.words[i].Text, "according") || i+2 >= len(t.words) || t.words[i+1].Text != "to" {
		return frame{}, false
	}
	end := i + 2
	for end < len(t.words) && nounish(t.words[end].UPOS) {
		end++
	}
	if i > 1 && (end < len(t.words) && t.words[end].Text != ".") {
		return frame{}, false
	}
	f := frame{stance: quads.Asserts, kind: According, cue: [2]int{i, -1}, clause: -1}
	f.speaker, f.sure = a.speaker(a.phrase(i+2, end), sureOf[According])
	f.anonymous = f.speaker == Nobody
	return f, true
}
