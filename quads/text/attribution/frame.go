package attribution

import (
	"quipu/quads"
	"quipu/quads/text/clause"
)

// A frame is one layer of speech around a clause.
type frame struct {
	speaker Speaker // Nobody where none is named, or safe
	stance  quads.Stance
	kind    Kind
	cue     [2]int // words that tell; the second may be -1
	negated bool   // "did not say", "cannot rule out"
	// anonymous speech is somebody's, but nobody knows whose: "it is said".
	// Otherwise a frame without a speaker is the document's own account.
	anonymous bool
	// given is a noun's frame: that Berlin made the claim is so, whatever is
	// done with it ("Ankara rejected Berlin's claim that …").
	given bool
	// clause is that of the cue, an index of the sentence's clauses; -1. What
	// it supposes ("may have said") weakens what is inside.
	clause int
	sure   float64
}

// maxDepth bounds how far a clause is followed upwards in its tree.
const maxDepth = 40

// frames appends to b the layers of speech around the clause with head w,
// from the inside out.
func (a *attributor) frames(b []frame, w int) []frame {
	t := &a.tree
	from, via := -1, "" // the word from which w was reached, and by which relation
	sure := 1.0
	head := w
	for range maxDepth {
		n := len(b)
		b = a.aside(b, w, from, via)
		up := t.head(w)
		if up < 0 {
			if len(b) == 0 {
				b = a.reread(b, head)
			}
			if len(b) == 0 {
				b = a.surface(b, head)
			}
			return b
		}
		up, r, firm := a.governor(w, up, t.rel(w))
		if len(b) > n {
			b[len(b)-1].sure *= sure
		}
		switch {
		case firm:
			sure *= max(t.arc(w), .9)
		case r == "conj": // whichever of the joined verbs it is, one speaks of all
			sure *= max(t.arc(w), .7)
		default:
			sure *= t.arc(w)
		}
		n = len(b)
		b = a.embedding(b, w, up, r)
		if len(b) > n {
			for i := n; i < len(b); i++ {
				b[i].sure *= sure
			}
			sure = 1
		}
		if skip, ok := a.hoisted(w, up, r); ok {
			up = skip
		} else if skip, ok := a.outside(w, up); ok && r == "conj" {
			up = skip
		}
		from, via, w = w, r, up
	}
	return append(b, frame{speaker: Nobody, stance: quads.Asserts, kind: Hedge, cue: [2]int{w, -1}, anonymous: true, clause: -1, sure: .5})
}

// embedding appends the frame that lies between w and the word it hangs on.
func (a *attributor) embedding(b []frame, w, up int, r string) []frame {
	t := &a.tree
	switch r {
	case "ccomp":
		return a.content(b, w, up)
	case "csubj":
		if t.passive(up) || t.words[up].UPOS == "ADJ" {
			return a.content(b, w, up)
		}
	case "parataxis":
		if up < w && a.speaks(up) && !a.speaks(w) && t.child(up, "ccomp", "obj") < 0 && a.opened(up, w) {
			return a.content(b, w, up)
		}
	case "xcomp":
		return a.openComplement(b, w, up)
	case "advcl":
		return a.adverbial(b, w, up)
	case "acl":
		if t.words[w].Relation != "acl:relcl" {
			return a.nominal(b, w, up)
		}
	case "noun": // of governor
		return a.nominal(b, w, up)
	case "obl", "nmod", "obj":
		if t.gerund(w) && accusing[t.words[up].Lemma] && t.marked(w, "of", "for", "with", "over") {
			return a.accusation(b, w, up)
		}
	}
	return b
}

