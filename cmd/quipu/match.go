package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/graph/match"
	"quipu/graph/query"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
	"quipu/shell/render"
)

func newMatch(a *app) *cobra.Command {
	var from graphFlags
	var f answerFlags
	o := match.Options{Limit: 20, Above: 0.5}
	cmd := &cobra.Command{
		Use:   "match [--db FILE | -i INPUT…] [-o FORMAT] [NAME…]",
		Short: "rank pairs of names that may mean one thing",
		Long: `Match ranks pairs of names that may mean one thing, the likeliest first, with the
reasons: names and labels in any script and language that are spelled alike, that
have the same words, or of which one are the initials of the other. Of a pair, one
is never a person and the other a place, and nobody has said "same as" or
"different from" of it yet. With NAMEs only pairs that have one of them.

Nothing is written. Who decides says so in the shell:

  Zelensky → same as → Zelenskyy
  Austria → different from → Australia

and the pair is not shown again.`,
		Example: `  quipu match --db case.quipu
  quipu match --db case.quipu --above 0.8 -o tsv
  quipu match -i case.arrows Zelensky 'Islamic State'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Limit < 1 {
				return usagef("--limit must be at least 1")
			}
			if !(o.Above > 0 && o.Above <= 1) { // NaN too
				return usagef("--above is a score: more than 0, at most 1")
			}
			if err := f.settle(a); err != nil {
				return err
			}
			if err := checkFormat(f.format, foundFormats); err != nil {
				return err
			}
			return a.match(cmd.Context(), from, args, o, f)
		},
	}
	from.register(cmd)
	f.registerFormat(cmd, foundFormats)
	cmd.Flags().IntVar(&o.Limit, "limit", o.Limit, "show at most `N` pairs")
	cmd.Flags().Float64Var(&o.Above, "above", o.Above, "show pairs with at least this `SCORE`, from 0 to 1")
	return cmd
}

func (a *app) match(ctx context.Context, from graphFlags, names []string, o match.Options, f answerFlags) error {
	return from.look(ctx, a, func(g *graph.Graph, src source.Source) error {
		for _, name := range names {
			meant, err := g.Resolve(ctx, src, name)
			if err != nil {
				return err
			}
			if len(meant) == 0 {
				return a.nameless(ctx, g, src, name)
			}
			o.Only = append(o.Only, meant...)
		}
		bar := a.progress()
		o.Progress = func(done, of int64) { bar.part("comparing", done, of) }
		pairs, _, err := match.Rank(ctx, g, src, o)
		bar.stop()
		if err != nil {
			return err
		}
		rows := make([]query.Row, len(pairs))
		for i, p := range pairs {
			score := quads.Literal(strconv.FormatFloat(p.Score, 'f', 2, 64), quads.XSDDecimal)
			rows[i] = termRow(p.A, p.B, score, quad.String(strings.Join(p.Reasons, "; ")))
		}
		if _, err = render.WriteRows(a.out, f.format, []string{"name", "other", "score", "why"}, rows, a.rendering(g, f)); err != nil {
			return err
		}
		if len(pairs) > 0 && f.format == "table" {
			one, other := arrow.Format(pairs[0].A, g.Names()), arrow.Format(pairs[0].B, g.Names())
			a.note("in the shell, %s → same as → %s joins the first, and %s → different from → %s keeps them apart", one, other, one, other)
		}
		return nil
	})
}

// nameless is the error of a name that the graph does not have.
func (a *app) nameless(ctx context.Context, g *graph.Graph, src source.Source, name string) error {
	like, err := g.Similar(ctx, src, name, 3)
	if err != nil {
		return err
	}
	what := fmt.Sprintf("nothing is called %s", quads.Printable(name))
	if len(like) > 0 {
		what += "; did you mean " + strings.Join(like, ", or ") + "?"
	}
	return fmt.Errorf("%s", what)
}
