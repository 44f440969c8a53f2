package main

import (
	"context"
	"errors"
	"flag"
	"os"
	"time"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/shell"
)

// reviewFlags are those of quipu review.
type reviewFlags struct {
	db, as    string
	wait      time.Duration
	request   shell.ReviewRequest
	export    string
	agreement bool
}

func newReview(a *app) *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "review [--db FILE] [flags]",
		Short: "decide on claims that were taken from texts",
		Long: `Review shows each claim that was taken from a text and waits for a decision, beside
its sentence with the quote marked: who says it, how, how likely it is right, and
what others say. On a terminal single keys decide; ? shows them all. From a pipe
commands do, one a line: accept, reject, edit A → p → B, undo, … (help lists them).

A decision is written into the store at once, signed with the analyst. What was
rejected leaves the graph, and does not come back when the text is extracted again.

--export writes all decisions to a file, .csv or .jsonl (- is standard output).
--agreement A B compares the decisions in two such files, or two stores, by Cohen's
kappa: over the claims that both decided.`,
		Example: `  quipu review --db case.quipu --below 0.7
  quipu review --db case.quipu --accept-above 0.9 --dry-run
  quipu review --db case.quipu --export decisions.csv
  quipu review --agreement alice.csv bob.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case f.agreement:
				return a.agreement(cmd.Context(), args)
			case len(args) > 0:
				return usagef("review takes no arguments but --agreement's two: give --db FILE and flags")
			}
			if err := a.settleDB(&f.db); err != nil {
				return err
			}
			if f.export != "" {
				return a.exportDecisions(cmd.Context(), f.db, f.export)
			}
			return a.review(cmd.Context(), f)
		},
	}
	flags := cmd.Flags()
	registerDB(flags, &f.db)
	registerWait(flags, &f.wait)
	registerAs(flags, &f.as)
	filters := flag.NewFlagSet("", flag.ContinueOnError)
	f.request.Register(filters)
	flags.AddGoFlagSet(filters)
	flags.StringVar(&f.export, "export", "", "write all decisions to `FILE`, .csv or .jsonl, and ask nothing")
	flags.BoolVar(&f.agreement, "agreement", false, "compare the decisions in two files, or stores: --agreement A B")
	return cmd
}

// review runs a review on a store.
func (a *app) review(ctx context.Context, f reviewFlags) (err error) {
	// A store that is missing would be an empty one to write to.
	if _, err := os.Stat(f.db); err != nil {
		return err
	}
	g, err := graph.Open(ctx, f.db, graph.Options{Wait: f.wait})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	c := shell.Config{
		Graph: g, DB: f.db, Analyst: a.analyst(f.as),
		In: a.in, Out: a.out, Err: a.err,
		Terminal: a.terminal(),
		Color:    a.color(),
		Width:    func() int { return screen(a.out) },
	}
	if c.Terminal {
		ctx = a.ownInterrupts()
	} else {
		c.In = interruptible{ctx, a.in}
	}
	return shell.Review(ctx, c, f.request)
}