// content appends the frame of a verb, adjective or noun whose clause w is.
func (a *attributor) content(b []frame, w, up int) []frame {
	t := &a.tree
	if t.gerund(w) && !t.marked(w, "that") {
		return a.openComplement(b, w, up)
	}
	if t.words[up].UPOS == "ADJ" || t.words[up].UPOS == "NOUN" && t.child(up, "cop") >= 0 {
		return a.quality(b, up)
	}
	if w > up && a.ownSubject(up) == w {
		return b // `"…", wrote the engineer`, taken for what is said
	}
	if a.asideComplement(w, up) {
		return b // an aside, whatever the parser calls it
	}
	lemma := t.lemma(up)
	s, ok := finiteVerbs[lemma]
	if !ok {
		s, ok = finiteVerbs[t.words[up].Lemma]
	}
	f := a.verb(up, Verb)
	unnamed := f.anonymous && (t.passive(up) || a.weather(up))
	switch {
	case !ok && a.circulating(&f, up):
	case !ok:
		f.speaker, f.stance, f.anonymous, f.sure = Nobody, quads.Conditional, true, .6
	case !s.whose:
		f.speaker, f.stance, f.kind = Nobody, s.stance, Hedge
	case unnamed && lemma != "tell" && lemma != "inform":
		f.stance = weakest(s.stance)
	default:
		f.stance = s.stance
	}
	if f.negated && lemma == "rule_out" {
		f.negated, f.stance = false, quads.Supposes
	}
	if f.negated && f.stance == quads.Asserts {
		f.speaker, f.anonymous = Nobody, true // who did not say it is no source of it
	}
	if t.marked(w, "whether", "if") && f.stance == quads.Asserts {
		f.stance = quads.Conditional
	}
	if t.child(w, "expl") < 0 && a.demanded(w, up, lemma) {
		f.stance = quads.Conditional
	}
	return append(b, f)
}

// circulating makes the frame of "reports are circulating that …" and tells
// whether it is one.
func (a *attributor) circulating(f *frame, up int) bool {
	t := &a.tree
	subject := t.child(up, "nsubj", "nsubj:pass")
	if subject < 0 {
		return false
	}
	s, ok := nouns[t.words[subject].Lemma]
	if !ok || !s.whose {
		return false
	}
	f.speaker, f.stance, f.kind, f.cue, f.sure = Nobody, weakest(s.stance), Noun, [2]int{subject, up}, sureOf[Noun]
	if owner := a.owner(subject); owner >= 0 {
		f.speaker, f.sure = a.speaker(owner, f.sure)
		f.stance = s.stance
	}
	f.anonymous = f.speaker == Nobody
	return true
}

// demanded tells whether w is what is wished for: "insisted that he leave".
func (a *attributor) demanded(w, up int, lemma string) bool {
	switch lemma {
	case "demand", "insist", "request", "require", "order", "propose", "recommend", "ask", "urge", "suggest":
		t := &a.tree
		return t.words[w].XPOS == "VB" && t.child(w, "aux") < 0 && !t.marked(w, "to")
	}
	return false
}

// weather tells whether a verb's subject is the "it" that means nothing.
func (a *attributor) weather(w int) bool {
	t := &a.tree
	s := t.child(w, "expl", "nsubj:pass", "nsubj")
	return s >= 0 && t.words[s].Lemma == "it"
}

// weakest turns what nobody named asserts into a supposition.
func weakest(s quads.Stance) quads.Stance {
	if s == quads.Asserts {
		return quads.Supposes
	}
	return s
}

// verb returns the frame of a verb and its speaker, whose stance is still to
// be said.
func (a *attributor) verb(v int, k Kind) frame {
	t := &a.tree
	f := frame{stance: quads.Asserts, kind: k, cue: [2]int{v, -1}, negated: t.negated(v), clause: int(t.clause[v]), sure: sureOf[k]}
	if p := t.child(v, "compound:prt"); p >= 0 {
		f.cue[1] = p
	}
	subject := -1
	if t.passive(v) {
		subject = a.agent(v)
	} else {
		subject = a.subject(v)
		if subject >= 0 && a.nobody(subject) {
			f.negated = !f.negated
			subject = -1
		}
	}
	f.speaker, f.sure = a.speaker(subject, f.sure)
	f.anonymous = f.speaker == Nobody
	return f
}

// sureOf is how often a construction tells the speaker rightly.
var sureOf = [...]float64{Document: 1, Verb: .97, Gerund: .95, According: .96, Aside: .95, Noun: .9, Quotation: .9, Colon: .9, Hedge: .9}

// moodOf is what the clause of a cue makes of its own verb.
func (a *attributor) moodOf(f *frame) clause.Mood {
	if f.clause < 0 {
		return clause.Fact
	}
	return a.tree.clauses[f.clause].Mood
}
