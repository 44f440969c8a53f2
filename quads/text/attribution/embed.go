package attribution

import (
	"strings"

	"quipu/quads"
)

// adverbial appends the frame of a clause that hangs on a verb by the way.
func (a *attributor) adverbial(b []frame, w, up int) []frame {
	t := &a.tree
	own := frame{speaker: Nobody, kind: Document, cue: [2]int{w, -1}, clause: -1, sure: .9}
	switch {
	case t.gerund(w) && accusing[t.words[up].Lemma] && t.marked(w, "of", "for", "with", "over"):
		return a.accusation(b, w, up)
	case t.gerund(w) && t.marked(w, "from"): // "was kept from leaving"
		own.stance = quads.Negated
	case t.marked(w, "if", "unless"):
		own.stance = quads.Conditional
	case t.marked(w, "without") || t.marked(w, "instead"):
		own.stance = quads.Negated
	case t.infinitive(w):
		if t.words[up].UPOS == "ADJ" {
			return a.quality(b, up)
		}
		if s, ok := infinitiveVerbs[t.lemma(up)]; ok && s.whose {
			return a.openComplement(b, w, up) // the parser takes many for purposes
		}
		own.stance = quads.Plans // what it was done for need not have come about
	case t.gerund(w) && up < w && t.words[w-1].Text != "," && t.child(w, "mark", "nsubj") < 0:
		if _, ok := gerundVerbs[t.lemma(up)]; ok {
			return a.openComplement(b, w, up) // "ruled out paying"
		}
		return b
	default:
		return b
	}
	return append(b, own)
}

// accusation appends the frame of "accused Kiev of facilitating …", whose head
// w hangs on the verb up.
func (a *attributor) accusation(b []frame, w, up int) []frame {
	f := a.verb(up, Gerund)
	f.stance = quads.Asserts
	switch lemma := a.tree.words[up].Lemma; {
	case lemma == "suspect":
		f.stance = quads.Supposes
	case lemma == "praise" || lemma == "convict":
	case f.anonymous:
		f.stance = quads.Supposes
	}
	return append(b, f)
}

// nominal appends the frames of a clause that hangs on a noun: "the claim
// that …", "plans to …", and of the verb above the noun: "rejected claims
// that …".
func (a *attributor) nominal(b []frame, w, noun int) []frame {
	t := &a.tree
	up := t.head(noun)
	if t.gerund(w) && t.marked(w, "of", "for", "with", "over") && up >= 0 && accusing[t.words[up].Lemma] && t.rel(noun) != "nsubj" {
		return a.accusation(b, w, up) // "accused Kiev of …", hung on Kiev
	}
	infinitive := t.infinitive(w)
	if !infinitive && !a.thatBehind(noun) && !t.marked(w, "that", "of", "whether") && t.words[w].XPOS != "VBD" && t.child(w, "nsubj", "nsubj:pass") < 0 {
		return b // "the men arrested there"
	}
	s, ok := nouns[t.words[noun].Lemma]
	if t.words[noun].UPOS != "NOUN" {
		s, ok = sense{}, false
	}
	f := frame{speaker: Nobody, stance: s.stance, kind: Noun, cue: [2]int{noun, -1}, anonymous: true, clause: -1, sure: sureOf[Noun], negated: t.negated(noun)}
	switch {
	case !ok && infinitive:
		f.stance, f.sure = quads.Conditional, .7 // "the chance to …"
		return append(b, f)
	case !ok && (t.marked(w, "that", "whether") || a.thatBehind(noun)):
		f.stance, f.sure = quads.Conditional, .6
		return append(b, f)
	case !ok:
		return b
	case !s.whose:
		f.anonymous = false
		return append(b, f)
	}
	if f.negated {
		return a.lacking(b, f, s)
	}
	owner := a.owner(noun)
	if owner >= 0 {
		f.speaker, f.sure = a.speaker(owner, f.sure)
		f.anonymous, f.given = f.speaker == Nobody, true
	}
	lent := up >= 0 && t.rel(noun) == "obj" && lending[t.words[up].Lemma]
	if lent && owner < 0 && !t.passive(up) {
		g := a.verb(up, Noun)
		g.stance, g.cue[1] = s.stance, noun
		return append(b, g)
	}
	if f.anonymous {
		f.stance = weakest(s.stance)
	}
	verb, above := a.judged(noun, up)
	if above && f.anonymous && s.stance == quads.Asserts {
		f.stance = quads.Asserts
		f.anonymous = false // "rejected claims that …": denied
	}
	b = append(b, f)
	if above {
		b = append(b, verb)
	}
	return b
}

// lacking appends the frame of a noun with "no": "no evidence that …".
func (a *attributor) lacking(b []frame, f frame, s sense) []frame {
	t, noun := &a.tree, f.cue[0]
	f.negated, f.stance = false, quads.Conditional
	if s.stance != quads.Doubts {
		return append(b, f)
	}
	f.stance = quads.Supposes
	if up := t.head(noun); up >= 0 && t.rel(noun) == "obj" && lending[t.words[up].Lemma] { // "has no doubt that"
		g := a.verb(up, Noun)
		g.stance, g.negated, g.cue[1] = f.stance, false, noun
		return append(b, g)
	}
	return append(b, f)
}

// judged returns the frame of a verb that takes a stance to the noun's clause:
// "rejected claims that …", "claims that … were denied by Ankara".
func (a *attributor) judged(noun, up int) (frame, bool) {
	t := &a.tree
	if up < 0 {
		return frame{}, false
	}
	object := t.rel(noun) == "obj" && !t.passive(up)
	done := t.words[noun].Relation == "nsubj:pass" && a.agent(up) >= 0
	if !object && !done {
		return frame{}, false
	}
	s, ok := finiteVerbs[t.lemma(up)]
	switch {
	case !ok || !s.whose:
		return frame{}, false
	case t.words[up].Lemma == "repeat" || t.words[up].Lemma == "hear" || t.words[up].Lemma == "understand":
		return frame{}, false
	}
	f := a.verb(up, Noun)
	f.stance, f.cue[1] = s.stance, noun
	return f, true
}

// owner returns whose a noun is: "Berlin's claim", "the claim by Berlin",
// "Russian claims".
func (a *attributor) owner(noun int) int {
	t := &a.tree
	for c := t.first[noun]; c >= 0; c = t.next[c] {
		w := int(c)
		switch r := t.words[w].Relation; r {
		case "nmod:poss":
			return w
		case "nmod", "nmod:agent":
			if t.marked(w, "by", "from", "of") && t.words[w].XPOS != "VBG" {
				return w
			}
		case "amod":
			if a.entities == nil {
				continue
			}
			if _, ok := a.entities.Of(t.number, w); ok && t.words[w].Text != strings.ToLower(t.words[w].Text) {
				return w
			}
		}
	}
	return -1
}
