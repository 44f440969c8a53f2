package analysis

import "context"

// workSteps is how many steps are made between two looks at the context.
const workSteps = 4096

// work counts comparisons, and looks at the context once in a while.
type work struct {
	ctx  context.Context
	done int
	next int // when to look again
}

// step counts one, and returns the context's error once it has one.
func (w *work) step() error {
	w.done++
	if w.done < w.next {
		return nil
	}
	w.next = w.done + workSteps
	return w.ctx.Err()
}
