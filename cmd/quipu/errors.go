package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"quipu/graph/query"
	"quipu/quads"
)

// The exit statuses.
const (
	exitOK          = 0
	exitError       = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// A usageError is a command line that cannot be meant.
type usageError struct{ what string }

func (e *usageError) Error() string { return e.what }

func usagef(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// A timeoutError is the end of --timeout, whatever it came upon: reading the
// graph, the query, or the writing of its rows.
type timeoutError struct{ after time.Duration }

func (e *timeoutError) Error() string {
	return fmt.Sprintf("stopped after --timeout %s: the answer is not complete; ask for less, or give it longer", e.after)
}

// The words of usage errors that more than one command has.
const (
	needsGraph   = "no graph: give --db FILE or -i INPUT, or set QUIPU_DB"
	needsDB      = "no store: give --db FILE, or set QUIPU_DB"
	dbAndInput   = "--db and -i exclude each other: -i makes a graph in memory of its own"
	atNeedsDB    = "--at needs a store, which has a history: give --db FILE, or set QUIPU_DB"
	stdinTwice   = "standard input (-) can be read once"
	needsQuery   = "no query: give one in quotes, or -f FILE.query, or - to read it from standard input"
	manyQueries  = "the query is several arguments: put it in quotes"
	needsInput   = "no input: give a file, or - for standard input"
	needsRemoval = "nothing to remove: give -i INPUT, --source NAME or a pattern in quotes"
	oneRemoval   = "-i, --source and a pattern exclude each other: give one"
)

func panicked(bug any) string {
	return fmt.Sprintf("internal error: %v\n"+
		"This is a fault of quipu. What was committed before is kept; please report what follows.", bug)
}

// report writes what ended a command, once, and returns the exit status.
func (a *app) report(cmd *cobra.Command, err error) int {
	var usage *usageError
	var asked *query.UsageError
	switch {
	case err == nil:
		return exitOK
	case a.interrupted():
		fmt.Fprintln(a.err, "quipu: interrupted")
		return exitInterrupted
	case errors.Is(err, syscall.EPIPE):
		return exitError // the reader of a pipe has gone, which needs no words
	case errors.As(err, &usage):
		fmt.Fprintf(a.err, "quipu: %s\nTry '%s --help'.\n", clean(usage.what), cmd.CommandPath())
		return exitUsage
	}
	status := exitError
	if errors.As(err, &asked) {
		status = exitUsage
	}
	fmt.Fprintln(a.err, "quipu: "+clean(words(err)))
	var syntax *quads.SyntaxError
	if errors.As(err, &syntax) {
		if excerpt := syntax.Excerpt(); excerpt != "" {
			fmt.Fprintln(a.err, "  "+strings.ReplaceAll(excerpt, "\n", "\n  "))
		}
	}
	return status
}

// words says an error to a person: of a file, without the system call that
// met it.
func words(err error) string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok && len(joined.Unwrap()) == 1 {
		err = joined.Unwrap()[0]
	}
	if file, ok := err.(*fs.PathError); ok {
		return file.Path + ": " + file.Err.Error()
	}
	return err.Error()
}

// clean makes a message of several lines harmless to a terminal.
func clean(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = quads.Printable(line)
	}
	return strings.Join(lines, "\n")
}
