package entity

import "strings"

// recent is a mention that a later one may mean.
type recent struct {
	thing, sentence, head int
	subject               bool
	aside                 bool // before another noun, or in quotation marks: no antecedent
	phrase                *phrase
}

// farthest bounds how many mentions are looked at behind a pronoun.
const farthest = 40

// note remembers a mention for those that follow.
func (r *resolver) note(p *phrase) {
	if p.thing < 0 && p.Kind != Pronoun {
		return
	}
	m := recent{thing: p.thing, sentence: p.Sentence, head: p.Head, phrase: p}
	m.subject = r.tree.relation(p.Head) == "nsubj"
	m.aside = r.tree.relation(p.Head) == "compound" || r.tree.at(p.Words[0]-1) == `"`
	r.recent = append(r.recent, m)
	if len(r.recent) > 4*farthest {
		r.recent = append(r.recent[:0], r.recent[3*farthest:]...)
	}
}

// unique is the one thing of the last sentences that fits: of the sentence
// and the three before it, in its paragraph or the one before. If several fit,
// it is the one that those sentences are about: their only subject among them
// and the most named. -1 for none.
func (r *resolver) unique(p *phrase, fits func(*thing) bool) int {
	found, subject, several, subjects := -1, -1, false, false
	for k := len(r.recent) - 1; k >= 0 && k >= len(r.recent)-farthest; k-- {
		r.steps++
		m := &r.recent[k]
		if m.sentence < p.Sentence-3 || r.sentences[m.sentence].Paragraph < r.sentences[p.Sentence].Paragraph-1 {
			break
		}
		if m.thing < 0 || !fits(&r.things[r.root(m.thing)]) {
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
	case !several:
		return found
	case subject >= 0 && !subjects && r.isTopic(subject, found):
		return subject
	}
	return -1
}

// isTopic reports whether a thing is named more often than all others of its
// type near it could be: at least three times, and twice as often as another.
func (r *resolver) isTopic(thing, other int) bool {
	n := r.things[thing].count
	return n >= 3 && (thing == other || n >= 2*r.things[other].count)
}

// wasSubject reports whether a thing is the subject of a clause of a sentence.
func (r *resolver) wasSubject(thing, s int) bool {
	for k := len(r.recent) - 1; k >= 0 && k >= len(r.recent)-farthest; k-- {
		r.steps++
		m := &r.recent[k]
		if m.sentence < s {
			return false
		}
		if m.sentence == s && m.subject && m.thing >= 0 && r.root(m.thing) == thing {
			return true
		}
	}
	return false
}

// fits reports whether a mention's thing can be what a pronoun means.
func (r *resolver) fits(m *phrase, kind reference) bool {
	if m.thing < 0 {
		return false
	}
	th := &r.things[r.root(m.thing)]
	switch kind {
	case aMan:
		return th.mayBePerson() && th.gender != she
	case aWoman:
		return th.mayBePerson() && th.gender != he
	case aThing:
		if m.Kind == Nominal && m.determiner == noDeterminer {
			return false // "government and military targets"
		}
		switch th.kind {
		case Organisation:
			return th.named || !th.plural
		case Place, Event:
			return !th.plural
		case Other:
			return !th.plural && th.named
		}
	case many:
		return th.kind == Group || th.kind == Person && th.plural || th.kind == Organisation && th.named
	}
	return false
}

// mayBePerson reports whether a thing is one person, or bears a name of two or
// three words that tell nothing else.
func (th *thing) mayBePerson() bool {
	if th.kind != Other {
		return th.kind == Person && !th.plural
	}
	n := strings.Count(th.name, " ")
	return th.named && !th.plural && (n == 1 || n == 2) && !strings.ContainsAny(th.name, "-–&0123456789") &&
		!common(th.key[strings.LastIndexByte(th.key, ' ')+1:])
}
