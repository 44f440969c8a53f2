package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/quads"
)

func newCompact(a *app) *cobra.Command {
	var db, forget string
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "compact FILE [--forget-before N|DATE]",
		Short: "make the file of a store smaller",
		Long: `Compact writes the file of a store anew, without what nothing needs any more, and
puts it in the place of the old one when it is whole. Interrupted, it leaves the old
one. Others may read meanwhile; who writes has to wait.

The history is kept. With --forget-before 17 what came before commit 17 can no longer
be asked for; the graph as of commit 17 and all after it can. With a date or a time,
all can be asked for that was there from then on.`,
		Example: `  quipu compact case.quipu
  quipu compact case.quipu --forget-before 2026-01-01`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := a.storeArg(args, &db, 0); err != nil {
				return err
			}
			var o graph.CompactOptions
			if cmd.Flags().Changed("forget-before") { // an empty variable of a script is no wish to keep all
				m, err := graph.ParseMoment(forget)
				if err != nil {
					return usagef("--forget-before: %s", err)
				}
				o.ForgetBefore = &m
			}
			return a.compact(cmd.Context(), db, wait, o)
		},
	}
	registerDB(cmd.Flags(), &db)
	registerWait(cmd.Flags(), &wait)
	cmd.Flags().StringVar(&forget, "forget-before", "", "drop the history before commit `N`, or before a DATE or time")
	return cmd
}

func (a *app) compact(ctx context.Context, db string, wait time.Duration, o graph.CompactOptions) (err error) {
	before, err := os.Stat(db) // a store that is missing would be an empty one to write to
	if err != nil {
		return err
	}
	g, err := graph.Open(ctx, db, graph.Options{Wait: wait})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	bar := a.progress()
	o.Progress = func(done, of int64) { bar.part("compacting", done, of) }
	err = g.Compact(ctx, o)
	bar.stop()
	if err != nil {
		return err
	}
	after, err := os.Stat(db)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: %s before, %s now\n", quads.Printable(db),
		quads.Count(before.Size(), "byte"), quads.Grouped(after.Size()))
	return err
}
