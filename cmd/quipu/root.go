package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot returns the command quipu with all its commands.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "quipu [FILE…]",
		Short: "who did, said, claimed or denied what, and which source says so",
		Long: `Quipu keeps reported relationships as quads: subject, predicate, object, and the
source that says so. Write them down as arrows, ask for them with the same arrows:

  Russia → accuses → Ukraine @ Russian security services
  Russia → accuses → ?whom @ ?source

With files alone, quipu opens the shell on them.`,
		Example: `  quipu case.arrows
  quipu query -i case.arrows '?who → accuses → ?whom @ ?source'
  quipu query -i case.arrows 'ISIS-K ~ Ukraine'
  quipu load --db case.quipu case.arrows
  quipu export --db case.quipu --to case.nq`,
		Version:       version(),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.SetVersionTemplate("quipu {{.Version}}\n")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usagef("%s", err) })
	root.RunE = func(cmd *cobra.Command, args []string) error { return a.bare(cmd, args) }
	root.AddCommand(
		newShell(a), newQuery(a), newRun(a), newFind(a), newStats(a),
		newLoad(a), newExtract(a), newReview(a), newMatch(a), newRemove(a), newExport(a),
		newLog(a), newCompact(a), newVerify(a), newBackup(a),
	)
	for _, cmd := range root.Commands() {
		cmd.DisableFlagsInUseLine = true // the usage lines name their flags
	}
	root.SuggestionsMinimumDistance = 2
	return root
}

// bare runs quipu without a command: the shell on the files given, or on
// nothing where a person sits at a terminal.
func (a *app) bare(cmd *cobra.Command, args []string) error {
	if len(args) == 0 && !a.terminal() {
		cmd.SetOut(a.err)
		if err := cmd.Help(); err != nil {
			return err
		}
		return usagef("no command, and no terminal to open the shell on")
	}
	if len(args) > 0 {
		if err := a.mistyped(cmd, args[0]); err != nil {
			return err
		}
	}
	db, inputs, err := splitStore(args)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		db = a.getenv("QUIPU_DB")
	}
	return a.openShell(cmd.Context(), graphFlags{db: db, inputs: inputs})
}

// mistyped tells a file that does not exist from a command that does not.
func (a *app) mistyped(cmd *cobra.Command, word string) error {
	if word == "-" {
		return nil
	}
	if _, err := os.Stat(word); err == nil || strings.ContainsAny(word, `./\`) {
		return nil
	}
	what := fmt.Sprintf("%q is neither a command nor a file", word)
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		what += "; did you mean " + strings.Join(near, ", ") + "?"
	}
	return usagef("%s", what)
}
