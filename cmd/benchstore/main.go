// Command benchstore makes N-Quads to measure with, and measures the store on
// them: loading, reading, writing and size, beside Cayley's own backends.
//
//	benchstore generate -n 5000000 > 5M.nq
//	benchstore measure -sizes 500k,5M,50M > table.md
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

	"quipu/cmd/internal/bench"
	"quipu/graph/store/storetest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "benchstore:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errors.New("say what to do: generate or measure; -h after it tells its flags")
	}
	f := flag.NewFlagSet("benchstore "+args[0], flag.ContinueOnError)
	switch args[0] {
	case "generate":
		n := bench.Quantity(500_000)
		f.Var(&n, "n", "how many `QUADS`, as 500k or 5M")
		seed := f.Uint64("seed", 1, "of the random numbers")
		if err := f.Parse(args[1:]); err != nil {
			return err
		}
		return generate(os.Stdout, int(n), *seed)
	case "measure":
		b := &measuring{log: os.Stderr}
		sizes := quantities{500_000, 5_000_000}
		f.Var(&sizes, "sizes", "how many `QUADS` to measure with, by commas")
		f.StringVar(&b.quipu, "quipu", "./quipu", "the `PROGRAM` to measure")
		f.StringVar(&b.dir, "dir", "", "a `FOLDER` for the files, on the disk to measure; what was generated stays there\n(default a temporary one)")
		f.IntVar(&b.runs, "runs", 3, "how often a load is measured; the median counts. Above 10M quads it is once")
		f.BoolVar(&b.cayley, "cayley", true, "measure Cayley's own backends too, with the first of the sizes")
		if err := f.Parse(args[1:]); err != nil {
			return err
		}
		b.sizes = sizes
		return b.run(ctx, os.Stdout)
	}
	return fmt.Errorf("%q is neither generate nor measure", args[0])
}

func generate(w io.Writer, n int, seed uint64) error {
	stats, err := storetest.Generate(w, n, seed)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d lines, %.1f bytes a line, %.3f distinct terms a quad (%d entities, %d strings, %d numbers and times)\n",
		stats.Lines, float64(stats.Bytes)/float64(stats.Lines), float64(stats.Terms())/float64(stats.Lines),
		stats.Entities, stats.Strings, stats.Values)
	return nil
}

// quantities is a flag: several of them.
type quantities []bench.Quantity

func (q *quantities) String() string {
	var texts []string
	for i := range *q {
		texts = append(texts, (*q)[i].String())
	}
	return strings.Join(texts, ",")
}

func (q *quantities) Set(s string) error {
	*q = nil
	for part := range strings.SplitSeq(s, ",") {
		var n bench.Quantity
		if err := n.Set(part); err != nil {
			return err
		}
		*q = append(*q, n)
	}
	return nil
}
