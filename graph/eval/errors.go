package eval

import (
	"fmt"

	"quipu/quads"
)

// LimitError says that there are more rows than Options.MaxRows.
type LimitError struct{ Max int }

// Error says what to do.
func (e *LimitError) Error() string {
	return fmt.Sprintf("more than %s: narrow the query, add a limit, or raise --max-rows (in the shell: .limit rows)", quads.Count(e.Max, "row"))
}

// MemoryError says that an operator which must hold rows (a sort, a group, a
// hash join, a path) would hold more than Options.MaxHeld.
type MemoryError struct{ Max int }

// Error says what to do.
func (e *MemoryError) Error() string {
	return fmt.Sprintf("the query would hold more than %s in memory: narrow it, add conditions that join its parts, or raise --max-held (in the shell: .limit held)", quads.Count(e.Max, "row"))
}

// TreeError is a tree that cannot be run: the fault of who built it.
type TreeError struct{ What string }

// Error says what is wrong with the tree.
func (e *TreeError) Error() string { return "query tree: " + e.What }

func badTree(format string, args ...any) error {
	return &TreeError{What: fmt.Sprintf(format, args...)}
}
