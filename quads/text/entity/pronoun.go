package entity

// reference is what kind of thing a personal pronoun can mean.
type reference uint8

const (
	aMan   reference = iota + 1 // he
	aWoman                      // she
	aThing                      // it
	many                        // they
)

var personal = map[string]reference{
	"he": aMan, "him": aMan, "his": aMan, "himself": aMan,
	"she": aWoman, "her": aWoman, "hers": aWoman, "herself": aWoman,
	"it": aThing, "its": aThing, "itself": aThing,
	"they": many, "them": many, "their": many, "theirs": many, "themselves": many,
}

var reflexive = fields("himself herself itself themselves")

// antecedent is what a pronoun means, -1 where nobody can be sure.
func (r *resolver) antecedent(p *phrase) int {
	t := &r.tree
	if relative[p.noun] {
		return r.relativeTo(p)
	}
	kind := personal[p.noun]
	if t.relation(p.Head) == "expl" || kind == aThing && r.isImpersonal(p.Head) {
		return -1
	}
	k, decided := r.subjectOf(p, kind)
	if k >= 0 || decided || reflexive[p.noun] {
		return k
	}
	here, clash := r.fitting(p, kind, p.Sentence)
	if here >= 0 || clash {
		return here
	}
	if r.sentences[p.Sentence].Paragraph > 0 && p.Sentence > 0 &&
		r.sentences[p.Sentence-1].Paragraph != r.sentences[p.Sentence].Paragraph && kind != aMan && kind != aWoman {
		return -1
	}
	there, _ := r.fitting(p, kind, p.Sentence-1)
	if there >= 0 && (kind == many || kind == aThing) && !r.wasSubject(there, p.Sentence-1) {
		return -1
	}
	return there
}

// isImpersonal reports whether "it" stands for a clause: "it appears that".
func (r *resolver) isImpersonal(head int) bool {
	t := &r.tree
	if t.lower[head] != "it" || t.relation(head) != "nsubj" {
		return false
	}
	verb := t.head(head)
	if verb < 0 {
		return true
	}
	return t.child(verb, "ccomp") >= 0 || t.child(verb, "csubj") >= 0 || t.words[verb].UPOS == "ADJ"
}

// relativeTo is what "who" or "which" means: the noun that its clause hangs
// from.
func (r *resolver) relativeTo(p *phrase) int {
	t := &r.tree
	at := p.Head
	for range deepest {
		if at = t.head(at); at < 0 {
			return -1
		}
		if t.words[at].Relation != "acl:relcl" {
			continue
		}
		noun := t.head(at)
		if noun < 0 || noun >= p.Head || r.heads[noun] < 0 || r.phrases[r.heads[noun]].Kind == Pronoun {
			return -1
		}
		return r.phrases[r.heads[noun]].thing
	}
	if p.noun == "who" {
		return r.rightBefore(p.Head)
	}
	return -1
}

// rightBefore is the person or group whose phrase "who" follows, for where
// the tree does not say.
func (r *resolver) rightBefore(head int) int {
	at := head - 1
	if r.tree.at(at) == "," {
		at--
	}
	if at < 0 || r.heads[at] < 0 || r.phrases[r.heads[at]].thing < 0 {
		return -1
	}
	k := r.root(r.phrases[r.heads[at]].thing)
	if is := r.things[k].kind; is != Person && is != Group {
		return -1
	}
	return k
}

// subjectOf is the subject of the clause that "its" or "himself" stands in,
// or of the verb of saying or thinking above the clause of "he", if it fits.
// decided says that nothing else can be meant.
func (r *resolver) subjectOf(p *phrase, kind reference) (thing int, decided bool) {
	t := &r.tree
	at := p.Head
	own := t.relation(p.Head) == "nsubj" // the subject itself: look one clause up
	for range deepest {
		up := t.head(at)
		if up < 0 {
			return -1, false
		}
		c := t.child(up, "nsubj")
		if c >= 0 && c < p.Head && c != at && !(own && t.head(p.Head) == up) {
			if r.heads[c] < 0 || t.at(c-1) == `"` {
				return -1, false
			}
			subject := &r.phrases[r.heads[c]]
			if subject.thing >= 0 && r.fits(subject, kind) {
				if r.rival(p, subject, kind) {
					return -1, true
				}
				return r.root(subject.thing), true
			}
			return -1, subject.thing < 0 && personal[subject.noun] == kind
		}
		at = up
	}
	return -1, false
}

// rival reports whether something else between a subject and a pronoun fits
// as well: "Russia told Ukraine that it …".
func (r *resolver) rival(p, subject *phrase, kind reference) bool {
	object := r.tree.words[p.Head].Relation != "nmod:poss" && r.tree.relation(p.Head) != "nsubj"
	for k := len(r.recent) - 1; k >= 0 && k >= len(r.recent)-farthest; k-- {
		r.steps++
		m := &r.recent[k]
		if m.sentence != p.Sentence || m.head <= subject.Head {
			break
		}
		if !r.fits(m.phrase, kind) || r.root(m.thing) == r.root(subject.thing) || m.aside {
			continue
		}
		if m.phrase.Kind == Named || object || kind != aThing {
			return true
		}
	}
	return false
}

// fitting is the one thing mentioned in a sentence, before the pronoun, that
// fits, or the one subject among several; clash says that several fit.
func (r *resolver) fitting(p *phrase, kind reference, s int) (thing int, clash bool) {
	found, subject, several, subjects := -1, -1, false, false
	for k := len(r.recent) - 1; k >= 0 && k >= len(r.recent)-farthest; k-- {
		r.steps++
		m := &r.recent[k]
		if m.sentence < s {
			break
		}
		if m.thing < 0 && personal[m.phrase.noun] == kind && m.sentence <= s && m.head != p.Head {
			return -1, true // they … their: whoever they are
		}
		if m.aside || m.sentence > s || m.sentence == p.Sentence && (m.head >= p.Head || r.tree.within(p.Head, m.head)) || !r.fits(m.phrase, kind) {
			continue
		}
		root := r.root(m.thing)
		several = several || found >= 0 && found != root
		found = root
		if m.subject {
			subjects = subjects || subject >= 0 && subject != root
			subject = root
		}
	}
	switch {
	case found < 0 || !several:
		return found, false
	case subject >= 0 && !subjects && (kind == aMan || kind == aWoman || kind == aThing) && r.isSubject(p):
		return subject, true
	}
	return -1, true
}

// isSubject reports whether a pronoun is a subject or owns one: those go on
// with what the sentence before was about.
func (r *resolver) isSubject(p *phrase) bool {
	t := &r.tree
	if t.relation(p.Head) == "nsubj" {
		return true
	}
	h := t.head(p.Head)
	return t.words[p.Head].Relation == "nmod:poss" && h >= 0 && t.relation(h) == "nsubj"
}
