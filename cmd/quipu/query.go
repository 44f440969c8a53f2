package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"quipu/graph/query"
)

func newQuery(a *app) *cobra.Command {
	var from graphFlags
	var f answerFlags
	var file, language string
	cmd := &cobra.Command{
		Use:   "query [--db FILE | -i INPUT…] [-o FORMAT] [-l LANGUAGE] [-p NAME=VALUE]… ['QUERY' | -f FILE.query | -]",
		Short: "ask the graph",
		Long: `Query runs one query and writes its rows. It never writes to the graph: a complete
statement is a question. With "-" the query is read from standard input.

A name that the graph does not have is no error: the pattern has no rows, and a note suggests names that
resemble it, of the first million that begin alike.

In the arrow notation a statement is found once, whoever states it. Gizmo (-l gizmo), Cayley's JavaScript of
paths, keeps Cayley's way: a row for each quad, so one for each source.

--explain shows how the query would run, --profile runs it and shows what each step did: the rows it gave,
and by itself, without the steps under it, its look-ups (seeks), the quads it read and its time. With -o json
either is an object. --timeout, --max-rows and --max-held bound what a query takes; what is over a bound is
an error, and what was written until then is not the answer.`,
		Example: `  quipu query -i case.arrows '?who → accuses → ?whom @ ?source'
  quipu query --db case.quipu 'ISIS-K ~ Ukraine max 4' -o json
  quipu query --db case.quipu 'contested Ukraine' --sources
  quipu query -i case.arrows 'Russia → accuses → Ukraine ?'
  quipu query -i case.arrows '$who → accuses → ?whom' -p who=Russia --sources
  quipu query -i case.arrows -f accusations.query -o csv
  quipu query --db case.quipu --profile --timeout 10s '?a → accuses → ?b . ?b → accuses → ?a'
  quipu query -i case.arrows -l gizmo 'g.V("Russia").out("accuses").all()'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.settle(a); err != nil {
				return err
			}
			if file != "" {
				if len(args) > 0 {
					return usagef("-f and a query exclude each other")
				}
				return a.runSaved(cmd.Context(), file, language, from, f)
			}
			params, err := f.values()
			if err != nil {
				return err
			}
			text, err := a.queryText(cmd.Context(), args, from.inputs)
			if err != nil {
				return err
			}
			return a.ask(cmd.Context(), from, question{text: text, language: language, params: params}, f)
		},
	}
	from.register(cmd)
	f.register(cmd)
	cmd.Flags().StringVarP(&file, "file", "f", "", "run the saved query in `FILE`")
	cmd.Flags().StringVarP(&language, "language", "l", "", "the query's `LANGUAGE`: "+strings.Join(languages(), ", ")+" (default "+languages()[0]+")")
	_ = cmd.RegisterFlagCompletionFunc("language", cobra.FixedCompletions(languages(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func languages() []string {
	var names []string
	for _, l := range query.Languages() {
		names = append(names, l.Name)
	}
	return names
}

// maxQuery is the longest query read from standard input.
const maxQuery = 1 << 20

// queryText is the query given as an argument, or on standard input.
func (a *app) queryText(ctx context.Context, args, inputs []string) (string, error) {
	switch {
	case len(args) == 0:
		return "", usagef(needsQuery)
	case len(args) > 1:
		return "", usagef(manyQueries)
	case args[0] != "-":
		return args[0], nil
	case slices.Contains(inputs, "-"):
		return "", usagef(stdinTwice)
	}
	return readQuery(interruptible{ctx, a.in}, "standard input")
}

func readQuery(r io.Reader, name string) (string, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxQuery+1))
	if err != nil {
		return "", err
	}
	if len(text) > maxQuery {
		return "", fmt.Errorf("%s: too long for a query (over 1 MiB)", name)
	}
	return string(text), nil
}
