package entity

// A Document is what a text speaks of.
type Document struct {
	Entities []*Entity // in the order of their first mentions
	Offers   []Offer   // pairs that may be one thing, in the order of their first mentions
	Values   []Value   // dates and numbers, in the order of the text
	Vague    []Value   // times that stay words, with a report and no literal

	at words
}

// An Entity is one thing that a text speaks of.
type Entity struct {
	Name string // a normal name of package quads: "Volodymyr Zelensky", "Russian authorities"
	Type Type
	// Local is true of a description that means this thing in this text only:
	// another document's "attack" or "11 people" are others. Its Name needs
	// the document beside it to be unique in a graph.
	Local    bool
	Aliases  []Alias   // other names of it in this text, in the order of the text
	Mentions []Mention // in the order of the text
}

// A Type says what kind of thing an entity is.
type Type uint8

// The types. Group is of people without an organisation: "civilians".
const (
	Other Type = iota
	Person
	Organisation
	Place
	Event
	Group
)

var typeNames = [...]string{"other", "person", "organisation", "place", "event", "group"}

// String is the type's name, as it stands in a graph: "person".
func (t Type) String() string { return typeNames[t] }

// An Alias is another name of an entity, and why it is taken for one.
type Alias struct {
	Name   string
	Reason string // "initials of Islamic State", "surname of Volodymyr Zelensky"
}

// A Mention is a phrase that speaks of an entity.
type Mention struct {
	Sentence int   // index of the sentence
	Head     int   // index of its head word
	Words    []int // indices of its words, ascending, without determiner and preposition
	Kind     Kind
}

// Kind is the way of a mention.
type Kind uint8

// The kinds.
const (
	Named     Kind = iota // by a name: "President Zelensky"
	Nominal               // by a common noun: "the president"
	Pronoun               // by a pronoun: "he", "their"
	Adjective             // by a country's adjective: the "Russian" of "Russian authorities"
)

var kindNames = [...]string{"named", "nominal", "pronoun", "adjective"}

// String is the kind's name: "pronoun".
func (k Kind) String() string { return kindNames[k] }

// An Offer is a pair of names that may mean one thing. A person decides.
type Offer struct {
	Name, Other string
	Reason      string
	Confidence  float64 // from 0 to 1
}

// Of returns the entity of the mention whose head is a word of a sentence; of
// a name, any of its words will do. A pronoun that nobody can be sure of has
// none, and neither have dates.
func (d *Document) Of(sentence, word int) (*Entity, bool) {
	i, ok := d.at.entity(sentence, word)
	if !ok {
		return nil, false
	}
	return d.Entities[i], true
}

// Value returns the date or number that a word of a sentence belongs to.
func (d *Document) Value(sentence, word int) (*Value, bool) {
	i, ok := d.at.value(sentence, word)
	if !ok {
		return nil, false
	}
	return &d.Values[i], true
}

// words says for each word of a text which entity's mention it heads and
// which value it is part of: one more than the index, 0 for none, -1 for a
// time that stays words.
type words struct {
	first    []int // of each sentence, and the number of all words
	entities []int32
	values   []int32
}

func (w *words) entity(sentence, word int) (int, bool) { return w.get(w.entities, sentence, word) }
func (w *words) value(sentence, word int) (int, bool)  { return w.get(w.values, sentence, word) }

func (w *words) get(of []int32, sentence, word int) (int, bool) {
	if sentence < 0 || sentence+1 >= len(w.first) || word < 0 {
		return 0, false
	}
	i := w.first[sentence] + word
	if i >= w.first[sentence+1] || of[i] <= 0 {
		return 0, false
	}
	return int(of[i]) - 1, true
}
