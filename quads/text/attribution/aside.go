package attribution

import (
	"strings"

	"quipu/quads"
)

// aside appends the frames of what stands beside the predicate w and speaks of
// it: "according to X", "…, X said, …", "as X put it", "reportedly". From is
// the word from which w was reached (-1 for the clause itself), via its
// relation.
func (a *attributor) aside(b []frame, w, from int, via string) []frame {
	t := &a.tree
	joined := via == "conj" || via == "parataxis"
	for c := t.first[w]; c >= 0; c = t.next[c] {
		if x := int(c); x != from {
			if f, ok := a.besides(x); ok && (!joined || a.leads(x) || x > from && a.trails(x)) {
				b = append(b, f)
			}
		}
	}
	if from < 0 || via == "xcomp" {
		b = a.hedged(b, w)
	}
	if joined || via == "acl" || via == "acl:relcl" {
		return b
	}
	// "A did this and did that, according to X": both.
	for c := t.first[w]; c >= 0; c = t.next[c] {
		k := int(c)
		if k == from || t.rel(k) != "conj" || t.child(k, "nsubj", "nsubj:pass") >= 0 {
			continue
		}
		for d := t.first[k]; d >= 0; d = t.next[d] {
			if f, ok := a.besides(int(d)); ok && a.trails(int(d)) {
				b = append(b, f)
			}
		}
	}
	return b
}

// besides returns the frame that x, hanging on a predicate, makes of it.
func (a *attributor) besides(x int) (frame, bool) {
	t := &a.tree
	if t.silent[x] {
		return frame{}, false
	}
	f, ok := a.saysBeside(x)
	t.silent[x] = !ok
	return f, ok
}

func (a *attributor) saysBeside(x int) (frame, bool) {
	t := &a.tree
	if f, ok := a.according(x); ok {
		return f, true
	}
	switch t.rel(x) {
	case "parataxis", "discourse":
		if a.speaks(x) && a.bare(x) {
			return a.spoken(x), true
		}
	case "ccomp":
		if a.asideComplement(x, t.head(x)) {
			return a.spoken(x), true
		}
	case "advcl":
		if (t.marked(x, "as") || x > 0 && t.child(x, "mark") < 0 && t.words[x].XPOS != "VBG" && t.child(x, "nsubj") >= 0) && a.speaks(x) && a.bare(x) {
			return a.spoken(x), true
		}
	}
	return frame{}, false
}

// asideComplement tells whether what the tree calls the complement of a verb
// is an aside behind it: "has told Berlin that …, state media reported".
func (a *attributor) asideComplement(x, up int) bool {
	t := &a.tree
	if x < up || !a.speaks(x) || !a.bare(x) || t.marked(x, "that") {
		return false
	}
	if !a.speaks(up) {
		return true
	}
	_, ok := a.commaAside(x)
	return ok
}

// spoken returns the frame of a verb of speech that stands aside.
func (a *attributor) spoken(x int) frame {
	t := &a.tree
	f := a.verb(x, Aside)
	f.stance = finiteVerbs[t.words[x].Lemma].stance
	switch f.stance {
	case "", quads.Denies: // "We did not do it," he denied
		f.stance = quads.Asserts
	}
	if f.anonymous && (t.passive(x) || a.weather(x)) {
		f.stance = weakest(f.stance)
	}
	return f
}

// speaks tells whether a verb is one of speech, with somebody who speaks.
func (a *attributor) speaks(v int) bool {
	t := &a.tree
	if t.words[v].UPOS != "VERB" {
		return false
	}
	if s, ok := finiteVerbs[t.lemma(v)]; ok && s.whose {
		return true
	}
	return t.words[v].Lemma == "put" && t.child(v, "obj") >= 0 && t.words[t.child(v, "obj")].Lemma == "it"
}

// bare tells whether a verb of speech says nothing itself, so that it is the
// clause beside it that is said.
func (a *attributor) bare(v int) bool {
	t := &a.tree
	if t.child(v, "ccomp", "xcomp") >= 0 {
		return false
	}
	if o := t.child(v, "obj"); o >= 0 {
		switch t.words[v].Lemma {
		case "tell", "inform", "put", "assure", "remind", "warn":
		default:
			return false
		}
	}
	return t.child(v, "nsubj", "nsubj:pass") >= 0 || t.passive(v)
}

