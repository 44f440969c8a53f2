package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/shell/render"
)

func newStats(a *app) *cobra.Command {
	var from graphFlags
	var format string
	cmd := &cobra.Command{
		Use:   "stats [--db FILE | -i INPUT…] [-o FORMAT]",
		Short: "tell how large a graph is and what is in it",
		Long: `Stats tells how many quads, entities, predicates and sources a graph has, which
entities are best linked, and from when to when its dates go. Entities, links and dates
are counted by reading all of it once, which takes seconds for tens of millions of quads.`,
		Example: `  quipu stats -i case.arrows
  quipu stats --db case.quipu -o json`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkFormat(format, statsFormats); err != nil {
				return err
			}
			return a.stats(cmd.Context(), from, format)
		},
	}
	from.register(cmd)
	cmd.Flags().StringVarP(&format, "output", "o", "table", "write as `FORMAT`: "+strings.Join(statsFormats, ", "))
	return cmd
}

var statsFormats = []string{"table", "json"}

func (a *app) stats(ctx context.Context, from graphFlags, format string) error {
	return from.look(ctx, a, func(g *graph.Graph, src source.Source) error {
		bar := a.progress()
		s, err := g.Stats(ctx, src, func(done, of int64) { bar.part("counting", done, of) })
		bar.stop()
		if err != nil {
			return err
		}
		file, err := from.fileStats(ctx, g)
		if err != nil {
			return err
		}
		if format == "json" {
			return statsJSON(a.out, s, file, g.Names())
		}
		return statsTable(a.out, s, file, g.Names())
	})
}

// fileStats are what the file of a store comes to beside its newest state.
type fileStats struct {
	Bytes   int64  `json:"bytes"`
	Commits uint64 `json:"commits"`
}

// fileStats returns nil for what is in no file, or is not its newest state.
func (f *graphFlags) fileStats(ctx context.Context, g *graph.Graph) (*fileStats, error) {
	if f.db == "" || f.at != "" {
		return nil, nil
	}
	info, err := os.Stat(f.db)
	if err != nil {
		return nil, err
	}
	newest, err := g.Newest(ctx)
	return &fileStats{info.Size(), newest.Number}, err
}

func statsTable(w io.Writer, s graph.Stats, file *fileStats, names *quads.Names) error {
	var b strings.Builder
	line := func(name string, value any) { fmt.Fprintf(&b, "%-12s %v\n", name, value) }
	line("quads", s.Quads)
	line("triples", s.Triples)
	line("terms", s.Terms)
	line("entities", s.Entities)
	line("predicates", s.Predicates)
	line("sources", len(s.Sources))
	line("unlabelled", s.Unlabelled)
	if s.FirstDate != nil {
		line("dates", arrow.Format(s.FirstDate, names)+" to "+arrow.Format(s.LastDate, names))
	}
	if file != nil {
		line("bytes", file.Bytes)
		if s.Quads > 0 {
			line("bytes/quad", fmt.Sprintf("%.1f", float64(file.Bytes)/float64(s.Quads)))
		}
		line("commits", file.Commits)
	}
	const shownCounted = 20
	counted := func(heading string, list []graph.Counted) {
		if len(list) == 0 {
			return
		}
		fmt.Fprintf(&b, "\n%s\n", heading)
		rest := list[min(len(list), shownCounted):]
		for _, c := range list[:len(list)-len(rest)] {
			fmt.Fprintf(&b, "%8d  %s\n", c.Count, quads.Printable(arrow.Format(c.Term, names)))
		}
		if len(rest) > 0 {
			fmt.Fprintf(&b, "          and %s more: -o json lists all\n", quads.Grouped(int64(len(rest))))
		}
	}
	counted("best linked", s.Linked)
	counted("quads by source", s.Sources)
	_, err := io.WriteString(w, b.String())
	return err
}

// statsJSON writes one object; docs/json.md describes it.
func statsJSON(w io.Writer, s graph.Stats, file *fileStats, names *quads.Names) error {
	type counted struct {
		Name  string `json:"name"`
		Count int64  `json:"count"`
	}
	list := func(from []graph.Counted) []counted {
		to := make([]counted, len(from))
		for i, c := range from {
			to[i] = counted{render.Plain(c.Term, names), c.Count}
		}
		return to
	}
	date := func(v quad.Value) *string {
		if v == nil {
			return nil
		}
		shown := render.Plain(v, names)
		return &shown
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(struct {
		Quads      int64     `json:"quads"`
		Triples    int64     `json:"triples"`
		Terms      int64     `json:"terms"`
		Entities   int64     `json:"entities"`
		Predicates int64     `json:"predicates"`
		Unlabelled int64     `json:"unlabelled"`
		FirstDate  *string   `json:"first_date"`
		LastDate   *string   `json:"last_date"`
		Linked     []counted `json:"linked"`
		Sources    []counted `json:"sources"`
		*fileStats
	}{
		s.Quads, s.Triples, s.Terms, s.Entities, s.Predicates, s.Unlabelled,
		date(s.FirstDate), date(s.LastDate), list(s.Linked), list(s.Sources), file,
	})
}
