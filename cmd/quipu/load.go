package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/quads"
)

func newLoad(a *app) *cobra.Command {
	var db, as string
	var f loadFlags
	var replace bool
	var wait time.Duration
	cmd := &cobra.Command{
		Use:   "load --db FILE [--replace] INPUT…",
		Short: "put files into a store",
		Long: `Load reads all inputs into a store in one transaction: all of it appears, or
nothing does. The store is created if it is missing. An input is a file or "-"; its
format comes from its extension or --from. Loading the same again adds nothing.

With --replace, the quads under the sources that the inputs declare are replaced by
what the inputs now say.`,
		Example: `  quipu load --db case.quipu case.arrows
  quipu load --db case.quipu --source 'Reuters, 23 March 2024' facts.nt.gz
  quipu load --db case.quipu --replace notes.arrows
  curl -s https://example.org/data.nq | quipu load --db case.quipu --from nquads -`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef(needsInput)
			}
			if err := a.settleDB(&db); err != nil {
				return err
			}
			if err := f.check(args); err != nil {
				return err
			}
			words := []string{"load"}
			if replace {
				words = append(words, "--replace")
			}
			ctx := a.signed(cmd.Context(), as, append(words, baseNames(args)...)...)
			return a.loadStore(ctx, db, graph.Options{Base: f.base, Wait: wait}, args, f, replace)
		},
	}
	registerDB(cmd.Flags(), &db)
	registerWait(cmd.Flags(), &wait)
	registerAs(cmd.Flags(), &as)
	f.register(cmd)
	f.registerMemory(cmd.Flags())
	cmd.Flags().BoolVar(&replace, "replace", false, "replace what the inputs' sources said before")
	return cmd
}

// settleDB takes QUIPU_DB where --db is not given. A command that changes a
// store needs one of them.
func (a *app) settleDB(db *string) error {
	if *db == "" {
		*db = a.getenv("QUIPU_DB")
	}
	if *db == "" {
		return usagef(needsDB)
	}
	return nil
}

func (a *app) loadStore(ctx context.Context, db string, o graph.Options, inputs []string, f loadFlags, replace bool) (err error) {
	g, err := openStore(ctx, db, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	r, err := f.run(ctx, a, g, inputs, replace)
	if err != nil {
		return err
	}
	report := fmt.Sprintf("%s new, %s already there", quads.Grouped(r.Added), quads.Grouped(r.Read-r.Added))
	if replace {
		report = fmt.Sprintf("added %s, removed %s, unchanged %s", quads.Grouped(r.Added), quads.Grouped(r.Removed), quads.Grouped(r.Unchanged))
		if r.Existed > 0 { // given twice, or under sources that the inputs do not declare
			report += ", already there " + quads.Grouped(r.Existed)
		}
	}
	if r.Unlabelled > 0 {
		a.note("%s without a source: --source NAME names one", quads.Count(r.Unlabelled, "quad"))
	}
	if r.Changed > 0 {
		a.note("%s brought to normal form (Unicode NFC, single spaces)", quads.Count(r.Changed, "name"))
	}
	_, err = fmt.Fprintf(a.out, "read %s: %s\n", quads.Count(r.Read, "quad"), report)
	return err
}
