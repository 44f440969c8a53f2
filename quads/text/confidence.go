package text

import (
	"math"
	"strings"

	"quipu/quads"
	"quipu/quads/text/attribution"
	"quipu/quads/text/syntax"
)

// features are what tells how likely a claim is right, each about 0 to 1.
type features [featureCount]float64

const (
	fSure        = iota // how sure the parser is of the clause's words, on average
	fLeastSure          // of the least sure of the words that decide
	fSubjectName        // the subject is an entity with a name
	fSubjectRef         // a pronoun, resolved
	fSubjectText        // a phrase named with its words
	fObjectName         // the object is an entity with a name
	fObjectValue        // a date or a number
	fObjectText
	fDependent // the clause is no main clause: a participle, a relative clause
	fJoined    // it is joined to another
	fReported  // somebody says it
	fSpeaker   // how unsure it is who
	fStance    // it is not asserted
	fPassive
	fCopular
	fOblique // its object stands behind a preposition
	fLength  // of the sentence
	fSpan    // of the quote in it
	fAll     // how sure the parser is of all the words that decide, together
	fConditional
	fPersonal // the sentence speaks of "I", "we", "you": letters and comments more than news
	featureCount
)

// FeatureNames are the names of what Claim.Features returns.
func FeatureNames() []string { return append([]string(nil), featureNames[:]...) }

var featureNames = [featureCount]string{
	"fSure", "fLeastSure", "fSubjectName", "fSubjectRef", "fSubjectText", "fObjectName", "fObjectValue", "fObjectText",
	"fDependent", "fJoined", "fReported", "fSpeaker", "fStance", "fPassive", "fCopular", "fOblique", "fLength", "fSpan",
	"fAll", "fConditional", "fPersonal",
}

// logistic is how likely a claim with these features is right. See docs/TEXT.md
// for how its weights were found and measured.
func logistic(x *features) float64 {
	sum := weights.bias
	for i, w := range weights.of {
		sum += w * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

func (b *builder) features(f *frame, v *attribution.Voice, subject, object thing) features {
	c, t := b.clauseOf(f), b.tree(f)
	var x features
	x[fSure], x[fLeastSure], x[fAll] = sureness(f, c.Relation, t)
	set := func(i int, is bool) {
		if is {
			x[i] = 1
		}
	}
	set(fSubjectName, subject.kind == aName)
	set(fSubjectRef, subject.kind == aReference)
	set(fSubjectText, subject.kind == aPhrase)
	set(fObjectName, object.kind == aName)
	set(fObjectValue, object.kind == aValue)
	set(fObjectText, object.kind == aPhrase)
	set(fDependent, c.Link != "root" && c.Link != "ccomp" && c.Link != "parataxis" && c.Link != "conj")
	set(fJoined, c.Link == "conj")
	set(fReported, v.Reported)
	x[fSpeaker] = 1 - v.Sure
	set(fStance, v.Stance != quads.Asserts && v.Stance != "")
	set(fConditional, v.Stance == quads.Conditional)
	set(fPersonal, isPersonal(t))
	set(fPassive, c.Passive)
	set(fCopular, f.shape == copular)
	set(fOblique, f.shape == oblique)
	x[fLength] = math.Min(float64(len(t.Words))/50, 1)
	span := b.quote(f)
	x[fSpan] = math.Min(float64(span.End-span.Start)/400, 1)
	return x
}

// isPersonal reports whether a sentence speaks of who writes or reads it.
func isPersonal(t *syntax.Tree) bool {
	for i := range t.Words {
		if w := &t.Words[i]; w.UPOS == "PRON" {
			switch strings.ToLower(w.Text) {
			case "i", "me", "my", "we", "us", "our", "you", "your":
				return true
			}
		}
	}
	return false
}

// sureness is how sure the parser is of the words that make a frame: the mean,
// the least, and the product. A tree that was not parsed is certain.
func sureness(f *frame, relation []int, t *syntax.Tree) (mean, least, all float64) {
	if t.Sure == nil {
		return 1, 1, 1
	}
	least, all = 1, 1
	n := 0
	look := func(word int) {
		sure := float64(t.Sure[word])
		mean += sure
		least = math.Min(least, sure)
		all *= sure
		n++
	}
	for _, w := range relation {
		look(w)
	}
	if f.subject != nil {
		look(f.subject.Head)
	}
	if f.object != nil {
		look(f.object.Head)
	}
	if n == 0 {
		return 1, 1, 1
	}
	return mean / float64(n), least, all
}
