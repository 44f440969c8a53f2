package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"quipu/graph"
	"quipu/quads"
	"quipu/shell"
)

func newShell(a *app) *cobra.Command {
	var f graphFlags
	cmd := &cobra.Command{
		Use:   "shell [--db FILE] [INPUT…]",
		Short: "explore and write in a session",
		Long: `Shell opens a session: statements are written down, questions are answered. From a
pipe it runs statements and prints plainly; the first error ends it. Without --db the
graph is in memory; with it, inputs are first loaded into the store, which is created
if it is missing.`,
		Example: `  quipu shell case.arrows
  quipu shell --db case.quipu
  quipu shell --db case.quipu < more.arrows`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.inputs = args
			if len(args) == 0 && f.db == "" {
				f.db = a.getenv("QUIPU_DB")
			}
			return a.openShell(cmd.Context(), f)
		},
	}
	registerDB(cmd.Flags(), &f.db)
	registerWait(cmd.Flags(), &f.wait)
	registerAs(cmd.Flags(), &f.as)
	f.load.register(cmd)
	return cmd
}

// openShell runs a session on a store or on inputs in memory.
func (a *app) openShell(ctx context.Context, f graphFlags) (err error) {
	if err := f.load.check(f.inputs); err != nil {
		return err
	}
	g, err := a.sessionGraph(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	c := shell.Config{
		Graph: g, DB: f.db, Inputs: f.inputs, Analyst: a.analyst(f.as),
		In: a.in, Out: a.out, Err: a.err,
		Terminal: a.terminal(),
		Color:    a.color(),
		Width:    func() int { return screen(a.out) },
		Version:  version(),
		Progress: func() (func(graph.Progress), func()) {
			bar := a.progress()
			return bar.load, bar.stop
		},
	}
	if c.Terminal {
		ctx = a.ownInterrupts()
	} else {
		c.In = interruptible{ctx, a.in}
	}
	return shell.Run(ctx, c)
}

// sessionGraph opens the graph of a session: a store, created if missing, or one
// in memory; the inputs are loaded into it.
func (a *app) sessionGraph(ctx context.Context, f graphFlags) (*graph.Graph, error) {
	if f.db == "" {
		return f.memory(ctx, a)
	}
	g, err := openStore(ctx, f.db, graph.Options{Base: f.load.base, Wait: f.wait})
	if err != nil || len(f.inputs) == 0 {
		return g, err
	}
	ctx = a.signed(ctx, f.as, append([]string{"shell"}, baseNames(f.inputs)...)...)
	r, err := f.load.run(ctx, a, g, f.inputs, false)
	if err != nil {
		return nil, errors.Join(err, g.Close())
	}
	a.note("read %s into %s: %s new", quads.Count(r.Read, "quad"), f.db, quads.Grouped(r.Added))
	return g, nil
}

// terminal reports whether a person sits at both ends.
func (a *app) terminal() bool {
	in, ok := a.in.(*os.File)
	return ok && term.IsTerminal(int(in.Fd())) && screen(a.out) > 0
}

// color reports whether colours may be written to standard output.
func (a *app) color() bool {
	return screen(a.out) > 0 && a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb"
}

// splitStore tells the store among files by its first bytes; every other
// file is an input.
func splitStore(files []string) (db string, inputs []string, err error) {
	for _, f := range files {
		is := false
		if f != "-" {
			// A file that cannot be looked at is an input: loading it says why.
			is, _ = graph.IsFile(f)
		}
		switch {
		case !is:
			inputs = append(inputs, f)
		case db != "":
			return "", nil, usagef("%s and %s are both stores: open one", db, f)
		default:
			db = f
		}
	}
	return db, inputs, nil
}
