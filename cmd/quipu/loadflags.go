package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"quipu/graph"
	"quipu/graph/review"
	"quipu/quads"
	"quipu/quads/arrow"
)

// loadFlags say how inputs are read.
type loadFlags struct {
	from, source, base string
	skipBad            bool
	maxLine, memory    size
}

func (f *loadFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.registerFrom(cmd)
	flags.StringVar(&f.source, "source", "", "label the quads that bring no label with the source `NAME`")
	flags.StringVar(&f.base, "base", "", "the `IRI` under which the names of a new graph live (default "+quads.Base+")")
	flags.BoolVar(&f.skipBad, "skip-bad", false, "report bad lines, skip them and read the others")
	flags.Var(&f.maxLine, "max-line", "the longest line taken, in bytes or as 64M (default 16M)")
}

// registerMemory adds the flag of a command that loads into a store.
func (f *loadFlags) registerMemory(flags *pflag.FlagSet) {
	flags.Var(&f.memory, "memory", "use about this much memory, as in 4G; what does not fit waits in\ntemporary files (default a quarter of the machine's)")
}

func (f *loadFlags) registerFrom(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.from, "from", "", "the inputs are in `FORMAT` ("+strings.Join(readable(), ", ")+"), whatever their extensions")
	_ = cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(readable(), cobra.ShellCompDirectiveNoFileComp))
}

// check refuses inputs that cannot be loaded, before a store is created for
// them in vain: a missing file, a folder, a store, a format that nobody knows.
func (f *loadFlags) check(inputs []string) error {
	if err := onceStdin(inputs); err != nil {
		return err
	}
	if err := checkFormat(f.from, readable()); err != nil {
		return err
	}
	if f.maxLine > longestLine-1 {
		return usagef("--max-line: at most %d bytes", longestLine-1)
	}
	for _, path := range inputs {
		if path != "-" {
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			if info.IsDir() {
				return fmt.Errorf("%s is a directory: name the files in it", path)
			}
			// A file that cannot be looked at is told when it is loaded.
			if is, _ := graph.IsFile(path); is {
				return fmt.Errorf("%[1]s is a store and no input: name it with --db %[1]s", path)
			}
		}
		if f.from != "" {
			continue
		}
		if _, err := quads.FormatByFile(graph.Formats(), path); err != nil {
			return err
		}
	}
	return nil
}

// How many bad lines and how many remarks are shown before they are only
// counted.
const (
	shownBad     = 20
	shownRemarks = 5
)

// run loads inputs into g, telling bad lines and progress on standard error.
func (f *loadFlags) run(ctx context.Context, a *app, g *graph.Graph, inputs []string, replace bool) (graph.LoadReport, error) {
	var none graph.LoadReport
	source, err := f.label(g.Names())
	if err != nil {
		return none, err
	}
	bar := a.progress()
	defer bar.stop()
	o := graph.LoadOptions{
		Source: source, Replace: replace, MaxLine: int(f.maxLine), Memory: int64(f.memory), Progress: bar.load,
		Words: review.Words(g),
	}
	bad, badLines, remarks := 0, 0, 0
	o.OnRemark = func(text string) {
		if remarks++; remarks <= shownRemarks {
			note(bar, "%s", text)
		}
	}
	if f.skipBad {
		o.OnBad = func(err error) {
			badLines += quads.SkippedLines(err)
			if bad++; bad <= shownBad {
				note(bar, "skipped: %v", err)
			}
		}
	}
	stdin := interruptible{ctx, a.in}
	given := make([]graph.Input, len(inputs))
	for i, path := range inputs {
		given[i] = graph.Input{Path: path, From: f.from, Stdin: stdin}
	}
	report, err := g.Load(ctx, given, o)
	bar.stop()
	if more := remarks - shownRemarks; more > 0 {
		a.note("and %d more", more)
	}
	if bad > 0 {
		a.note("%s skipped", quads.Count(badLines, "line"))
	}
	return report, err
}

// label is the source that --source names, nil without it.
func (f *loadFlags) label(names *quads.Names) (quad.Value, error) {
	if f.source == "" {
		return nil, nil
	}
	t, err := arrow.ParseTerm(f.source, names)
	if err != nil {
		return nil, fmt.Errorf("--source: %w", err)
	}
	switch t := t.(type) {
	case arrow.Name:
		return names.IRI(t.Text), nil
	case arrow.IRI:
		return t.Value, nil
	}
	return nil, usagef("--source %s: a source is a name or an IRI", f.source)
}

// readable returns the names of the formats that can be read.
func readable() []string {
	var names []string
	for _, f := range graph.Formats() {
		if f.NewReader != nil {
			names = append(names, f.Name)
		}
	}
	return names
}

func checkFormat(name string, known []string) error {
	if name == "" {
		return nil
	}
	for _, k := range known {
		if k == name {
			return nil
		}
	}
	return usagef("unknown format %q: use one of %s", name, strings.Join(known, ", "))
}

// A size is a flag's number of bytes: 1048576, 1M, 1MiB.
type size int64

func (s *size) String() string {
	if *s == 0 {
		return ""
	}
	return strconv.FormatInt(int64(*s), 10)
}

func (s *size) Type() string { return "SIZE" }

func (s *size) Set(text string) error {
	digits := strings.TrimRight(text, "TKMGiBkmgbt")
	shift := 0
	switch unit := strings.ToUpper(text[len(digits):]); unit {
	case "", "B":
	case "K", "KB", "KIB":
		shift = 10
	case "M", "MB", "MIB":
		shift = 20
	case "G", "GB", "GIB":
		shift = 30
	case "T", "TB", "TIB":
		shift = 40
	default:
		return fmt.Errorf("unknown unit %q: use K, M, G or T", unit)
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n <= 0 || n > math.MaxInt64>>shift {
		return fmt.Errorf("want a number of bytes, as in 64M")
	}
	*s = size(n << shift)
	return nil
}

// longestLine is the most that --max-line may be.
const longestLine = 2 << 30
