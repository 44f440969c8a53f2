// Package sentence cuts a text into sentences and words, each with its place in
// the text's bytes.
package sentence

// A Token is a word or a mark, as Universal Dependencies cuts English: "don't"
// is "do" and "n't", "Kiev's" is "Kiev" and "'s".
type Token struct {
	Text       string // as it is read: a quotation mark is " whatever its form
	Start, End int    // bytes of the text
}

// A Sentence is a run of tokens.
type Sentence struct {
	Start, End int // bytes of the text, from its first token to its last
	Tokens     []Token
}
