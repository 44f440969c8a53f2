package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/quads"
	"quipu/quads/rdf"
)

func newExport(a *app) *cobra.Command {
	var from graphFlags
	var format, to string
	cmd := &cobra.Command{
		Use:   "export [--db FILE | -i INPUT…] [-o FORMAT] [--to OUT]",
		Short: "write the whole graph",
		Long: `Export writes every quad, sorted, so that the same graph gives the same bytes. A
file appears under its name only when it is whole. OUT may be neither the store nor
an input. On a terminal, characters that are not seen there are escaped, as \u202E.`,
		Example: `  quipu export -i case.arrows > case.nq
  quipu export --db case.quipu -o arrows --to case.arrows`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := exportFormat(format, to)
			if err != nil {
				return err
			}
			return a.export(cmd.Context(), from, f, to)
		},
	}
	from.register(cmd)
	cmd.Flags().StringVarP(&format, "output", "o", "", "write quads as `FORMAT`: "+strings.Join(writable(), ", ")+"\n(default by the extension of --to, else nquads)")
	cmd.Flags().StringVar(&to, "to", "", "write to the file `OUT` instead of standard output")
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(writable(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("unexpected argument %q", args[0])
	}
	return nil
}

func writable() []string {
	var names []string
	for _, f := range graph.Formats() {
		if f.NewWriter != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

// exportFormat is the format named, else that of the extension, else nquads.
func exportFormat(name, to string) (quads.Format, error) {
	if err := checkFormat(name, writable()); err != nil {
		return quads.Format{}, err
	}
	table := graph.Formats()
	byName := func(name string) quads.Format {
		return table[slices.IndexFunc(table, func(f quads.Format) bool { return f.Name == name })]
	}
	if name != "" {
		return byName(name), nil
	}
	extension := strings.ToLower(filepath.Ext(to))
	for _, f := range table {
		if f.NewWriter != nil && slices.Contains(f.Extensions, extension) {
			return f, nil
		}
	}
	if extension != "" {
		return quads.Format{}, usagef("%s: no format has the extension %s; name one with -o: %s", to, extension, strings.Join(writable(), ", "))
	}
	return byName("nquads"), nil
}

func (a *app) export(ctx context.Context, from graphFlags, f quads.Format, to string) (err error) {
	g, err := from.open(ctx, a)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	if to == "" || to == "-" {
		return a.writeGraph(ctx, g, f, a.out)
	}
	if err := from.apart(to); err != nil {
		return err
	}
	return quads.ReplaceFile(to, func(w io.Writer) error { return a.writeGraph(ctx, g, f, w) })
}

func (a *app) writeGraph(ctx context.Context, g *graph.Graph, f quads.Format, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	var shown io.Writer = out
	if w == a.out && screen(a.out) > 0 && f.Name != "arrows" { // whose writer lets nothing through
		shown = rdf.ForTerminal(out)
	}
	writer := f.NewWriter(shown, g.Names())
	bare := rdf.DropLabels(writer)
	if f.Name == "ntriples" {
		writer = bare
	}
	bar := &progress{}
	if w != a.out || screen(a.out) == 0 { // else the quads themselves show how far it is
		bar = a.progress()
	}
	_, err := g.Export(ctx, writer, graph.ExportOptions{Progress: bar.export})
	bar.stop()
	if err != nil {
		return err
	}
	if bare.Dropped > 0 {
		a.note("ntriples has no place for sources: %s left out; nquads keeps them", quads.Count(bare.Dropped, "label"))
	}
	return out.Flush()
}
