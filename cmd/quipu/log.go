package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/shell"
)

func newLog(a *app) *cobra.Command {
	var db string
	var f answerFlags
	var limit int
	cmd := &cobra.Command{
		Use:   "log [--db FILE] [-o FORMAT] [N | NAME]",
		Short: "tell who changed what in a store, and when",
		Long: `Log lists the commits of a store, the newest first: when each was made, by whom, by
which command, and how many quads it added and removed. With the number of a commit
it shows the quads that this one added (+) and removed (-); with a name, all quads
with that name in any place that were ever added or removed, with their commits. A
name of digits is quoted as in the notation: "'17'".

What is listed can be asked as it was: query, run, export, stats and find take --at.`,
		Example: `  quipu log --db case.quipu
  quipu log --db case.quipu 17
  quipu log --db case.quipu -o json Crocus City Hall attack`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.settleDB(&db); err != nil {
				return err
			}
			if limit < 0 {
				return usagef("--limit cannot be negative")
			}
			if err := checkFormat(f.format, foundFormats); err != nil {
				return err
			}
			if err := f.settle(a); err != nil {
				return err
			}
			what := strings.TrimSpace(strings.Join(args, " "))
			if what != "" && cmd.Flags().Changed("limit") {
				return usagef("--limit is for the list of commits: leave out %s, or --limit", what)
			}
			return a.log(cmd.Context(), db, what, limit, f)
		},
	}
	registerDB(cmd.Flags(), &db)
	f.registerFormat(cmd, foundFormats)
	cmd.Flags().IntVar(&limit, "limit", 0, "list the newest `N` commits (default: all)")
	return cmd
}

func (a *app) log(ctx context.Context, db, what string, limit int, f answerFlags) (err error) {
	g, err := graph.Open(ctx, db, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	return shell.WriteLog(ctx, a.out, g, what, shell.LogOptions{
		Format: f.format, Render: a.rendering(g, f), Limit: limit,
		Note: func(text string) { a.note("%s", text) },
	})
}
