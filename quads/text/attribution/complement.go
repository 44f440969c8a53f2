package attribution

import "quipu/quads"

// openComplement appends the frame of a verb or adjective whose complement w
// has no subject of its own: "vowed to …", "is likely to …", "denied having …".
func (a *attributor) openComplement(b []frame, w, up int) []frame {
	t := &a.tree
	if t.words[up].UPOS == "ADJ" {
		return a.quality(b, up)
	}
	lemma := t.lemma(up)
	var s sense
	var ok bool
	switch {
	case t.infinitive(w):
		if s, ok = infinitiveVerbs[lemma]; !ok {
			if s, ok = finiteVerbs[lemma]; ok && !t.passive(up) && s.stance != quads.Supposes {
				s.stance = quads.Conditional
			}
		}
		if t.passive(up) {
			return a.raised(b, up, lemma)
		}
		if s.stance == quads.Plans && s.whose && t.child(up, "obj") >= 0 {
			s.stance = quads.Conditional // "wants Berlin to leave"
			if lemma == "expect" {
				s.stance = quads.Supposes
			}
		}
	case t.gerund(w):
		if accusing[lemma] && t.marked(w, "of", "for", "with", "over") {
			return a.accusation(b, w, up)
		}
		s, ok = gerundVerbs[lemma]
	case calling[lemma]:
		if t.passive(up) {
			return a.raised(b, up, lemma)
		}
		s, ok = finiteVerbs[lemma], true
		s.whose = true
		if s.stance != quads.Supposes || lemma == "consider" {
			s.stance = quads.Asserts
		}
	default:
		return b // "remained open", "let the men go"
	}
	f := a.verb(up, Gerund)
	switch {
	case !ok:
		f.speaker, f.stance, f.anonymous, f.sure = Nobody, quads.Conditional, true, .6
	case !s.whose:
		f.speaker, f.anonymous, f.stance, f.kind = Nobody, false, s.stance, Document
	default:
		f.stance = s.stance
	}
	return append(b, f)
}

// raised appends the frame of "is believed to …", "is said to …".
func (a *attributor) raised(b []frame, up int, lemma string) []frame {
	f := a.verb(up, Hedge)
	s, ok := finiteVerbs[lemma]
	if i, found := infinitiveVerbs[lemma]; !ok && found {
		s, ok = i, true
	}
	switch {
	case lemma == "find" || lemma == "know" || lemma == "see":
		f.stance, f.anonymous = quads.Asserts, f.speaker != Nobody
	case infinitiveVerbs[lemma].stance == quads.Conditional || lemma == "design" || lemma == "mean" || lemma == "intend":
		f.stance = quads.Conditional // "was told to leave"
	case ok && !infinitiveVerbs[lemma].whose && infinitiveVerbs[lemma].stance == quads.Asserts:
		f.stance, f.anonymous, f.speaker = quads.Asserts, false, Nobody // "was forced to"
	case ok && f.anonymous:
		f.stance = weakest(s.stance)
	case ok:
		f.stance = s.stance
	default:
		f.stance = quads.Conditional
	}
	return append(b, f)
}

// quality appends the frame of a predicate adjective or noun: "is likely to".
func (a *attributor) quality(b []frame, up int) []frame {
	t := &a.tree
	s, ok := adjectives[t.words[up].Lemma]
	if !ok && t.words[up].UPOS == "NOUN" {
		if s, ok = nouns[t.words[up].Lemma]; ok {
			s.whose = false
			s.stance = weakest(s.stance)
		}
	}
	f := a.verb(up, Hedge)
	switch {
	case !ok:
		f.speaker, f.stance, f.anonymous, f.sure = Nobody, quads.Conditional, true, .6
	case !s.whose:
		f.speaker, f.stance, f.anonymous = Nobody, s.stance, s.stance != quads.Asserts
	default:
		f.stance, f.kind = s.stance, Verb
		if f.anonymous {
			f.stance = weakest(s.stance)
		}
	}
	return append(b, f)
}
