package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"quipu/graph"
	"quipu/quads"
	"quipu/quads/text/document"
)

// extractFlags say what is read and what is made of it.
type extractFlags struct {
	format, to, db, as string
	from, base         string
	given              document.Meta // of the one text that is given
	author, source     string
	sources            string
	noText             bool
	least              float64
	with               string
	timeout, wait      time.Duration
	described          map[string]sourceRow // by file: what LIST.csv says
}

func newExtract(a *app) *cobra.Command {
	var f extractFlags
	cmd := &cobra.Command{
		Use:   "extract TEXT… [-o FORMAT] [--to OUT | --db FILE]",
		Short: "read claims out of news texts",
		Long: `Extract reads texts (plain, Markdown, HTML as saved from a browser) and tells who did
what, who says so, and what is denied, each with its sentence and how likely it was
understood. A TEXT is a file, a folder with all in it, or "-". It needs no network.

With --db the claims go into a store, to be looked at with 'quipu review'; a rerun
does only what changed. A file that cannot be read is reported and left out.

What a text is, is taken from the flags, from LIST.csv (columns file, title, author,
date, url, source), from its front matter, or from the page; never from the file.`,
		Example: `  quipu extract article.txt
  quipu extract --date 2024-03-27 --url https://example.org/a article.txt -o arrows
  quipu extract --db case.quipu --sources list.csv articles/
  curl -s https://example.org/a.html | quipu extract --from html -`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.extract(cmd, &f, args) },
	}
	f.register(cmd)
	return cmd
}

