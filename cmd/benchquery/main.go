// Command benchquery measures the engine on generated quads, beside loops
// written by hand and Cayley's paths, and checks every answer against one
// that was worked out from the lines.
//
//	benchquery -n 5M -dir /big/disk > table.md
//	benchquery -n 5M -dir /big/disk -run triangles -profile cpu.out
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"time"

	"quipu/cmd/internal/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchquery:", err)
		os.Exit(1)
	}
}

// settings are the flags.
type settings struct {
	dir      string
	n        bench.Quantity
	which    *regexp.Regexp
	repeat   int
	patience time.Duration
	profile  string
	list     bool
}

func run(ctx context.Context, args []string, out, log io.Writer) (err error) {
	s := settings{n: 5_000_000, which: regexp.MustCompile("")}
	f := flag.NewFlagSet("benchquery", flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&s.dir, "dir", "", "a `FOLDER` for inputs, stores and answers, which stay there\n(default a temporary one)")
	f.Var(&s.n, "n", "how many `QUADS`, as 500k or 5M")
	f.Func("run", "measure only the rows whose names match a `REGEXP`", func(text string) (err error) {
		s.which, err = regexp.Compile(text)
		return err
	})
	f.IntVar(&s.repeat, "repeat", 5, "how often each is measured, short ones oftener unless it is 1; the median counts")
	f.DurationVar(&s.patience, "patience", 2*time.Minute, "how long one row may take")
	f.StringVar(&s.profile, "profile", "", "write a `FILE` with the processor's profile of what was measured")
	f.BoolVar(&s.list, "list", false, "only list the rows")
	if err := f.Parse(args); err != nil {
		return err
	}
	if f.NArg() > 0 || s.repeat < 1 {
		return errors.New("flags alone, please, and a -repeat of 1 or more: -h tells them")
	}
	if s.dir == "" {
		if s.dir, err = os.MkdirTemp("", "benchquery-*"); err != nil {
			return err
		}
		defer os.RemoveAll(s.dir)
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	return s.measure(ctx, out, log)
}
