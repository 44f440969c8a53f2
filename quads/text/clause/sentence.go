package clause

import "quipu/quads/text/syntax"

// A Sentence is a parsed sentence of a document with its clauses.
type Sentence struct {
	Tree      syntax.Tree
	Clauses   []Clause
	Paragraph int // which paragraph of the document it stands in, from 0
}
