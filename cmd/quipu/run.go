package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"quipu/graph/query"
	"quipu/quads"
)

func newRun(a *app) *cobra.Command {
	var from graphFlags
	var f answerFlags
	cmd := &cobra.Command{
		Use:   "run FILE.query [--db FILE | -i INPUT…] [-p NAME=VALUE]…",
		Short: "run a saved query",
		Long: `Run runs the query saved in a file. The file begins with a comment that says what it
answers and declares its parameters:

  #!/usr/bin/env -S quipu run
  # Whom does a party accuse, and who says so?
  # param who : name = Russia  -- the accusing party
  $who → accuses → ?whom @ ?source

In a .gizmo file the lines of the comment may begin with // as well.

quipu run --help FILE.query shows that comment and the parameters.`,
		Example: `  quipu run accusations.query -i case.arrows
  quipu run accusations.query --db case.quipu -p who=Ukraine -o json
  quipu run --help accusations.query`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("run takes one FILE.query")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := f.settle(a); err != nil {
				return err
			}
			return a.runSaved(cmd.Context(), args[0], "", from, f)
		},
	}
	from.register(cmd)
	f.register(cmd)
	help := cmd.HelpFunc()
	cmd.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if cmd.Flags().NArg() == 0 {
			help(cmd, args)
			return
		}
		a.helpErr = a.savedHelp(cmd.Flags().Arg(0))
	})
	return cmd
}

// runSaved runs the query in a file; language prevails over the file's own.
func (a *app) runSaved(ctx context.Context, file, language string, from graphFlags, f answerFlags) error {
	saved, err := query.LoadSaved(file)
	if err != nil {
		return err
	}
	params, err := f.values()
	if err != nil {
		return err
	}
	return a.ask(ctx, from, question{text: saved.Text, file: saved.File, language: language, params: params}, f)
}

// savedHelp shows what a saved query says of itself.
func (a *app) savedHelp(file string) error {
	saved, err := query.LoadSaved(file)
	if err != nil {
		return err
	}
	var b strings.Builder
	if saved.Help != "" {
		b.WriteString(clean(saved.Help) + "\n\n")
	}
	fmt.Fprintf(&b, "Usage:\n  quipu run %s [--db FILE | -i INPUT…]", quads.Printable(file))
	for _, p := range saved.Params {
		if p.Required {
			fmt.Fprintf(&b, " -p %s=VALUE", p.Name)
		}
	}
	b.WriteString("\n")
	if len(saved.Params) > 0 {
		b.WriteString("\nParameters:\n")
	}
	for _, p := range saved.Params {
		b.WriteString("  " + paramHelp(p) + "\n")
	}
	_, err = fmt.Fprint(a.out, b.String())
	return err
}

func paramHelp(p query.Param) string {
	s := fmt.Sprintf("%-12s", p.Name)
	if p.Type != "" {
		s += " " + p.Type
	}
	if p.Required {
		s += " (required)"
	} else {
		s += " = " + p.Default
	}
	if p.Help != "" {
		s += "  " + p.Help
	}
	return quads.Printable(s)
}
