package attribution

import "strings"

// governor returns the word and relation that a clause hangs by, put right
// where parsers often go wrong: "that" behind a word of speech opens what is
// said, whatever the tree makes of it. It is firm where the words agree.
func (a *attributor) governor(w, up int, r string) (head int, relation string, firm bool) {
	t := &a.tree
	if v := a.accuser(w, up); v >= 0 {
		return v, "advcl", true
	}
	if t.words[w].Relation == "acl" && t.infinitive(w) {
		if v := t.head(up); v >= 0 && t.rel(up) == "obj" && v < up {
			_, noun := nouns[t.words[up].Lemma]
			if _, verb := infinitiveVerbs[t.words[v].Lemma]; verb && !noun {
				return v, "xcomp", false // "expects the talks to fail"
			}
		}
	}
	if v := t.head(up); v >= 0 && t.words[w].Relation == "acl:relcl" && addressed[t.words[v].Lemma] && strings.Contains(t.words[up].Relation, "obj") {
		if a.thatBehind(up) && t.child(w, "nsubj", "nsubj:pass", "expl") > up+1 {
			return v, "ccomp", true // "told the assembly that …"
		}
	}
	if c := t.child(w, "nsubj", "nsubj:pass"); r == "ccomp" && c > 0 && t.words[c].XPOS == "WP" && t.words[c-1].Text == "," {
		return up, "relative", false // "said Ada Holt, who runs the mine"
	}
	switch {
	case r != "ccomp" && r != "xcomp":
	case w > 0 && t.gerund(w) && t.words[w-1].Text == "," && (a.speaks(w) || accusing[t.words[w].Lemma]):
		return up, "advcl", false // "he said, adding that …"
	case r == "ccomp" && w < up && a.quoteOf(w) < 0 && (a.joinedBefore(up, w) || a.saysMore(up)):
		return up, "joined", false // "rejected the report, and Zarif warned that …"
	}
	that := a.complementizer(w)
	if r == "conj" {
		if c := a.shared(w, up); c >= 0 {
			return c, r, false
		}
	}
	if that >= 0 && r == "conj" && t.words[up].UPOS == "VERB" && a.known(up) {
		return up, "ccomp", true // "said that … and that …"
	}
	if that < 0 || r == "conj" {
		return up, r, false
	}
	v := a.cueBefore(that)
	if r == "ccomp" && a.known(up) {
		return up, r, v == up
	}
	switch {
	case v < 0 && r == "advcl" && a.known(up) && up < w:
		return up, "ccomp", false
	case v < 0:
		return up, r, false
	case t.words[v].UPOS == "NOUN":
		return v, "noun", true
	}
	return v, "ccomp", true
}

// addressed verbs have whom they speak to before their "that".
var addressed = set(`tell inform warn remind assure notify convince persuade promise`)

func (a *attributor) thatBehind(w int) bool {
	t := &a.tree
	return w+1 < len(t.words) && strings.EqualFold(t.words[w+1].Text, "that")
}

// reread is asked of a clause about which the tree says nothing: where it is
// the first behind "claim that", "said that", "told them that", the words tell
// more than the tree.
func (a *attributor) reread(b []frame, w int) []frame {
	t := &a.tree
	nominal := false
	for i := w - 1; i > 0 && i >= w-2*near; i-- {
		switch word := &t.words[i]; word.UPOS {
		case "NOUN", "PROPN", "PRON":
			if !strings.EqualFold(word.Text, "that") {
				nominal = true
				continue
			}
		case "VERB", "PUNCT":
			return b
		}
		if !strings.EqualFold(t.words[i].Text, "that") || t.words[i].Relation == "det" {
			continue
		}
		v := a.cueBefore(i)
		if !nominal || v < 0 || t.words[v].UPOS == "NOUN" && v != i-1 {
			return b
		}
		n := len(b)
		if t.words[v].UPOS == "NOUN" {
			b = a.nominal(b, w, v)
		} else {
			b = a.content(b, w, v)
		}
		for j := n; j < len(b); j++ {
			b[j].sure *= .8
		}
		return b
	}
	return b
}

// complementizer returns the "that" that opens the clause w, -1 if there is
// none or it is the clause's own subject or object.
func (a *attributor) complementizer(w int) int {
	t := &a.tree
	that, subjects := -1, 0
	for c := t.first[w]; c >= 0 && int(c) < w; c = t.next[c] {
		word := &t.words[c]
		switch {
		case strings.EqualFold(word.Text, "so") && (word.Relation == "mark" || word.Relation == "advmod"):
			return -1 // "so that"
		case strings.EqualFold(word.Text, "that") && word.Relation != "det" && that < 0:
			that = int(c)
			if word.Relation == "mark" {
				subjects++
			}
		case word.Relation == "nsubj" || word.Relation == "nsubj:pass" || word.Relation == "expl" || word.Relation == "csubj":
			subjects++
		}
	}
	if that < 0 || t.words[that].Relation != "mark" && (subjects == 0 || t.words[that].Relation == "obj") {
		return -1
	}
	return that
}

// known tells whether a word is in the tables of words that embed a clause.
func (a *attributor) known(w int) bool {
	t := &a.tree
	var ok bool
	switch t.words[w].UPOS {
	case "VERB":
		if _, ok = finiteVerbs[t.lemma(w)]; !ok {
			_, ok = finiteVerbs[t.words[w].Lemma]
		}
	case "ADJ":
		_, ok = adjectives[t.words[w].Lemma]
	case "NOUN":
		_, ok = nouns[t.words[w].Lemma]
	}
	return ok
}

// near is how many words may stand between a word of speech and its "that":
// "told the radio station on Monday that".
const near = 8

// cueBefore returns the word of speech before a "that", -1 if other verbs or
// the end of a clause come first.
func (a *attributor) cueBefore(that int) int {
	t := &a.tree
	for i := that - 1; i >= 0 && i >= that-near; i-- {
		switch w := &t.words[i]; w.UPOS {
		case "VERB":
			if a.known(i) {
				return i
			}
			return -1
		case "ADJ":
			if i == that-1 && a.known(i) {
				return i
			}
		case "NOUN":
			if a.known(i) && (i == that-1 || t.words[that].Relation == "mark") {
				return i
			}
		case "PUNCT":
			if w.Text == ";" || w.Text == ":" || quotes(*w) {
				return -1
			}
		}
	}
	return -1
}

// accuser returns the verb that "of paying" belongs to in "accused Kiev of
// paying", wherever the tree hangs it; -1 if there is none.
func (a *attributor) accuser(w, up int) int {
	t := &a.tree
	if !t.gerund(w) || accusing[t.words[up].Lemma] && t.words[up].UPOS == "VERB" {
		return -1
	}
	of := -1
	for c := t.first[w]; c >= 0 && int(c) < w; c = t.next[c] {
		switch t.words[c].Text {
		case "of", "for", "with":
			of = int(c)
		}
	}
	if of < 0 {
		return -1
	}
	for i := of - 1; i >= 0 && i >= of-near; i-- {
		switch t.words[i].UPOS {
		case "VERB":
			if accusing[t.words[i].Lemma] {
				return i
			}
			return -1
		case "NOUN":
			if _, ok := nouns[t.words[i].Lemma]; ok && i == of-1 {
				return -1
			}
		}
	}
	return -1
}
