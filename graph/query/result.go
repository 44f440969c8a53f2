package query

import (
	"github.com/cayleygraph/quad"
)

// Kind is the shape of a result.
type Kind int

// The kinds of result.
const (
	Table  Kind = iota
	Answer      // yes or no: one row, the variable "answer", a boolean, with evidence
	Walks       // rows of one path
)

// Row is one solution: a cell a variable.
type Row struct {
	Cells []Cell
	Why   []Evidence // with Options.Why, and of an Answer
	Nodes Nodes      // for every term of the row; rows share it

	made *part // what a script put the row together of; else nil
}

// Cell is a value: exactly one of Term and Path, or neither (unbound).
type Cell struct {
	Term quad.Value
	Path *Path
	Word bool // the term is a word of the question, such as "denied", and none of the graph
}

// Triple is a statement.
type Triple struct{ S, P, O quad.Value }

// Source is a label resolved: a document, organisation or person; or a
// speaker in a document.
type Source struct {
	Label    quad.Value // the stored label
	Speaker  quad.Value // nil where the label is itself the source
	Document quad.Value
}

// Evidence is a triple and the labels that fit the pattern it matched
// (nil Label in Sources: unlabelled).
type Evidence struct {
	Triple
	Sources []Source
	// Detail says that the triple only describes a bracketed statement which
	// another piece of the row's evidence has as its object.
	Detail bool
}

// Path is a walk.
type Path struct {
	Hops   []Hop
	Weight float64 // of a weighted walk
	Rests  *Rests  // of a walk of several hops; else nil
}

// Hop is an edge as it is stored, with everyone who states it. A denied hop
// is no edge: its sources are those who deny it, their Label the statement
// node.
type Hop struct {
	Evidence
	Forward bool
	Denied  bool
	// Merged says that names which mean one thing were joined to see the hop:
	// what the graph has instead is in the row's Why. Set with Options.Why.
	Merged bool
}
