package query

import (
	"fmt"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/eval"
	"quipu/quads"
)

// LimitError says that a query has more rows than Options.MaxRows.
type LimitError = eval.LimitError

// MemoryError says that a query would hold more rows than it may.
type MemoryError = eval.MemoryError

// DefaultMaxHeld is how many rows a query may hold unless Options say
// otherwise: some 100 to 300 bytes each.
const DefaultMaxHeld = eval.DefaultMaxHeld

// AmbiguousError says that a name means several entities: the shell asks, a
// script fails with the list.
type AmbiguousError struct {
	Name       string
	Candidates []quad.IRI
}

// Error lists the candidates.
func (e *AmbiguousError) Error() string {
	var list []string
	for _, c := range e.Candidates {
		list = append(list, "<"+quads.Printable(string(c))+">")
	}
	return fmt.Sprintf("'%s' means %d entities; write the one you mean: %s",
		quads.Printable(e.Name), len(list), strings.Join(list, ", "))
}

// UsageError is a wrong way to ask, as opposed to a wrong query: an unknown
// language, a missing or unknown parameter, a value of the wrong type.
type UsageError struct {
	Param string // the parameter, if it is one's fault
	What  string
}

// Error says what is wrong and what to do.
func (e *UsageError) Error() string { return e.What }
