package main

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/graph/query"
	"quipu/quads"
	"quipu/shell/render"
)

// answerFlags say how a query is run and how its rows are shown; query and
// run share them.
type answerFlags struct {
	format  string
	params  []string
	sources bool
	noSame  bool
	defuse  bool
	explain bool
	profile bool
	maxRows int
	maxHeld int
	timeout time.Duration
}

func (f *answerFlags) register(cmd *cobra.Command) {
	f.registerFormat(cmd, render.Formats())
	flags := cmd.Flags()
	flags.StringArrayVarP(&f.params, "param", "p", nil, "`NAME=VALUE`: the value of the parameter $NAME; repeat for more")
	flags.BoolVar(&f.sources, "sources", false, "show with each row the statements it rests on and who says so")
	flags.BoolVar(&f.noSame, "no-same", false, "let names that 'same as' joins stand apart")
	flags.IntVar(&f.maxRows, "max-rows", 0, "fail at row `N`+1 (default: no limit)")
	flags.Func("timeout", "stop after `DURATION`, as in 2s or 1m30s (default: never)", func(text string) (err error) {
		if f.timeout, err = time.ParseDuration(text); err != nil || f.timeout < 0 {
			return errors.New("want a time such as 2s or 1m30s")
		}
		return nil
	})
	flags.IntVar(&f.maxHeld, "max-held", 0, "fail where sorts, groups, joins and paths hold more than `N` rows in memory\n(default "+quads.Grouped(query.DefaultMaxHeld)+")")
	flags.BoolVar(&f.explain, "explain", false, "show the plan with the rows expected of each step, and run nothing")
	flags.BoolVar(&f.profile, "profile", false, "run the query and show, in place of its rows, the plan with what each step did")
	flags.BoolVar(&f.defuse, "defuse", false, "csv: put ' before a cell that a spreadsheet would run as a formula")
}

func (f *answerFlags) registerFormat(cmd *cobra.Command, formats []string) {
	cmd.Flags().StringVarP(&f.format, "output", "o", "", "write rows as `FORMAT`: "+strings.Join(formats, ", ")+"\n(default table on a terminal, else tsv)")
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

// settle checks the flags and fills in what depends on the terminal.
func (f *answerFlags) settle(a *app) error {
	if f.format == "" {
		f.format = "tsv"
		if screen(a.out) > 0 {
			f.format = "table"
		}
	}
	if err := render.CheckFormat(f.format); err != nil {
		return usagef("%s", err)
	}
	if f.maxRows < 0 || f.maxHeld < 0 {
		return usagef("--max-rows and --max-held cannot be negative")
	}
	if f.explain && f.profile {
		return usagef("--explain and --profile exclude each other: a profile is a plan too")
	}
	return nil
}

// values splits the parameters given with -p.
func (f *answerFlags) values() (map[string]string, error) {
	values := make(map[string]string, len(f.params))
	for _, p := range f.params {
		name, value, ok := strings.Cut(p, "=")
		name = strings.TrimPrefix(strings.TrimSpace(name), "$")
		if !ok || name == "" {
			return nil, usagef("-p %s: write -p NAME=VALUE", p)
		}
		if _, twice := values[name]; twice {
			return nil, usagef("-p %s is given twice", name)
		}
		values[name] = value
	}
	return values, nil
}

// A question is a query with what its options say of it.
type question struct {
	text     string
	file     string // where the text comes from; "" for a query that was typed
	language string // "" is what the text or the file says
	params   map[string]string
}

// ask opens the graph, runs a query and writes its rows; notes go to
// standard error.
func (a *app) ask(ctx context.Context, from graphFlags, q question, f answerFlags) (err error) {
	if f.timeout > 0 {
		late := &timeoutError{f.timeout}
		timed, cancel := context.WithTimeoutCause(ctx, f.timeout, late)
		defer cancel()
		defer func(outer context.Context) {
			if err != nil && outer.Err() == nil && errors.Is(timed.Err(), context.DeadlineExceeded) {
				err = late
			}
		}(ctx)
		ctx = timed
	}
	g, err := from.open(ctx, a)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	return a.answer(ctx, g, q, f)
}

func (a *app) answer(ctx context.Context, g *graph.Graph, q question, f answerFlags) error {
	options := query.Options{
		Language: q.language,
		File:     q.file,
		Params:   q.params,
		MaxRows:  f.maxRows,
		MaxHeld:  f.maxHeld,
		Why:      f.sources || render.NeedsWhy(f.format),
		NoSame:   f.noSame,
	}
	if f.explain || f.profile {
		ask := query.Explain
		if f.profile {
			ask = query.Profile
		}
		plan, err := ask(ctx, g, q.text, options)
		if err != nil {
			return err
		}
		return render.WritePlan(a.out, f.format, plan, a.rendering(g, f))
	}
	rows, err := query.Run(ctx, g, q.text, options)
	if err != nil {
		return err
	}
	_, err = render.Write(a.out, f.format, rows, a.rendering(g, f))
	for _, n := range rows.Notes {
		a.note("%s", n)
	}
	return errors.Join(err, rows.Close())
}

func (a *app) rendering(g *graph.Graph, f answerFlags) render.Options {
	return render.Options{
		Names:   g.Names(),
		Width:   screen(a.out),
		Color:   a.color(),
		Sources: f.sources,
		Defuse:  f.defuse,
	}
}
