package main

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/shell/render"
)

func newFind(a *app) *cobra.Command {
	var from graphFlags
	var f answerFlags
	var limit int
	cmd := &cobra.Command{
		Use:   "find [--db FILE | -i INPUT…] [-o FORMAT] WORDS…",
		Short: "search names, labels and literals",
		Long: `Find searches names, labels and literals for words, whatever their case and accents,
best first, with the number of statements each term stands in. It reads all names and
literals once, which takes seconds for tens of millions of statements.`,
		Example: `  quipu find -i case.arrows crocus
  quipu find --db case.quipu -o json islamic state`,
		RunE: func(cmd *cobra.Command, args []string) error {
			words := strings.TrimSpace(strings.Join(args, " "))
			if words == "" {
				return usagef("no words to find")
			}
			if limit < 1 {
				return usagef("--limit must be at least 1")
			}
			if err := f.settle(a); err != nil {
				return err
			}
			if err := checkFormat(f.format, foundFormats); err != nil {
				return err
			}
			return a.find(cmd.Context(), from, words, limit, f)
		},
	}
	from.register(cmd)
	f.registerFormat(cmd, foundFormats)
	cmd.Flags().IntVar(&limit, "limit", 20, "show at most `N` hits")
	return cmd
}

// foundFormats are the formats of hits: they rest on no quads.
var foundFormats = slices.DeleteFunc(render.Formats(), render.NeedsWhy)

func (a *app) find(ctx context.Context, from graphFlags, words string, limit int, f answerFlags) error {
	return from.look(ctx, a, func(g *graph.Graph, src source.Source) error {
		bar := a.progress()
		found, err := g.Find(ctx, src, words, limit, func(done, of int64) { bar.part("searching", done, of) })
		bar.stop()
		if err != nil {
			return err
		}
		rows := make([]query.Row, len(found))
		for i, hit := range found {
			rows[i] = termRow(hit.Term, quad.String(hit.Text), integer(hit.Triples))
		}
		_, err = render.WriteRows(a.out, f.format, []string{"term", "text", "triples"}, rows, a.rendering(g, f))
		return err
	})
}

func termRow(terms ...quad.Value) query.Row {
	row := query.Row{Cells: make([]query.Cell, len(terms))}
	for i, t := range terms {
		row.Cells[i].Term = t
	}
	return row
}

func integer(n int64) quad.Value {
	return quad.TypedString{Value: quad.String(strconv.FormatInt(n, 10)), Type: quads.XSDInteger}
}
