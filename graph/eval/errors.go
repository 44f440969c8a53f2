package eval

import "fmt"

// LimitError says that there are more rows than Options.MaxRows.
type LimitError struct{ Max int }

// Error says what to do.
func (e *LimitError) Error() string {
	return fmt.Sprintf("more than %d rows: narrow the query, add a limit, or raise --max-rows", e.Max)
}

// MemoryError says that an operator which must hold rows (a sort, a group, a
// hash join, a path) would hold more than Options.MaxHeld.
type MemoryError struct{ Max int }

// Error says what to do.
func (e *MemoryError) Error() string {
	return fmt.Sprintf("the query would hold more than %d rows in memory: narrow it, or add conditions that join its parts", e.Max)
}

// TreeError is a tree that cannot be run: the fault of who built it.
type TreeError struct{ What string }

// Error says what is wrong with the tree.
func (e *TreeError) Error() string { return "query tree: " + e.What }

func badTree(format string, args ...any) error {
	return &TreeError{What: fmt.Sprintf(format, args...)}
}
