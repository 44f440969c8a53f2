// Package network is the neural network of the tagger and parser: what it
// reads of a word, its weights, and how it scores heads, relations and tags.
//
// Two layers of bidirectional LSTM (Hochreiter and Schmidhuber 1997) read the
// sentence. On their output stand linear classifiers for the tags, a biaffine
// classifier for the head of each word and a small perceptron for its relation
// (after Dozat and Manning 2017).
package network
