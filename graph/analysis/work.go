package analysis

import "context"

// work counts steps, and looks at a context once in a while.
type work struct {
	ctx  context.Context
	done int
	next int // when to look again
}

const (
	workSteps = 1 << 15 // of some nanoseconds each, between two looks
	mapSteps  = 16      // what a look into large maps counts as
)

// step counts steps, and returns the context's error once it has one.
func (w *work) step(n int) error {
	if w.done += n; w.done < w.next {
		return nil
	}
	w.next = w.done + workSteps
	return w.ctx.Err()
}
