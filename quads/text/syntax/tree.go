// Package syntax tells the words of a sentence their part of speech and which
// word each depends on, as Universal Dependencies for English does
// (universaldependencies.org, version 2).
//
//	m, err := syntax.Default()
//	p := m.NewParser() // one for each goroutine
//	tree := p.Parse(sentence.Tokens)
//
// The model is part of the program; docs/MODEL.md says what it was learned
// from, how well it does and where it fails. The network is quads/text/syntax/network,
// learning quads/text/syntax/train, which the program does not contain.
package syntax

import "quipu/quads/text/sentence"

// A Word is a token in its place in the tree.
type Word struct {
	sentence.Token
	Lemma    string // "be" of "were"
	UPOS     string // universal part of speech: NOUN, PROPN, VERB, AUX, …
	XPOS     string // Penn Treebank tag: NN, VBD, VBN, …
	Head     int    // index of the word it depends on; -1 for the root
	Relation string // with its subtype: nsubj, nsubj:pass, obl, …
}

// A Tree is a sentence with its dependencies.
type Tree struct {
	Words []Word
	// Sure is how likely each word's head and relation are right, from 0 to 1;
	// nil in a tree that was read rather than parsed.
	Sure []float32
}
