// Package entity finds out what the phrases of a text speak of: names and what
// they name, the phrases and pronouns that mean the same thing, dates and
// numbers as literals.
//
// It joins carefully. What one reader would call the same beyond doubt within
// one text is joined: a full name and its surname, a name and the initials
// that the text gives for it, "the group" behind the only group that was just
// spoken of. What is probable is an Offer, with its reason, that a person
// decides. What the text itself tells apart ("ISIS-K … is an offshoot of
// Islamic State") is neither joined nor offered.
//
// Its neighbours: the sentences come parsed from package clause; packages
// attribution and text ask Of and Value for the head words of a clause's
// arguments. It reads English, and knows no more of the world than the
// countries of country.go and the word lists of words.go.
package entity
