// Package match ranks pairs of names in a graph that may mean one thing, for a
// person to decide: with "same as" or "different from".
//
//	pairs, err := match.Rank(ctx, g, src, match.Options{Limit: 20})
//
// What is compared are the names of entities and all labels that the graph has
// for them, in any language, in Latin letters: spelling as it differs from one
// transcription to another costs little, any other difference much; a name may
// stand for another that has its words among more, or be the initials of its
// words. What begins with a small letter is a description, no name, and matches
// nothing but itself in other letters. What the graph says of both speaks for a
// pair; one's type or a statement about both speaks against it. Each pair has
// its reasons in words.
//
// Not every pair is compared: names meet in blocks of those that have a rare
// word, its consonants but for one, or initials in common, and a block of too
// many is passed over. The work grows with the number of names.
//
// Nothing is written, and the order is the same for the same graph.
package match