func (f *extractFlags) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVarP(&f.format, "output", "o", "", "write claims as `FORMAT`: "+strings.Join(claimFormats(), ", ")+"\n(default by the extension of --to, else list)")
	flags.StringVar(&f.to, "to", "", "write to the file `OUT` instead of standard output")
	flags.StringVar(&f.db, "db", "", "put the claims into the store in `FILE`")
	flags.StringVar(&f.from, "from", "", "the texts are in `FORMAT` ("+strings.Join(document.Formats(), ", ")+"), whatever their extensions")
	flags.StringVar(&f.base, "base", "", "the `IRI` under which the names of a new graph live (default "+quads.Base+")")
	flags.StringVar(&f.given.Title, "title", "", "the text's `TITLE`")
	flags.StringVar(&f.author, "author", "", "who wrote it; several `NAMES` are separated by \";\"")
	flags.StringVar(&f.given.Date, "date", "", "when it was published: `DATE` as 2024-03-27 or 2024-03")
	flags.StringVar(&f.given.URL, "url", "", "its address, a `URL` that begins with http:// or https://")
	flags.StringVar(&f.source, "source", "", "label what it says with the source `NAME`")
	flags.StringVar(&f.sources, "sources", "", "take these from `LIST.csv`, a row for each file")
	flags.BoolVar(&f.noText, "no-text", false, "do not keep the text itself")
	flags.Float64Var(&f.least, "min-confidence", 0, "leave out claims below `X`, from 0 to 1")
	flags.StringVar(&f.with, "with", "", "ask `COMMAND` for the claims of each sentence (see docs/extractor-protocol.md)")
	flags.DurationVar(&f.timeout, "timeout", 0, "how long COMMAND may take for a sentence (default 30s)")
	registerAs(flags, &f.as)
	registerWait(flags, &f.wait)
	_ = cmd.RegisterFlagCompletionFunc("output", cobra.FixedCompletions(claimFormats(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(document.Formats(), cobra.ShellCompDirectiveNoFileComp))
}

// The formats of claims that are no formats of quads.
const (
	formatList  = "list"
	formatJSONL = "jsonl"
	formatTable = "table"
)

// claimFormats are those that -o takes: not N-Triples, which have no place for
// the source that every claim has.
func claimFormats() []string {
	quadFormats := slices.DeleteFunc(writable(), func(name string) bool { return name == "ntriples" })
	return append([]string{formatList, formatTable, formatJSONL}, quadFormats...)
}

// check refuses flags that cannot be meant; inputs are the files that were
// found.
func (f *extractFlags) check(inputs []string) error {
	if err := checkFormat(f.from, document.Formats()); err != nil {
		return err
	}
	if f.db != "" && (f.to != "" || f.format != "") {
		return usagef("--db puts the claims into a store: --to and -o write them elsewhere; give one")
	}
	if !(f.least >= 0 && f.least <= 1) { // nor NaN
		return usagef("--min-confidence %v: want a number from 0 to 1", f.least)
	}
	if f.timeout != 0 && f.with == "" {
		return usagef("--timeout belongs to --with COMMAND")
	}
	if f.timeout < 0 {
		return usagef("--timeout %s: want a time, as in 30s", f.timeout)
	}
	for _, given := range [][2]string{{"--title", f.given.Title}, {"--url", f.given.URL}, {"--source", f.source}} {
		if given[1] != "" && len(inputs) > 1 {
			return usagef("%s is of one text, and these are %d: use --sources LIST.csv", given[0], len(inputs))
		}
	}
	if err := checkMeta(f.given); err != nil {
		return usagef("%s", err)
	}
	f.given.Authors = splitAuthors(f.author)
	return nil
}

// checkMeta refuses what is no date and no address.
func checkMeta(m document.Meta) error {
	if m.Date != "" {
		if v, isDate, err := quads.Bare(m.Date, nil); err != nil || !isDate || !isDateLike(m.Date, v) {
			return fmt.Errorf("%q is no date: write 2024-03-27, 2024-03 or 2024", m.Date)
		}
	}
	if m.URL != "" && (quads.CheckIRI(m.URL) != nil || !strings.HasPrefix(m.URL, "http://") && !strings.HasPrefix(m.URL, "https://")) {
		return fmt.Errorf("%q is no address: it begins with http:// or https://", m.URL)
	}
	return nil
}

// splitAuthors cuts a list of names at its semicolons.
func splitAuthors(names string) []string {
	var out []string
	for _, name := range strings.Split(names, ";") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// extract runs the command.
func (a *app) extract(cmd *cobra.Command, f *extractFlags, args []string) error {
	if len(args) == 0 {
		return usagef("no text: give a file, a folder, or - for standard input")
	}
	if err := onceStdin(args); err != nil {
		return err
	}
	names, err := quads.NewNames(f.base)
	if err != nil {
		return usagef("--base: %s", err)
	}
	inputs, passed, err := findTexts(args, f.from)
	if err != nil {
		return err
	}
	if err := f.check(inputs); err != nil {
		return err
	}
	if f.sources != "" {
		if f.described, err = readSources(f.sources); err != nil {
			return err
		}
		if rows := f.unused(inputs); len(rows) > 0 {
			a.note("%s: %s of files that are not among the texts: %s", f.sources, quads.Count(len(rows), "row"), firstOf(rows))
		}
	}
	if passed > 0 {
		a.note("%s in folders passed over: not one of %s", quads.Count(passed, "file"), strings.Join(textExtensions, " "))
	}
	e := &extractor{app: a, flags: f, names: names, inputs: inputs}
	if f.db != "" {
		words := append([]string{"extract"}, baseNames(args)...)
		return e.intoStore(a.signed(cmd.Context(), f.as, words...), graph.Options{Base: f.base, Wait: f.wait})
	}
	return e.write(cmd.Context())
}

// claimFormat is the format named, else that of the extension, else a list.
func (f *extractFlags) claimFormat() (string, error) {
	if f.format == "" {
		switch {
		case f.to == "" || f.to == "-" || strings.HasSuffix(f.to, ".txt"):
			return formatList, nil
		case strings.HasSuffix(f.to, ".jsonl"):
			return formatJSONL, nil
		}
	} else if slices.Contains([]string{formatList, formatJSONL, formatTable}, f.format) {
		return f.format, nil
	} else if err := checkFormat(f.format, claimFormats()); err != nil {
		return "", err
	}
	q, err := exportFormat(f.format, f.to)
	return q.Name, err
}

// firstOf names the first of some files.
func firstOf(files []string) string {
	if len(files) > 1 {
		return files[0] + ", …"
	}
	return files[0]
}
