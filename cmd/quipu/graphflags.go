package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quipu/graph"
	"quipu/graph/source"
)

// graphFlags say which graph a command reads: a store, or inputs loaded into
// memory.
type graphFlags struct {
	db     string
	inputs []string
	load   loadFlags
	at     string        // a graph.Moment; "" is the newest state
	wait   time.Duration // of the shell, which writes
	as     string        // and so has an analyst
}

// register adds the flags of a command that reads a graph.
func (f *graphFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	registerDB(flags, &f.db)
	flags.StringArrayVarP(&f.inputs, "input", "i", nil, "load `INPUT` (a file, or -) into memory and read that; repeat for more")
	flags.Func("at", "read the store as it was after commit `N`, or at the end of a DATE or time", func(text string) error {
		if text == "" { // an empty variable of a script does not mean the newest state
			return errors.New("want the number of a commit, a date or a time")
		}
		f.at = text
		return nil
	})
	f.load.register(cmd)
}

func registerDB(flags *pflag.FlagSet, db *string) {
	flags.StringVar(db, "db", "", "the store in `FILE` (default: $QUIPU_DB)")
}

// registerWait adds the flag of a command that writes to a store.
func registerWait(flags *pflag.FlagSet, wait *time.Duration) {
	*wait = 2 * time.Second
	flags.Var((*patience)(wait), "wait", "wait this `DURATION` for another process that writes the store")
}

// patience is a flag's duration. None at all is hardly any: a store takes zero
// for its own default.
type patience time.Duration

func (p *patience) String() string { return time.Duration(*p).String() }

func (p *patience) Type() string { return "DURATION" }

func (p *patience) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 {
		return fmt.Errorf("want a time such as 2s, 1m30s or 0s")
	}
	*p = patience(max(d, 1))
	return nil
}

// openStore opens a store. A base is for a new one: that of a store is in all
// its names already.
func openStore(ctx context.Context, path string, o graph.Options) (*graph.Graph, error) {
	g, err := graph.Open(ctx, path, o)
	if err != nil {
		return nil, err
	}
	if is := g.Names().Base(); o.Base != "" && o.Base != is {
		err := usagef("--base is for a new store: the names of %s live under %s", path, is)
		return nil, errors.Join(err, g.Close())
	}
	return g, nil
}

// settle checks the flags against each other and takes QUIPU_DB where
// neither a store nor an input is given.
func (f *graphFlags) settle(a *app) error {
	if f.db != "" && len(f.inputs) > 0 {
		return usagef(dbAndInput)
	}
	if len(f.inputs) == 0 && f.db == "" {
		f.db = a.getenv("QUIPU_DB")
	}
	if f.at != "" && f.db == "" {
		return usagef(atNeedsDB)
	}
	return f.load.check(f.inputs)
}

func onceStdin(inputs []string) error {
	if i := slices.Index(inputs, "-"); i >= 0 && slices.Contains(inputs[i+1:], "-") {
		return usagef(stdinTwice)
	}
	return nil
}

// apart refuses, as the file to write to, one that the graph is read from,
// under whatever name.
func (f *graphFlags) apart(to string) error {
	target, err := os.Stat(to)
	if err != nil || !target.Mode().IsRegular() {
		return nil // there is nothing that could be lost
	}
	if f.db != "" && sameFile(f.db, to) {
		return fmt.Errorf("%s is the store that is being exported: name another file", to)
	}
	for _, path := range f.inputs {
		if path != "-" && sameFile(path, to) {
			return fmt.Errorf("%s is the input %s, which it would overwrite: name another file", to, path)
		}
	}
	return nil
}

// sameFile reports whether two paths lead to one file that exists.
func sameFile(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// open opens the graph for reading. A store must exist.
func (f *graphFlags) open(ctx context.Context, a *app) (*graph.Graph, error) {
	if err := f.settle(a); err != nil {
		return nil, err
	}
	switch {
	case f.db != "":
		g, err := openStore(ctx, f.db, graph.Options{ReadOnly: true, Base: f.load.base})
		if err != nil || f.at == "" {
			return g, err
		}
		past, err := f.past(ctx, a, g)
		if err != nil {
			return nil, errors.Join(err, g.Close())
		}
		return past, nil
	case len(f.inputs) == 0:
		return nil, usagef(needsGraph)
	}
	return f.memory(ctx, a)
}

// past returns the graph as it was at the moment that --at names.
func (f *graphFlags) past(ctx context.Context, a *app, g *graph.Graph) (*graph.Graph, error) {
	m, err := graph.ParseMoment(f.at)
	if err != nil {
		return nil, usagef("--at: %s", err)
	}
	number, err := g.CommitAt(ctx, m)
	if err != nil {
		return nil, fmt.Errorf("--at %s: %w", m, err)
	}
	past, err := g.At(ctx, number)
	switch {
	case err != nil:
		return nil, fmt.Errorf("--at %s: %w", m, err)
	case m.IsTime() && number == 0:
		a.note("at %s nothing was committed yet", m)
	case m.IsTime():
		a.note("at %s the newest was commit %d", m, number)
	}
	return past, nil
}

// look opens the graph and shows f one state of it.
func (f *graphFlags) look(ctx context.Context, a *app, show func(*graph.Graph, source.Source) error) (err error) {
	g, err := f.open(ctx, a)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	src, err := g.View(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	return show(g, src)
}

// memory loads the inputs into a graph in memory.
func (f *graphFlags) memory(ctx context.Context, a *app) (*graph.Graph, error) {
	g, err := graph.Memory(graph.Options{Base: f.load.base})
	if err != nil {
		return nil, err
	}
	if _, err := f.load.run(ctx, a, g, f.inputs, false); err != nil {
		g.Close()
		return nil, err
	}
	return g, nil
}
