package syntax

import (
	_ "embed"
	"sync"
	"unicode"
	"unicode/utf8"

	"quipu/quads/text/syntax/network"
)

// A Model is a trained tagger, parser and lemmatizer. Goroutines share one.
type Model struct {
	network *network.Network
	lemmas  *lemmas
}

//go:embed english.model
var embedded string

var standard = sync.OnceValues(func() (*Model, error) { return Open(embedded) })

// Default returns the model for English that is part of the program.
func Default() (*Model, error) { return standard() }

// Open reads a model from the bytes of its file, parts of which it keeps. An
// error says that the file is damaged or of another version.
func Open(file string) (*Model, error) {
	n, table, err := network.Unmarshal(file)
	if err != nil {
		return nil, err
	}
	return newModel(n, table), nil
}

// newModel makes a model of a network and the table that Lemmas made.
func newModel(n *network.Network, lemmas string) *Model {
	l := readLemmas(lemmas)
	l.known = func(word string) bool {
		_, ok := n.Vectors.Words.Find(word)
		return ok
	}
	return &Model{n, l}
}

// isName reports whether a word with a capital, at the beginning of a sentence,
// can only be a name: nobody writes it otherwise.
func (m *Model) isName(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(r) {
		return false
	}
	_, known := m.network.Vectors.Words.Find(network.Fold(word))
	return !known && m.network.LearnedWord(word) == 0
}
