package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/quads"
)

func newVerify(a *app) *cobra.Command {
	var db string
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "check a store",
		Long: `Verify reads the whole file of a store: every block with its checksum, the order and
the number of its quads, the names, the history; then that the words of each claim
stand at their place in the text that is kept of its document. Each fault is a line
of the output that says what is wrong and where; then the exit status is 1. The file is not
changed, and others may use it meanwhile.`,
		Example: `  quipu verify case.quipu`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := a.storeArg(args, &db, 0); err != nil {
				return err
			}
			return a.verify(cmd.Context(), db)
		},
	}
	registerDB(cmd.Flags(), &db)
	return cmd
}

func (a *app) verify(ctx context.Context, db string) (err error) {
	g, err := graph.Open(ctx, db, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	var faults []error
	bar := a.progress()
	err = g.Verify(ctx, func(fault error) { faults = append(faults, fault) },
		func(done, of int64) { bar.part("checking", done, of) })
	bar.stop()
	for _, f := range faults {
		if cause := errors.Unwrap(f); cause != nil {
			f = cause // which file it is, and what to do, is said once
		}
		if _, failed := fmt.Fprintln(a.out, clean(f.Error())); failed != nil {
			return errors.Join(err, failed)
		}
	}
	switch {
	case err != nil:
		return err
	case len(faults) > 0:
		return fmt.Errorf("%s: %s found; restore it from a backup, or export what can still be read", db, quads.Count(len(faults), "fault"))
	}
	if err := a.checkQuotes(ctx, g, db); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: no faults\n", quads.Printable(db))
	return err
}
