package attribution

import "strings"

// subject returns the subject of a verb, also where it is that of another
// verb: of a participle, an infinitive, a joined verb, a relative clause. It
// is -1 where nobody can tell.
func (a *attributor) subject(v int) int {
	t := &a.tree
	for range maxDepth {
		if s := a.ownSubject(v); s >= 0 {
			if x := t.words[s].XPOS; x == "WP" || x == "WDT" {
				if t.words[v].Relation == "acl:relcl" {
					return t.head(v)
				}
				return a.antecedent(s)
			}
			return s
		}
		up := t.head(v)
		if up < 0 {
			return -1
		}
		switch t.words[v].Relation {
		case "conj":
			if skip, ok := a.outside(v, up); ok {
				up = skip
				break
			}
			if skip, ok := a.hoisted(v, up, "conj"); ok {
				up = skip
				break
			}
			if !t.verbal(up) || t.passive(up) != t.passive(v) && t.child(up, "nsubj") < 0 {
				if s := t.child(up, "nsubj:pass"); s >= 0 {
					return s
				}
			}
		case "xcomp":
			if o := t.child(up, "obj", "iobj", "nsubj:pass"); o >= 0 {
				return o
			}
		case "acl":
			if skip, ok := a.hoisted(v, up, "acl"); ok {
				up = skip
			} else if !(t.words[v-min(v, 1)].Text == "," && a.speaks(v)) {
				return up
			} else if up = a.predicate(up); up < 0 {
				return -1
			}
		case "advcl", "ccomp":
			if skip, ok := a.hoisted(v, up, "advcl"); ok {
				up = skip
			}
			if s := t.child(up, "nsubj:pass"); s >= 0 {
				return s
			}
		default:
			return -1
		}
		v = up
	}
	return -1
}

// antecedent returns the noun before a relative pronoun.
func (a *attributor) antecedent(who int) int {
	t := &a.tree
	for i := who - 1; i >= 0 && i >= who-2; i-- {
		switch t.words[i].UPOS {
		case "NOUN", "PROPN":
			if t.rel(i) == "flat" && t.head(i) >= 0 {
				return t.head(i)
			}
			return i
		}
	}
	return who
}

// ownSubject returns the subject that hangs on a verb, -1 without: of several
// the one nearest before it, for "the miners, the union says, died" is often
// read as one clause.
func (a *attributor) ownSubject(v int) int {
	t := &a.tree
	found := -1
	for c := t.first[v]; c >= 0; c = t.next[c] {
		switch t.words[c].Relation {
		case "nsubj", "expl", "nsubj:outer":
			if strings.HasSuffix(t.words[c].Text, "self") || strings.HasSuffix(t.words[c].Text, "selves") {
				if c == 0 || t.words[c-1].UPOS != "NOUN" && t.words[c-1].UPOS != "PROPN" {
					continue
				}
				found = int(c) - 1 // "the president himself has warned"
				continue
			}
			x := t.words[c].XPOS
			if found < 0 || int(c) < v && !((x == "WP" || x == "WDT") && t.words[v].Relation != "acl:relcl") {
				found = int(c)
			}
		}
	}
	if found >= 0 || v == 0 || !a.speaks(v) || t.words[v].XPOS == "VBG" {
		return found
	}
	if and := a.joint(v); and >= 0 {
		return a.phrase(and+1, v)
	}
	// `"…", wrote the engineer`: behind the verb parsers take it for something else.
	if before := t.words[v-1]; quotes(before) || before.Text == "," && v > 1 && quotes(t.words[v-2]) {
		for c := t.first[v]; c >= 0; c = t.next[c] {
			if o := int(c); o > v && t.child(o, "case") < 0 {
				switch t.words[o].UPOS {
				case "NOUN", "PROPN", "PRON":
					return o
				}
			}
		}
	}
	// `"…", a spokesman for Elmo told …`.
	for i := v - 1; i >= 0 && i >= v-2*near; i-- {
		if quotes(t.words[i]) {
			return a.phrase(i+1, v)
		}
		if !nounish(t.words[i].UPOS) {
			break
		}
	}
	return -1
}

// predicate returns the nearest verb above a noun that has a subject.
func (a *attributor) predicate(w int) int {
	t := &a.tree
	for range maxDepth {
		if w = t.head(w); w < 0 || t.child(w, "nsubj", "nsubj:pass") >= 0 {
			return w
		}
	}
	return -1
}

// agent returns who did it, of a passive: "by Ankara".
func (a *attributor) agent(v int) int {
	t := &a.tree
	for c := t.first[v]; c >= 0; c = t.next[c] {
		if r := t.words[c].Relation; r == "obl:agent" || r == "obl" && t.marked(int(c), "by") && t.words[c].XPOS != "VBG" {
			return int(c)
		}
	}
	return -1
}

// nobody tells whether a subject is "nobody", "no officer", "neither side".
func (a *attributor) nobody(w int) bool {
	t := &a.tree
	switch t.words[w].Lemma {
	case "nobody", "none", "neither", "no-one":
		return true
	}
	d := t.child(w, "det")
	return d >= 0 && (t.words[d].Lemma == "no" || t.words[d].Lemma == "neither")
}

// placed is how sure it is that a word is the subject of its verb: where it
// stands right before it, the words say so themselves.
func (a *attributor) placed(w int) float64 {
	t := &a.tree
	v := t.head(w)
	arc := t.arc(w)
	if v <= w {
		return arc
	}
	for i := w + 1; i < v; i++ {
		switch t.words[i].UPOS {
		case "AUX", "ADV", "PART":
		default:
			return arc
		}
	}
	return max(arc, .85)
}

// speaker returns who is meant by a word in a speaker's place, and how sure
// that is, given how sure the place is.
func (a *attributor) speaker(w int, sure float64) (Speaker, float64) {
	if w < 0 {
		return Nobody, sure
	}
	t := &a.tree
	sure *= a.placed(w)
	switch t.words[w].UPOS {
	case "NOUN", "PROPN", "SYM", "X":
		return Speaker{t.number, w}, sure
	case "ADJ": // "Russian claims", "the accused"
		return Speaker{t.number, w}, sure * .9
	case "PRON":
		s, likely := a.pronoun(w)
		return s, sure * likely
	case "NUM", "DET":
		if t.child(w, "nmod") >= 0 {
			return Speaker{t.number, w}, sure * .9
		}
	case "VERB":
		if t.child(w, "det", "amod") >= 0 {
			return Speaker{t.number, w}, sure * .8
		}
	}
	return Nobody, sure
}
