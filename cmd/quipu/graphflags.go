package main

import (
	"context"
	"slices"

	"github.com/spf13/pflag"

	"quipu/graph"
)

// graphFlags say which graph a command reads: a store, or inputs loaded into
// memory.
type graphFlags struct {
	db     string
	inputs []string
	load   loadFlags
}

// register adds the flags of a command that reads a graph.
func (f *graphFlags) register(flags *pflag.FlagSet) {
	registerDB(flags, &f.db)
	flags.StringArrayVarP(&f.inputs, "input", "i", nil, "load `INPUT` (a file, or -) into memory and read that; repeat for more")
	f.load.register(flags)
}

func registerDB(flags *pflag.FlagSet, db *string) {
	flags.StringVar(db, "db", "", "the store in `FILE` (default: $QUIPU_DB)")
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
	return f.load.check(f.inputs)
}

func onceStdin(inputs []string) error {
	if i := slices.Index(inputs, "-"); i >= 0 && slices.Contains(inputs[i+1:], "-") {
		return usagef(stdinTwice)
	}
	return nil
}

// open opens the graph for reading. A store must exist.
func (f *graphFlags) open(ctx context.Context, a *app) (*graph.Graph, error) {
	if err := f.settle(a); err != nil {
		return nil, err
	}
	switch {
	case f.db != "":
		return graph.Open(ctx, f.db, graph.Options{ReadOnly: true})
	case len(f.inputs) == 0:
		return nil, usagef(needsGraph)
	}
	return f.memory(ctx, a)
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
