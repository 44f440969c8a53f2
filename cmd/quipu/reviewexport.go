package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"quipu/graph"
	"quipu/graph/review"
	"quipu/graph/source"
	"quipu/quads"
)

// exportDecisions writes the decisions in a store to a file.
func (a *app) exportDecisions(ctx context.Context, db, to string) error {
	write := review.WriteCSV
	switch ext := strings.ToLower(filepath.Ext(to)); {
	case ext == ".jsonl":
		write = review.WriteJSONL
	case ext != ".csv" && to != "-":
		return usagef("%s: decisions are written as .csv or .jsonl", to)
	case to != "-" && sameFile(db, to):
		return fmt.Errorf("%s is the store that is being exported: name another file", to)
	}
	rows, err := a.storedDecisions(ctx, db)
	if err != nil {
		return err
	}
	if to == "-" {
		out := bufio.NewWriter(a.out)
		if err := write(out, rows); err != nil {
			return err
		}
		return out.Flush()
	}
	if err := quads.ReplaceFile(to, func(w io.Writer) error { return write(w, rows) }); err != nil {
		return err
	}
	a.note("wrote %s to %s", quads.Count(len(rows), "decision"), to)
	return nil
}

// storedDecisions reads the decisions in a store.
func (a *app) storedDecisions(ctx context.Context, db string) (rows []review.Row, err error) {
	f := graphFlags{db: db}
	err = f.look(ctx, a, func(g *graph.Graph, src source.Source) error {
		rows, err = review.Rows(ctx, src, g.Names())
		return err
	})
	return rows, err
}

// decisionsIn reads the decisions in a store, or in a file that was exported.
func (a *app) decisionsIn(ctx context.Context, path string) (rows []review.Row, err error) {
	// A file that cannot be looked at cannot be opened either, which says why.
	if is, _ := graph.IsFile(path); is {
		return a.storedDecisions(ctx, path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	read := review.ReadCSV
	if strings.EqualFold(filepath.Ext(path), ".jsonl") {
		read = review.ReadJSONL
	}
	if rows, err = read(bufio.NewReader(f)); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rows, nil
}

// agreement compares two reviewers.
func (a *app) agreement(ctx context.Context, args []string) error {
	if len(args) != 2 {
		return usagef("--agreement compares two: give two stores, or two files of --export")
	}
	var rows [2][]review.Row
	for i, path := range args {
		var err error
		if rows[i], err = a.decisionsIn(ctx, path); err != nil {
			return err
		}
	}
	out := bufio.NewWriter(a.out)
	writeAgreement(out, args, review.Agree(rows[0], rows[1]))
	return out.Flush()
}

// writeAgreement writes a comparison for people.
func writeAgreement(w io.Writer, names []string, g review.Agreement) {
	first, second := quads.Printable(names[0]), quads.Printable(names[1])
	fmt.Fprintf(w, "%s decided by both; %s alone: %d, %s alone: %d\n",
		quads.Count(g.Both(), "claim"), first, g.OnlyA, second, g.OnlyB)
	switch k := g.Kappa(); {
	case g.Both() == 0:
		fmt.Fprintln(w, "Cohen's kappa is not defined: no claim was decided by both")
		return
	case k == nil:
		fmt.Fprintln(w, "Cohen's kappa is not defined: both decided everything in one and the same way, so agreement cannot be told from chance")
	default:
		fmt.Fprintf(w, "Cohen's kappa %s (exactly %s), decided alike %s\n", k.FloatString(3), k.RatString(), g.Alike().FloatString(3))
	}
	fmt.Fprintf(w, "\n%-10s", "")
	for _, c := range review.Categories {
		fmt.Fprintf(w, "%10s", c)
	}
	fmt.Fprintf(w, "   ← %s\n", second)
	for i, row := range g.Table {
		fmt.Fprintf(w, "%-10s", review.Categories[i])
		for _, n := range row {
			fmt.Fprintf(w, "%10d", n)
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "↑ %s\n", first)
	if len(g.Differ) > 0 {
		fmt.Fprintln(w, "\ndecided differently:")
	}
	for _, d := range g.Differ {
		fmt.Fprintf(w, "  %s %s, %s %s: %s", quads.Printable(d.A.Analyst), quads.Printable(d.A.Decision),
			quads.Printable(d.B.Analyst), quads.Printable(d.B.Decision), quads.Printable(d.A.Claim))
		if d.A.Document != "" {
			fmt.Fprintf(w, " @ %s", quads.Printable(d.A.Document))
		}
		fmt.Fprintln(w)
	}
}
