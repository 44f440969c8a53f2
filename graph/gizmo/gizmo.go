package gizmo

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
)

// Host is the graph a script is run over, as far as a script needs it: names
// are found, trees are run, results are taken.
type Host interface {
	// Resolve finds the term that each plain text means, nil where nothing
	// here is meant. A predicate is never a literal.
	Resolve(ctx context.Context, texts []string, place Place) ([]quad.Value, error)
	// Has returns those of the terms that occur in the graph, in order.
	Has(ctx context.Context, terms []quad.Value) ([]quad.Value, error)
	// Solve runs a tree and calls f for each solution, the values in the
	// order of vars, nil where unbound. f may call the Host.
	Solve(ctx context.Context, tree algebra.Node, vars []string, f func([]quad.Value) error) error
	// Put takes a result.
	Put(Output) error
	// Missing is told of an IRI that the graph does not have.
	Missing(quad.IRI)
	// Unproved is told of a step whose quads are no part of the evidence of
	// the rows behind it.
	Unproved(step string)
	// Prefixes returns the prefixes of prefixed names with their
	// namespaces.
	Prefixes() map[string]string
}

// Place is where in a quad a text stands.
type Place int

// The places.
const (
	Vertex    Place = iota // an entity or a literal
	Predicate              // never a literal
)

// Output is one result of a script: a tree whose solutions are rows, or one
// row that the script put together (Tree is nil).
type Output struct {
	Tree    algebra.Node
	Columns []Column
	Bare    bool // made of one value that is no object
}

// Column is a column of an Output.
type Column struct {
	Name string // "id", a tag, a key of an object, "value"
	Var  string // of the Tree
	// Of a row without a Tree: the value, and whether it is JSON's text of
	// lists and objects.
	Value  quad.Value
	Nested bool
}

// Script is a text to be run.
type Script struct {
	File   string // for messages
	Text   string
	Params map[string]quad.Value // $NAME in the script
	Used   func(param string)    // called when a script reads $NAME; may be nil
}

// Run runs a script over a host; its results go to Host.Put, in order.
//
// Errors are *quads.SyntaxError with the place in the script, *ParamError,
// *LimitError, and those of the host and of the context as they are. Run returns soon after
// the context ends, whatever the script does.
func Run(ctx context.Context, host Host, script Script) error {
	s, err := newSession(ctx, host, script)
	if err != nil {
		return err
	}
	return s.guard()
}
