package shell

import (
	"context"
	"errors"
	"os"
	"os/signal"
)

// errInterrupted ends what a person stopped with Ctrl-C.
var errInterrupted = errors.New("interrupted")

// catchInterrupts keeps Ctrl-C from ending the process. While a line is
// edited the terminal sends none; they come while something runs.
func catchInterrupts() (<-chan os.Signal, func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	return c, func() { signal.Stop(c) }
}

// interruptible runs f with a context that Ctrl-C ends; its error is then
// errInterrupted.
func (s *session) interruptible(ctx context.Context, f func(context.Context) error) error {
	select { // what was pressed before is over
	case <-s.signals:
	default:
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-s.signals:
			cancel(errInterrupted)
		case <-done:
		}
	}()
	defer func() { // a watcher left behind would take the next command's Ctrl-C
		close(done)
		<-watched
	}()
	err := f(ctx)
	if err != nil && errors.Is(context.Cause(ctx), errInterrupted) {
		return errInterrupted
	}
	return err
}
