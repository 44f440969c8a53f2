// Command evaltext measures how well news text is turned into claims: the
// extraction of statements, their attribution, the parser, the speed.
//
//	evaltext carb
//	evaltext attribution --errors tuned
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

// A command is one thing to measure. Its flags are its own.
type command struct {
	name, what string
	run        func(ctx context.Context, args []string, out io.Writer) error
}

var commands = []command{
	{"carb", "open information extraction on CaRB's dev part", evalCarb},
	{"articles", "the claims of the articles in testdata/text", evalArticles},
	{"calibration", "how right claims of each confidence are", evalCalibration},
	{"speed", "sentences a second from document to claims", evalSpeed},
	{"parse", "tags and trees on UD English EWT", evalParse},
	{"attribution", "who says what, on labelled texts", evalAttribution},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "evaltext:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say what to measure:" + usage())
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(ctx, args[1:], out)
		}
	}
	return fmt.Errorf("%q is nothing to measure; there is:%s", args[0], usage())
}

func usage() string {
	var b strings.Builder
	for _, c := range commands {
		fmt.Fprintf(&b, "\n  %-12s %s", c.name, c.what)
	}
	return b.String()
}

func newFlags(name string) *flag.FlagSet {
	return flag.NewFlagSet("evaltext "+name, flag.ContinueOnError)
}

// dataFolder is where the data lies that the repository does not hold.
func dataFolder() string {
	if d := os.Getenv("QUIPU_DATA"); d != "" {
		return d
	}
	return "../shared/data"
}
