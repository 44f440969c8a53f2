package attribution

// outside tells whether a joined verb of speech with its own subject belongs
// to the reporting sentence and not to what it reports: in "Ankara has denied
// that … and the owner has warned that …" both verbs have the same tense and
// the second is not said by Ankara.
func (a *attributor) outside(w, up int) (int, bool) {
	t := &a.tree
	s := t.child(w, "nsubj")
	if a.speaks(w) && s < 0 && a.unlike(w, up) {
		for range maxDepth {
			if up = t.head(up); up < 0 || t.words[up].UPOS == "VERB" && t.rel(up) != "conj" {
				return up, up >= 0
			}
		}
	}
	if !a.speaks(w) || s < 0 || s > w || t.words[s].UPOS == "PRON" || a.complementizer(w) >= 0 {
		return 0, false
	}
	for range maxDepth {
		next := t.head(up)
		if next < 0 {
			return 0, false
		}
		if t.rel(up) != "conj" {
			if (t.rel(up) == "ccomp" || t.rel(up) == "advcl") && a.speaks(next) && a.quoteOf(w) == a.quoteOf(next) && t.tense(w) == t.tense(next) {
				return next, true
			}
			return 0, false
		}
		up = next
	}
	return 0, false
}

// unlike tells whether a joined verb has a form that the verb it is joined to
// cannot share: "denied having …, but admitted …", "the claim that it had sunk
// the ship and denied that …".
func (a *attributor) unlike(w, up int) bool {
	t := &a.tree
	switch t.tense(w) {
	case "VBD", "VBZ":
	default:
		return false
	}
	if t.gerund(up) || t.infinitive(up) {
		return true
	}
	return t.words[w].XPOS == "VBD" && t.words[up].XPOS == "VBN" && t.child(w, "aux", "aux:pass") < 0 && t.child(up, "aux") >= 0
}

// joinedBefore tells whether "and" and a noun phrase lead to the verb v, and
// not what is said before it.
func (a *attributor) joinedBefore(v, w int) bool {
	and := a.joint(v)
	return and > w && a.phrase(and+1, v) >= 0
}

// saysMore tells whether what a verb of speech says stands behind it, so that
// a clause before it is not said: "Tolmar accused Karvia; Karvia said that …".
func (a *attributor) saysMore(v int) bool {
	t := &a.tree
	for c := t.first[v]; c >= 0; c = t.next[c] {
		if int(c) > v && t.rel(int(c)) == "ccomp" && t.verbal(int(c)) && a.speaks(v) {
			return true
		}
	}
	return false
}

// joint returns the "and" before the words that lead to a verb as its subject,
// -1 without.
func (a *attributor) joint(v int) int {
	t := &a.tree
	for i := v - 1; i > 0 && i >= v-near; i-- {
		switch u := t.words[i].UPOS; {
		case u == "CCONJ":
			return i
		case !nounish(u) && u != "AUX":
			return -1
		}
	}
	return -1
}

// shared returns what is said, of a verb of speech, if a joined verb without a
// subject goes on with it: "said Rita was dangerous and could become a storm".
func (a *attributor) shared(w, up int) int {
	t := &a.tree
	c := t.child(up, "ccomp")
	if c < up || c > w || !a.speaks(up) || t.child(w, "nsubj", "nsubj:pass", "expl") >= 0 {
		return -1
	}
	for k := t.first[w]; k >= 0 && int(k) < w; k = t.next[k] {
		switch t.words[k].Lemma {
		case "would", "could", "might":
			return c
		}
	}
	return -1
}

// tense is the tag of a verb's first finite word.
func (t *tree) tense(v int) string {
	for c := t.first[v]; c >= 0 && int(c) < v; c = t.next[c] {
		if r := t.words[c].Relation; r == "aux" || r == "aux:pass" || r == "cop" {
			return finite(t.words[c].XPOS)
		}
	}
	return finite(t.words[v].XPOS)
}

func finite(tag string) string {
	if tag == "VBP" {
		return "VBZ"
	}
	return tag
}
