package text

import (
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/quads"
	"quipu/quads/text/attribution"
	"quipu/quads/text/clause"
	"quipu/quads/text/entity"
	"quipu/quads/text/syntax"
)

// A builder makes claims of the clauses of one document.
type builder struct {
	names     *quads.Names
	node      quad.IRI // the document's
	handle    string   // what tells its "attack" from another's
	text      string
	sentences []clause.Sentence
	entities  *entity.Document
	voices    [][]attribution.Voice
	claims    []Claim
	known     map[quad.IRI]int // by statement node, the index of its claim
	skipped   map[Reason]int
	said      map[quad.Value]bool // the entities that claims are about

	unanswered  int   // sentences that Options.With gave no answer for
	answerError error // the first time
}

// A Reason says why a clause gave no claim.
type Reason string

// The reasons.
const (
	NoSubject  Reason = "without a subject"
	NoObject   Reason = "without an object"
	Unresolved Reason = "of an unresolved pronoun"
	Nameless   Reason = "of a phrase that names nothing"
	Question   Reason = "a question"
	Order      Reason = "an order"
	Property   Reason = "a property, no relation"
	Caused     Reason = "what somebody makes another do"
	Repeated   Reason = "in a repeated sentence"
	Itself     Reason = "of a thing to itself"
	Misplaced  Reason = "of a participle that may not belong to its noun"
)

func (b *builder) skip(r Reason) { b.skipped[r]++ }

// A frame is a clause as a statement of two places, before its words become
// terms.
type frame struct {
	sentence, clause int
	subject          *clause.Argument
	predicate        string
	object           *clause.Argument // nil where value says it
	value            quad.Value
	details          []*clause.Argument
	shape            shape
}

// shape is the way a clause became a frame.
type shape uint8

const (
	active shape = iota
	agentive
	copular
	oblique
	bare // a passive of which nothing else is told
)

func (b *builder) tree(f *frame) *syntax.Tree { return &b.sentences[f.sentence].Tree }

func (b *builder) clauseOf(f *frame) *clause.Clause {
	return &b.sentences[f.sentence].Clauses[f.clause]
}

// build makes the claims of a clause.
func (b *builder) build(sentence, index int) {
	c := &b.sentences[sentence].Clauses[index]
	switch {
	case c.Mood == clause.Asked:
		b.skip(Question)
		return
	case c.Mood == clause.Ordered:
		b.skip(Order)
		return
	}
	f := frame{sentence: sentence, clause: index}
	if reason := b.shapeOf(&f); reason != "" {
		b.skip(reason)
		return
	}
	if f.predicate == "" {
		return // a clause that only reports another one
	}
	if times[strings.ToLower(b.tree(&f).Words[f.subject.Head].Text)] {
		b.skip(Nameless)
		return
	}
	subjects, reason := b.things(&f, f.subject)
	if reason != "" {
		b.skip(reason)
		return
	}
	objects := []thing{{value: f.value, kind: aValue}}
	if f.value == nil {
		if objects, reason = b.things(&f, f.object); reason != "" {
			b.skip(reason)
			return
		}
	}
	for _, s := range subjects {
		for _, o := range objects {
			b.claim(&f, s, o)
		}
	}
}

// againstItself reports whether "the group" was taken for the Taliban, though
// the sentence says that it attacked Taliban forces.
func (b *builder) againstItself(f *frame, subject, object thing) bool {
	s, ok := subject.value.(quad.IRI)
	o, named := object.value.(quad.IRI)
	if !ok || !named || f.subject == nil {
		return false
	}
	name, _ := b.names.Name(s)
	other, _ := b.names.Name(o)
	head := b.tree(f).Words[f.subject.Head].Text
	return !strings.Contains(name, head) && strings.HasPrefix(other, name+" ")
}

// claim adds one claim, or the place of one that the document has already.
func (b *builder) claim(f *frame, subject, object thing) {
	if _, named := subject.value.(quad.IRI); !named {
		b.skip(Nameless)
		return
	}
	if subject.value == object.value || b.againstItself(f, subject, object) {
		b.skip(Itself)
		return
	}
	if b.doubtfulParticiple(f) {
		b.skip(Misplaced)
		return
	}
	predicate, err := quads.Normal(f.predicate)
	if err != nil {
		b.skip(Nameless)
		return
	}
	c := Claim{Claim: quads.Claim{
		Subject: subject.value, Predicate: b.names.IRI(predicate), Object: object.value, Document: b.node,
	}}
	voice := &b.voices[f.sentence][f.clause]
	b.voiced(&c, f, voice)
	span := b.quote(f)
	c.Quote, c.Start, c.End = b.text[span.Start:span.End], span.Start, span.End
	c.Sentence = b.spanOf(f.sentence)
	node := c.Node(b.names)
	if at, ok := b.known[node]; ok {
		b.again(&b.claims[at], span)
		return
	}
	c.Details = b.details(f)
	c.features = b.features(f, voice, subject, object)
	c.Confidence = logistic(&c.features)
	b.known[node] = len(b.claims)
	b.claims = append(b.claims, c)
	b.said[subject.value], b.said[object.value] = true, true
}

// doubtfulParticiple reports whether a participle hangs on a place: of "attacked
// the embassy in Kabul killing six" it is mostly not the place that kills. So
// does one that speaks within what nobody is known to say: it may be that
// speaker's, as in "there are claims that they fled, accusing Kiev".
func (b *builder) doubtfulParticiple(f *frame) bool {
	c := b.clauseOf(f)
	v := &b.voices[f.sentence][f.clause]
	if c.Link == "advcl" && v.Reported && !v.Speaker.Named() && b.tree(f).Words[c.Head].XPOS == "VBG" {
		_, speaks := quads.StanceOf(f.predicate)
		return speaks
	}
	if c.Link != "acl" || f.shape == agentive || b.tree(f).Words[c.Head].XPOS != "VBG" || f.subject == nil {
		return false
	}
	e, ok := b.entities.Of(f.sentence, f.subject.Head)
	return ok && e.Type == entity.Place && !e.Local
}

// mostPlaces bounds the other places that a claim remembers: a text may say one
// thing a million times.
const mostPlaces = 100

// again notes another place of a claim.
func (b *builder) again(c *Claim, at Span) {
	if at.Start == c.Start || len(c.Also) == mostPlaces {
		return
	}
	for _, s := range c.Also {
		if s == at {
			return
		}
	}
	c.Also = append(c.Also, at)
}
