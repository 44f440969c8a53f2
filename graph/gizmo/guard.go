package gizmo

import (
	"fmt"
	"runtime/metrics"
	"time"
)

// The limits of a script. Rows and time are the host's and the context's.
const (
	maxScript    = 64 << 10  // bytes: the parser recurses
	maxCalls     = 1000      // calls within calls
	maxText      = 16 << 20  // bytes of a text made by one call
	maxList      = 100_000   // values in a list given to a step
	maxSteps     = 1000      // steps of a path
	maxColumns   = 1000      // tags of a path, keys of a result
	maxMemory    = 512 << 20 // growth of the heap while a script runs
	watchEvery   = 10 * time.Millisecond
	graceOnceEnd = 50 * time.Millisecond
)

// LimitError says that a script wanted more than it may have.
type LimitError struct{ What string }

// Error says what was too much.
func (e *LimitError) Error() string {
	return e.What + " is more than a script may have: ask for less at once"
}

// guard runs the script in a goroutine of its own and ends it with the context
// or when the heap grows too much. One call of JavaScript's own library (a
// regular expression, say) cannot be interrupted: guard then returns without
// it. What such a script does later comes to nothing, because its context has
// ended and the runtime stops at its next instruction.
func (s *session) guard() error {
	defer s.cancel()
	done := make(chan error, 1)
	go func() { done <- s.run() }()
	watch := time.NewTicker(watchEvery)
	defer watch.Stop()
	before := heap()
	for {
		select {
		case err := <-done:
			return err
		case <-s.ctx.Done():
			return s.end(done, s.ctx.Err())
		case <-watch.C:
			if now := heap(); now > before+s.memory {
				s.cancel()
				return s.end(done, &LimitError{What: fmt.Sprintf("memory of more than %d MiB", s.memory>>20)})
			}
		}
	}
}

// end interrupts the script and gives it a moment to leave.
func (s *session) end(done <-chan error, why error) error {
	s.vm.Interrupt(why)
	select {
	case <-done:
	case <-time.After(graceOnceEnd):
		s.host.close()
	}
	return why
}

// heap returns the bytes of live and unswept objects.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return sample[0].Value.Uint64()
}
