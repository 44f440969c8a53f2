package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/quads"
)

func newBackup(a *app) *cobra.Command {
	var db string
	var o graph.BackupOptions
	cmd := &cobra.Command{
		Use:   "backup FILE TO [--overwrite]",
		Short: "copy a store while it is in use",
		Long: `Backup writes a copy of a store, with its history, as it is at that moment. Others may
read and write the store meanwhile. The copy appears under its name when it is whole;
a file of that name is kept unless --overwrite lets it be replaced, and nothing but a
store is. A damaged store is not copied.`,
		Example: `  quipu backup case.quipu /media/stick/case.quipu
  quipu backup case.quipu case-$(date +%F).quipu
  quipu backup case.quipu yesterday.quipu --overwrite`,
		RunE: func(cmd *cobra.Command, args []string) error {
			rest, err := a.storeArg(args, &db, 1)
			if err != nil {
				return err
			}
			return a.backup(cmd.Context(), db, rest[0], o)
		},
	}
	registerDB(cmd.Flags(), &db)
	cmd.Flags().BoolVar(&o.Overwrite, "overwrite", false, "replace TO, if that is a store")
	return cmd
}

func (a *app) backup(ctx context.Context, db, to string, o graph.BackupOptions) (err error) {
	if to == "" {
		return usagef("TO is empty: name the file to copy to")
	}
	if sameFile(db, to) {
		return fmt.Errorf("%s is the store itself: name another file to copy it to", to)
	}
	g, err := graph.Open(ctx, db, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	bar := a.progress()
	o.Progress = func(done, of int64) { bar.part("copying", done, of) }
	err = g.Backup(ctx, to, o)
	bar.stop()
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s exists: name another file, or let it be replaced with --overwrite", to)
	case err != nil:
		return err
	}
	copied, err := os.Stat(to)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "copied %s to %s: %s\n", quads.Printable(db), quads.Printable(to), quads.Count(copied.Size(), "byte"))
	return err
}
