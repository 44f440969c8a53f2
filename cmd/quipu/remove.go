package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// removal says what a remove command removes: exactly one of its first three.
type removal struct {
	inputs  []string
	source  string
	pattern string
	load    loadFlags
	dryRun  bool
}

func newRemove(a *app) *cobra.Command {
	var db string
	var r removal
	cmd := &cobra.Command{
		Use:   "remove --db FILE (-i INPUT… | --source NAME | 'PATTERN') [--dry-run]",
		Short: "take quads out of a store",
		Long: `Remove takes quads out of a store, in one transaction: the quads that inputs hold,
all that a source says, or all that match one pattern, under every label that fits.
With --dry-run it only shows what it would remove.`,
		Example: `  quipu remove --db case.quipu --source 'Reuters, 23 March 2024' --dry-run
  quipu remove --db case.quipu 'Ukraine → denies → ?what'
  quipu remove --db case.quipu 'Russia → accuses → Ukraine @ TASS'
  quipu remove --db case.quipu -i retracted.nq`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usagef(manyQueries)
			}
			if len(args) == 1 {
				r.pattern = args[0]
			}
			if err := r.settle(); err != nil {
				return err
			}
			if err := a.settleDB(&db); err != nil {
				return err
			}
			return a.remove(cmd.Context(), db, r)
		},
	}
	flags := cmd.Flags()
	registerDB(flags, &db)
	flags.StringArrayVarP(&r.inputs, "input", "i", nil, "remove the quads of `INPUT` (a file, or -); repeat for more")
	flags.StringVar(&r.source, "source", "", "remove all that the source `NAME` says")
	flags.StringVar(&r.load.from, "from", "", "the inputs are in `FORMAT`, whatever their extensions")
	flags.Var(&r.load.maxLine, "max-line", "the longest line taken, in bytes or as 64M (default 16M)")
	flags.BoolVar(&r.dryRun, "dry-run", false, "show what would be removed, and remove nothing")
	return cmd
}

func (r *removal) settle() error {
	given := 0
	for _, is := range []bool{len(r.inputs) > 0, r.source != "", r.pattern != ""} {
		if is {
			given++
		}
	}
	switch given {
	case 0:
		return usagef(needsRemoval)
	case 1:
		return r.load.check(r.inputs)
	}
	return usagef(oneRemoval)
}

func (a *app) remove(ctx context.Context, db string, r removal) (err error) {
	// The store must exist: opening it for writing would create it.
	g, err := graph.Open(ctx, db, graph.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	if !r.dryRun {
		if err := g.Close(); err != nil {
			return err
		}
		if g, err = graph.Open(ctx, db, graph.Options{}); err != nil {
			return err
		}
	}
	defer func() { err = errors.Join(err, g.Close()) }()

	doomed, err := a.doomed(ctx, g, r)
	if err != nil {
		return err
	}
	for _, q := range doomed {
		if _, err := fmt.Fprintln(a.out, statement(q, g.Names())); err != nil {
			return err
		}
	}
	did, n := "would remove", len(doomed)
	if !r.dryRun {
		applied, err := g.Apply(ctx, nil, doomed)
		if err != nil {
			return err
		}
		did, n = "removed", len(applied.Removed)
	}
	_, err = fmt.Fprintf(a.out, "%s %s\n", did, count(int64(n), "quad"))
	return err
}

// doomed returns the quads of the store that r means.
func (a *app) doomed(ctx context.Context, g *graph.Graph, r removal) (found []quad.Quad, err error) {
	if r.pattern != "" {
		if err := onePattern(r.pattern, g); err != nil {
			return nil, err
		}
		return evidence(ctx, g, r.pattern)
	}
	src, err := g.View(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	if r.source == "" {
		return a.held(ctx, g, src, r)
	}
	label, err := (&loadFlags{source: r.source}).label(g.Names())
	if err != nil {
		return nil, err
	}
	return g.Under(ctx, src, label)
}

// held returns the quads of the inputs that a source holds.
func (a *app) held(ctx context.Context, g *graph.Graph, src source.Source, r removal) (found []quad.Quad, err error) {
	r.load.base = g.Names().Base()
	given, err := (&graphFlags{inputs: r.inputs, load: r.load}).memory(ctx, a)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, given.Close()) }()
	var all collector
	if _, err := given.Export(ctx, &all); err != nil {
		return nil, err
	}
	for _, q := range all {
		has, err := holds(ctx, src, q)
		if err != nil {
			return nil, err
		}
		if has {
			found = append(found, q)
		}
	}
	if missing := len(all) - len(found); missing > 0 {
		a.note("%s of the inputs not in the store", count(int64(missing), "quad"))
	}
	return found, nil
}

// holds reports whether a source holds exactly q.
func holds(ctx context.Context, src source.Source, q quad.Quad) (bool, error) {
	ids := source.Pattern{source.L: source.Unlabelled}
	terms := []quad.Value{q.Subject, q.Predicate, q.Object, q.Label}
	if q.Label == nil {
		terms = terms[:source.L]
	}
	if err := src.IDs(ctx, terms, ids[:len(terms)]); err != nil {
		return false, err
	}
	for _, id := range ids {
		if id == source.Any {
			return false, nil // a term the source does not have
		}
	}
	n, _, err := src.Count(ctx, ids)
	return n > 0, err
}

// A collector is a quads.Writer that keeps what it is given.
type collector []quad.Quad

func (c *collector) Write(q quad.Quad) error { *c = append(*c, q); return nil }
func (c *collector) Close() error            { return nil }

// onePattern refuses what is more or less than one triple pattern.
func onePattern(text string, g *graph.Graph) error {
	blocks, err := arrow.Parse(text, arrow.Options{Names: g.Names()})
	if err != nil {
		return err
	}
	const want = "remove takes one pattern, as in 'Russia → accuses → ?whom @ TASS'"
	if len(blocks) != 1 || len(blocks[0].Items) != 1 {
		return usagef(want)
	}
	t, ok := blocks[0].Items[0].(*arrow.Triple)
	if !ok {
		return usagef(want)
	}
	if _, plain := t.Predicate.(*arrow.PathTerm); !plain {
		return usagef("%s, and no path", want)
	}
	// Such a pattern rests on a part of the statement's description alone.
	for _, end := range []arrow.Term{t.Subject, t.Object} {
		if _, bracketed := end.(arrow.Quoted); bracketed {
			return usagef("%s, and no bracketed statement: remove its source, or give its quads with -i", want)
		}
	}
	return nil
}

// evidence returns the distinct quads that a query's rows rest on.
func evidence(ctx context.Context, g *graph.Graph, text string) (found []quad.Quad, err error) {
	rows, err := query.Run(ctx, g, text, query.Options{Why: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	seen := make(map[quad.Quad]bool)
	for rows.Next() {
		for _, e := range rows.Row().Why {
			for _, s := range e.Sources {
				q := quad.Quad{Subject: e.S, Predicate: e.P, Object: e.O, Label: s.Label}
				if !seen[q] {
					seen[q] = true
					found = append(found, q)
				}
			}
		}
	}
	return found, rows.Err()
}

// statement shows a quad as an arrow.
func statement(q quad.Quad, names *quads.Names) string {
	s := arrow.Format(q.Subject, names) + " → " + arrow.Format(q.Predicate, names) + " → " + arrow.Format(q.Object, names)
	if q.Label != nil {
		s += " @ " + arrow.Format(q.Label, names)
	}
	return quads.Printable(s)
}