// according returns the frame of "according to X" and "in X's view".
func (a *attributor) according(x int) (frame, bool) {
	t := &a.tree
	f := frame{stance: quads.Asserts, kind: According, cue: [2]int{x, -1}, clause: -1, sure: sureOf[According]}
	who := -1
	if strings.EqualFold(t.words[x].Text, "according") {
		f.cue[0] = x
		who = t.child(x, "obl", "nmod", "obj")
	} else {
		for c := t.first[x]; c >= 0; c = t.next[c] {
			if strings.EqualFold(t.words[c].Text, "according") {
				f.cue[0], who = int(c), x
			}
		}
	}
	if who < 0 {
		switch t.words[x].Lemma {
		case "view", "opinion", "eye", "judgment", "judgement", "word", "account", "telling", "estimation":
		default:
			return f, false
		}
		if !t.marked(x, "in", "by", "to") {
			return f, false
		}
		if who = t.child(x, "nmod:poss"); who < 0 {
			if who = t.child(x, "nmod"); who < 0 || !t.marked(who, "of") {
				return f, false
			}
		}
	}
	if i := f.cue[0] + 2; strings.EqualFold(t.words[f.cue[0]].Text, "according") && i < len(t.words) {
		if p := a.phrase(i, i+near); p >= 0 {
			who = p // the tree often hangs it on something else
		}
	}
	f.speaker, f.sure = a.speaker(who, f.sure)
	f.anonymous = f.speaker == Nobody
	return f, true
}

// hedged appends the frame of an adverb such as "reportedly".
func (a *attributor) hedged(b []frame, w int) []frame {
	t := &a.tree
	for c := t.first[w]; c >= 0; c = t.next[c] {
		if t.words[c].UPOS == "ADV" && hedges[strings.ToLower(t.words[c].Text)] {
			return append(b, frame{speaker: Nobody, stance: quads.Supposes, kind: Hedge, cue: [2]int{int(c), -1},
				anonymous: true, clause: -1, sure: sureOf[Hedge]})
		}
	}
	return b
}

// leads tells whether a phrase opens the sentence, so that it holds for all of
// it.
func (a *attributor) leads(x int) bool {
	t := &a.tree
	for x > 0 {
		c := t.first[x]
		if c < 0 || int(c) > x {
			break
		}
		x = int(c)
	}
	return x == 0 || x == 1 && t.words[0].UPOS == "PUNCT"
}

// trails tells whether a phrase closes the sentence.
func (a *attributor) trails(x int) bool {
	t := &a.tree
	last := len(t.words) - 1
	for last > 0 && t.words[last].UPOS == "PUNCT" {
		last--
	}
	for range maxDepth {
		if last == x {
			return true
		}
		if last = t.head(last); last < 0 {
			return false
		}
	}
	return false
}

// opened tells whether a colon or a quotation mark stands between two words.
func (a *attributor) opened(from, to int) bool {
	for _, w := range a.tree.words[from+1 : to] {
		if w.Text == ":" || quotes(w) {
			return true
		}
	}
	return false
}

// hoisted finds, for a participle of speech behind a comma that hangs within
// what somebody says, the verb of speech above: of "Moscow said the men were
// fleeing, accusing Kiev …" it is Moscow who accuses, wherever the parser
// hangs the participle.
func (a *attributor) hoisted(w, up int, r string) (int, bool) {
	t := &a.tree
	if r != "advcl" && r != "acl" && r != "conj" || t.words[w].XPOS != "VBG" || t.words[w].Relation == "acl:relcl" || up > w {
		return 0, false
	}
	if l := t.words[w].Lemma; !accusing[l] && !a.speaks(w) || w == 0 || t.words[w-1].Text != "," || r == "conj" && t.child(w, "cc") >= 0 {
		return 0, false
	}
	found := -1
	by := t.rel(up) // "tried to win it back by giving gifts, saying …"
	if next := t.head(up); next >= 0 && next < up && (by == "xcomp" || by == "advcl" && t.child(up, "nsubj") < 0) {
		found = next
	}
	for range maxDepth {
		next := t.head(up)
		if next < 0 {
			break
		}
		if t.rel(up) == "ccomp" && a.speaks(next) && next < up && a.quoteOf(w) == a.quoteOf(next) {
			found = next
		}
		up = next
	}
	return found, found >= 0
}
