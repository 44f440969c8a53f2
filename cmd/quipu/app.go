package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"golang.org/x/term"

	"quipu/quads"
	"quipu/shell/render"
)

// An app is what every command is given of the outside world.
type app struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	helpErr  error // what went wrong while help was shown
	// interrupted reports whether a signal ended the command.
	interrupted func() bool
	// ownInterrupts leaves Ctrl-C to the caller and returns a context that
	// it does not end.
	ownInterrupts func() context.Context
}

// run runs one command line and returns its exit status.
func run(args []string) (status int) {
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv}
	defer func() {
		if bug := recover(); bug != nil {
			fmt.Fprintf(a.err, "quipu: %s\n%s", panicked(bug), debug.Stack())
			status = exitError
		}
	}()
	ctx, stop := a.catch()
	defer stop()
	root := newRoot(a)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		err = a.helpErr
	}
	if usage := (*usageError)(nil); errors.As(err, &usage) && cmd == root && len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		// Flags that only the mistyped command has are not what is wrong.
		err = cmp.Or(a.mistyped(root, args[0]), err)
	}
	return a.report(cmd, err)
}

// catch returns a context that the first signal ends, so that the command can
// clean up; the next signal ends the process.
func (a *app) catch() (context.Context, context.CancelFunc) {
	asked, stopTerm := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	ctx, stopInt := signal.NotifyContext(asked, os.Interrupt)
	stop := func() { stopInt(); stopTerm() }
	detach := context.AfterFunc(ctx, stop)
	a.interrupted = func() bool { return ctx.Err() != nil }
	a.ownInterrupts = func() context.Context {
		detach()
		stopInt()
		a.interrupted = func() bool { return asked.Err() != nil }
		return asked
	}
	return ctx, stop
}

// interruptible ends a read when its context ends: a read of a terminal or a
// pipe that stays silent cannot be ended otherwise.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	type result struct {
		n   int
		err error
	}
	done := make(chan result, 1)
	buf := make([]byte, len(p)) // p is the caller's again once Read returns
	go func() {
		n, err := i.r.Read(buf)
		done <- result{n, err}
	}()
	select {
	case <-i.ctx.Done():
		return 0, i.ctx.Err()
	case r := <-done:
		return copy(p, buf[:r.n]), r.err
	}
}

// screen says how wide the terminal behind a writer is; 0 is no terminal.
func screen(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// note tells a person something on standard error.
func (a *app) note(format string, args ...any) { note(a.err, format, args...) }

func note(w io.Writer, format string, args ...any) {
	const head = "note: "
	text := head + quads.Printable(fmt.Sprintf(format, args...))
	for _, line := range render.Wrap(text, screen(w), strings.Repeat(" ", len(head))) {
		fmt.Fprintln(w, line)
	}
}
