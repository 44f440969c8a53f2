// Package clause finds the clauses of a sentence in its tree: a verb, or a
// predicate noun or adjective, with its subject and what else belongs to it.
//
// The parts of "Maar may be the leader of the Hand" are: subject "Maar", verb
// "be", relation "may be", mood hedged, complement "the leader", oblique "of"
// "the Hand". A predicate noun's "of" or "to" is an argument of its own, so that
// two names meet in one statement.
//
// A clause without a subject of its own inherits one: joined verbs, infinitives,
// participles, relative clauses. What no rule of grammar settles has none. Who
// reports a clause is a matter of package attribution; moods that nobody voices
// ("it appears", "is believed to") are settled here.
//
// Its rules are those of English grammar over Universal Dependencies: who is
// the subject of a participle, what two joined verbs share, what is hedged.
package clause

// A Clause is one predicate and what belongs to it. All numbers are indices
// of words of its sentence's tree.
type Clause struct {
	Head     int        // the word the clause hangs on: verb, predicate noun or adjective
	Verb     string     // its lemma, with a particle: "carry out"; "be" of a copula
	Relation []int      // the verb with its auxiliaries and particle, ascending: "has carried out", "is"; empty in an apposition
	Subject  *Argument  // nil where nobody can tell
	Args     []Argument // what follows: objects first, then the others as they stand
	Passive  bool       // the subject is who it was done to
	Negated  bool       // not, never, no …
	Mood     Mood       // by its own words and by what governs it without a voice: "seems to"
	Hedge    []int      // the words that make its mood or its negation
	Parent   int        // the clause it hangs from, an index of the list; -1
	Link     string     // how it hangs there: root, ccomp, xcomp, csubj, advcl, acl, acl:relcl, conj, parataxis, appos
}

// An Argument is what fills a place of a clause.
type Argument struct {
	Role   Role
	Case   string // its preposition, "in accordance with"; "" without one
	Head   int    // its head word
	Words  []int  // all its words, ascending, without the preposition
	Clause int    // the clause it consists of, an index of the list; -1
}

// Role is the part an argument plays.
type Role uint8

// The roles.
const (
	Object     Role = iota // whom or what: "arrested eleven people"
	Recipient              // "gave ISIS-K an opportunity"
	Complement             // what a copula says of its subject, what it is named
	Agent                  // of a passive: "by US intelligence"
	Oblique                // behind a preposition: "through Ukraine"
	When                   // a time
	Where                  // a place
	Content                // a clause: that …, to …
)

// Mood is how far a clause says that something is so.
type Mood uint8

// The moods.
const (
	Fact        Mood = iota
	Hedged           // it appears, may have, believed to be, reportedly
	Conditional      // would, if, unless
	Planned          // will, is to, prepares to
	Asked            // a question
	Ordered          // an imperative
)
