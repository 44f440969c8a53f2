// Package attribution finds out who says each clause of a text, and whether it
// is asserted, denied, doubted, warned of, planned, feared or only supposed.
//
// # How
//
// From the head of a clause the rules climb its sentence's tree. Whatever
// speaks of the clause on the way is a frame: the verb above ("said that"), a
// noun ("the claim that"), what stands beside ("according to", "…, the union
// said"), and last the quotation marks around it, which may open sentences
// before. Frames stand from the inside out, so "Berlin said that Ankara had
// claimed …" has two. Each has a speaker, or nobody, and a stance.
//
// Trees are often wrong just there. Three files put right what the words tell
// better: governor.go ("that" behind a word of speech opens what is said),
// joined.go (a joined verb of speech with its own subject is not said by the
// one before), and, for clauses about which the tree says nothing, surface.go
// (asides between commas).
//
// # Stances
//
// A clause begins with the stance of its own words: asserts; negated ("did
// not", "nobody"); supposes ("may have", "reportedly"); plans ("will");
// conditional ("would", "if", a question). "Would" behind a verb of speech is
// a "will" told in the past. Then each frame, from the inside out, changes it,
// until the first that names a speaker, who has the result:
//
//	frame        asserts      negated      supposes     plans        example of the first column
//	asserts      asserts      negated      supposes     plans        Ankara said it had paid
//	supposes     supposes     negated      supposes     plans        it appears that …; police believe …
//	denies       denies       conditional  denies       denies       Ankara denied having paid
//	doubts       doubts       conditional  doubts       doubts       Ankara doubts that …
//	warns of     warns of     negated      warns of     warns of     Ankara warned that …
//	plans        plans        negated      plans        plans        Ankara vowed to …
//	fears        fears        negated      fears        fears        doctors fear that …
//	conditional  conditional  conditional  conditional  conditional  Ankara demanded that …, asked whether …
//	negated      negated      conditional  negated      negated      Ankara failed to …
//
// A frame that is itself denied leaves open what it speaks of (conditional),
// and who "did not say" a thing is no source of it. Three are more than that:
// "does not believe" doubts, "has no doubt" and "cannot rule out" suppose,
// "does not plan to" is negated.
//
// Of the frames outside the first speaker, those with a name are kept as
// [Voice.Over], and what they do not assert takes the ground from the inner
// speech:
//
//	Berlin said that Ankara had claimed X        Ankara asserts X, over it Berlin asserts
//	Berlin rejected Ankara's claim that X        Ankara asserts X, over it Berlin denies: the claim was made
//	Berlin rejected claims that X                Berlin denies X: nobody else is named
//	Berlin denied that Ankara had claimed X      nobody, conditional: perhaps nobody claimed it
//	Ankara is said to have claimed X             Ankara supposes X
//	Ankara said it appeared that X               Ankara supposes X
//	Ankara said there were reports that X        Ankara supposes X
//	Ankara denied claims that it may have done X Ankara denies X
//
// # When nobody knows
//
// No speaker is better than a wrong one. A clause within speech whose speaker
// is not named, or not safely, is Reported and has none: it must not be taken
// for a fact of the document. So is the clause of a verb that the tables do
// not know.
//
// The tables of words are in words.go. The package knows nothing of names:
// a speaker is the head word of a phrase, for package entity to name.
package attribution
