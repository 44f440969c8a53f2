package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

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
	wait    time.Duration
}

func newRemove(a *app) *cobra.Command {
	var db, as string
	var r removal
	cmd := &cobra.Command{
		Use:   "remove --db FILE (-i INPUT… | --source NAME | 'PATTERN') [--dry-run]",
		Short: "take quads out of a store",
		Long: `Remove takes quads out of a store, in one transaction: the quads that inputs hold,
all under a source, or all that match one pattern, under every label that fits. With
--dry-run it only shows what it would remove.

A claim goes whole: with the last statement that leads to it, a statement in brackets
goes too, and so does the edge that is there because its speaker says so, even where
that was also written down on its own.

What is removed is written to standard output in the arrow notation, its number as a
comment on the last line: loading that puts it back.

Under a source is what load --replace replaces: what the document itself says, what it
reports others to have said, its own description and those of its statements. What the
source, as a speaker, says in other documents is theirs and stays.`,
		Example: `  quipu remove --db case.quipu --source 'Reuters, 23 March 2024' --dry-run
  quipu remove --db case.quipu 'Ukraine → denies → ?what'
  quipu remove --db case.quipu 'Russia → accuses → Ukraine @ TASS'
  quipu remove --db case.quipu 'Ukraine → denies → [Ukraine → took part in → ?what]' > removed.arrows
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
			return a.remove(a.signed(cmd.Context(), as, r.words()...), db, r)
		},
	}
	flags := cmd.Flags()
	registerDB(flags, &db)
	registerWait(flags, &r.wait)
	registerAs(flags, &as)
	flags.StringArrayVarP(&r.inputs, "input", "i", nil, "remove the quads of `INPUT` (a file, or -); repeat for more")
	flags.StringVar(&r.source, "source", "", "remove all that is under the source `NAME`")
	r.load.registerFrom(cmd)
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

// words are those by which a person knows the command again.
func (r *removal) words() []string {
	switch {
	case r.source != "":
		return []string{"remove --source", r.source}
	case r.pattern != "":
		return []string{"remove", r.pattern}
	}
	return append([]string{"remove -i"}, baseNames(r.inputs)...)
}

func (a *app) remove(ctx context.Context, db string, r removal) (err error) {
	// A store that is missing would be an empty one to write to.
	if _, err := os.Stat(db); err != nil {
		return err
	}
	g, err := graph.Open(ctx, db, graph.Options{ReadOnly: r.dryRun, Wait: r.wait})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()

	doomed, err := a.doomed(ctx, g, r)
	if err != nil {
		return err
	}
	if r.source != "" && len(doomed) == 0 {
		a.note("nothing is under %s; what a source says in other documents is under those", r.source)
	}
	did := "would remove"
	if !r.dryRun {
		applied, err := g.Apply(ctx, nil, doomed)
		if err != nil {
			return err
		}
		did, doomed = "removed", applied.Removed
	}
	if err := a.showRemoved(doomed, g.Names()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "# %s %s\n", did, quads.Count(int64(len(doomed)), "quad"))
	return err
}

// showRemoved writes quads so that a person can read them, and loading puts
// them back. What has no place in RDF is a comment.
func (a *app) showRemoved(qs []quad.Quad, names *quads.Names) error {
	if len(qs) == 0 {
		return nil
	}
	w := arrow.NewWriter(a.out, names)
	for _, q := range qs {
		switch err := w.Write(q); {
		case errors.Is(err, arrow.ErrNotRDF):
			if _, err := fmt.Fprintf(a.out, "# %s\n", quads.Printable(err.Error())); err != nil {
				return err
			}
		case err != nil:
			return err
		}
	}
	return w.Close()
}

// doomed returns the quads of the store that r means.
func (a *app) doomed(ctx context.Context, g *graph.Graph, r removal) (found []quad.Quad, err error) {
	src, err := g.View(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	switch {
	case r.source != "":
		label, err := (&loadFlags{source: r.source}).label(g.Names())
		if err != nil {
			return nil, err
		}
		return g.Under(ctx, src, label)
	case r.pattern != "":
		found, err = matching(ctx, g, r.pattern)
	default:
		found, err = a.held(ctx, g, src, r)
	}
	if err != nil {
		return nil, err
	}
	return g.Whole(ctx, src, found)
}

// matching returns the quads that a pattern matches.
func matching(ctx context.Context, g *graph.Graph, pattern string) (found []quad.Quad, err error) {
	if err := query.CheckRemoval(pattern, g.Names()); err != nil {
		return nil, err
	}
	rows, err := query.Run(ctx, g, pattern, query.Options{Why: true, NoSame: true})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return rows.Quads()
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
	if _, err := given.Export(ctx, &all, graph.ExportOptions{}); err != nil {
		return nil, err
	}
	has, err := source.Holds(ctx, src, all)
	if err != nil {
		return nil, err
	}
	for i, q := range all {
		if has[i] {
			found = append(found, q)
		}
	}
	if missing := len(all) - len(found); missing > 0 {
		a.note("%s of the inputs not in the store", quads.Count(int64(missing), "quad"))
	}
	return found, nil
}

// A collector is a quads.Writer that keeps what it is given.
type collector []quad.Quad

func (c *collector) Write(q quad.Quad) error { *c = append(*c, q); return nil }
func (c *collector) Close() error            { return nil }
