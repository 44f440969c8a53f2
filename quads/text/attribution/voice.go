package attribution

import "quipu/quads"

// A Voice says for one clause who says it and how far it is said to be so.
type Voice struct {
	// Reported is true where the document does not say the clause on its own
	// account. A reported clause without a speaker is nobody's: it may be kept
	// as a statement, never as a fact of the document.
	Reported bool
	// Speaker says it: of nested speech the innermost one.
	Speaker Speaker
	Stance  quads.Stance // the speaker's; the document's own where nobody speaks
	// Over are those who report the speaker's words, from the inside out:
	// "Berlin" of "Berlin said that Ankara had claimed …".
	Over   []Link
	Quoted bool    // in quotation marks
	By     Kind    // the construction that told
	Cue    []int   // the words that told, in the clause's sentence, ascending
	Sure   float64 // how likely Speaker and Stance are right: 0 to 1
}

// A Speaker is the phrase that names who speaks, by its head word. It may
// stand in another sentence than what is said.
type Speaker struct {
	Sentence, Word int // Sentence is -1 where nobody is named
}

// Nobody is the speaker where none is named or none is safe.
var Nobody = Speaker{Sentence: -1, Word: -1}

// Named tells whether there is a speaker.
func (s Speaker) Named() bool { return s.Sentence >= 0 }

// A Link is a speaker who reports what another one says, and with which stance
// to it: of "Ankara rejected Berlin's claim that …" it is Ankara, who denies.
type Link struct {
	Speaker Speaker
	Stance  quads.Stance
}

// Kind is a construction that tells a speaker.
type Kind uint8

// The constructions.
const (
	Document  Kind = iota // none: the document itself
	Verb                  // "Ankara said (that) …", "told Berlin that …"
	Gerund                // "denied having …", "accused Kiev of …", "vowed to …"
	According             // "according to Ankara", "in Ankara's view"
	Aside                 // "…, Ankara said, …", "as Ankara put it"
	Noun                  // "Ankara's claim that …"
	Quotation             // quotation marks, and who speaks beside or before them
	Colon                 // "Ankara: …"
	Hedge                 // "it appears", "reportedly", "is believed to …"
)

var kindNames = [...]string{"document", "verb", "gerund", "according to", "aside", "noun", "quotation", "colon", "hedge"}

// String is the construction's name.
func (k Kind) String() string { return kindNames[k] }
