package attribution

import (
	"slices"

	"quipu/quads"
	"quipu/quads/text/clause"
	"quipu/quads/text/entity"
)

// Attribute returns for each clause of each sentence of a document who says
// it. The entities tell whom a pronoun means; without them (nil) only what
// the sentences themselves make safe is resolved.
func Attribute(sentences []clause.Sentence, e *entity.Document) [][]Voice {
	a := &attributor{sentences: sentences, entities: e, last: Nobody}
	a.findQuotations()
	out := make([][]Voice, len(sentences))
	for i := range sentences {
		out[i] = a.sentence(i)
	}
	a.continueQuotations()
	for i := range out {
		for j := range out[i] {
			a.settle(&out[i][j])
		}
	}
	return out
}

// attributor is what is known while a document is gone through.
type attributor struct {
	sentences []clause.Sentence
	entities  *entity.Document
	tree      tree
	quotes    []quotation
	firsts    []int   // of each sentence, the number of words before it
	inside    []int32 // for each word of the document one more than its quotation's index; 0
	last      Speaker // who spoke last
	buffer    []frame
	asides    []frame // of the sentence, by surface.go
}

// sentence returns the voices of a sentence's clauses. Speakers of quotations
// are settled later: their names may follow.
func (a *attributor) sentence(i int) []Voice {
	s := &a.sentences[i]
	if len(s.Clauses) == 0 {
		return nil // also of a sentence too long to be one
	}
	t := &a.tree
	t.reset(i, s)
	a.attributeQuotations()
	out := make([]Voice, len(s.Clauses))
	spoke := Nobody
	for j := range s.Clauses {
		c := &s.Clauses[j]
		if c.Head < 0 || c.Head >= len(t.words) {
			out[j] = Voice{Speaker: Nobody, Stance: quads.Conditional, Reported: true}
			continue
		}
		a.buffer = a.frames(a.buffer[:0], c.Head)
		a.enquote(c.Head)
		out[j] = combine(a, c, a.buffer)
		if n := len(a.buffer); n > 0 && a.buffer[n-1].speaker.Named() && spoke == Nobody {
			spoke = a.buffer[n-1].speaker
		}
	}
	if spoke == Nobody {
		for w := range t.words { // "…", she said: the verb may stand alone
			if q := a.quoteOf(w); q >= 0 && a.quotes[q].speaker.Named() {
				spoke = a.quotes[q].speaker
			}
		}
	}
	if spoke != Nobody {
		a.last = spoke
	}
	return out
}

// enquote adds the frame of the quotation that the word stands in, unless a
// frame's verb already stands outside it.
func (a *attributor) enquote(w int) {
	q := a.quoteOf(w)
	if q < 0 {
		return
	}
	for i := range a.buffer {
		f := &a.buffer[i]
		if a.quoteOf(f.cue[0]) == q || f.kind == Document || f.kind == Hedge && f.speaker == Nobody {
			continue
		}
		p := &a.quotes[q]
		if p.plain && p.speaker.Sentence == a.tree.number {
			a.buffer = a.buffer[:i]
			break
		}
		if f.speaker.Named() && !p.speaker.Named() {
			p.speaker, p.sure, p.cue = f.speaker, f.sure, f.cue[0]
		}
		return
	}
	f := frame{speaker: quoted(q), stance: quads.Asserts, kind: a.quotes[q].kind, cue: [2]int{-1, -1}, clause: -1, sure: 1}
	if p := &a.quotes[q]; p.cue >= 0 && p.speaker.Sentence == a.tree.number {
		f.cue[0] = p.cue
		switch s := finiteVerbs[a.tree.words[p.cue].Lemma].stance; s {
		case quads.Warns, quads.Conditional:
			f.stance = s
		}
	}
	a.buffer = append(a.buffer, f)
}

// settle puts the speakers of quotations in their places and names none that
// is doubtful.
func (a *attributor) settle(v *Voice) {
	v.Speaker = a.settled(v.Speaker, &v.Sure, 0)
	for i := range v.Over {
		v.Over[i].Speaker = a.settled(v.Over[i].Speaker, &v.Sure, 0)
	}
	if v.Speaker.Named() && v.Sure < doubtful {
		v.Speaker = Nobody
	}
	v.Sure = likely(v.Sure)
	if v.By == Document {
		v.Sure = min(v.Sure, .97)
	}
	v.Over = slices.DeleteFunc(v.Over, func(l Link) bool { return !l.Speaker.Named() || l.Speaker == v.Speaker })
}

// doubtful is what the arcs of the tree and the rules must come to before a
// speaker is named. On the texts that the rules were tuned on, one in three of
// those below it was wrong.
const doubtful = .2

// likely turns the product of the arcs' and the rules' likelihoods, which are
// far from independent, into how often the answer is right: .2 to .81, .3 to
// .87, .5 to .94, as found on the tuned texts.
func likely(p float64) float64 {
	q := 1 - p
	return .98 - .33*q*q*q
}

// settled returns the speaker of a quotation in place of the quotation.
func (a *attributor) settled(s Speaker, sure *float64, depth int) Speaker {
	if s.Sentence > pending || depth > 3 {
		if s.Sentence < 0 {
			return Nobody
		}
		return s
	}
	q := &a.quotes[pending-s.Sentence]
	if q.speaker == Nobody {
		return Nobody
	}
	*sure *= q.sure
	return a.settled(q.speaker, sure, depth+1)
}
