package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"quipu/quads"
	"quipu/quads/text"
	"quipu/quads/text/document"
	"quipu/quads/text/texttest"
)

// evalArticles compares the claims of the articles of the regression suite with
// those that a careful reader finds.
func evalArticles(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("articles")
	folder := flags.String("texts", "testdata/text/articles", "the `FOLDER` with articles and their claims")
	verbose := flags.Bool("errors", false, "print what is missing and what is beyond the lists")
	if err := flags.Parse(args); err != nil {
		return err
	}
	names, err := quads.NewNames("")
	if err != nil {
		return err
	}
	gold, err := filepath.Glob(*folder + "/*.claims")
	if err != nil {
		return err
	}
	if len(gold) == 0 {
		return fmt.Errorf("%s has no *.claims: run this at the top of the repository", *folder)
	}
	var found, expected, others, dangers int
	fmt.Fprintf(out, "%-14s %9s %7s %8s\n", "article", "found", "others", "dangers")
	for _, path := range gold {
		s, err := articleScore(ctx, names, path)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(filepath.Base(path), ".claims")
		fmt.Fprintf(out, "%-14s %4d / %2d %7d %8d\n", name, s.Found, s.Expected, len(s.Spurious), len(s.Dangers))
		if *verbose {
			printErrors(out, names, s)
		}
		found, expected, others, dangers = found+s.Found, expected+s.Expected, others+len(s.Spurious), dangers+len(s.Dangers)
	}
	_, err = fmt.Fprintf(out, "%-14s %4d / %2d %6d %8d\n", "all", found, expected, others, dangers)
	return err
}

func printErrors(out io.Writer, names *quads.Names, s *texttest.Score) {
	for _, d := range s.Dangers {
		fmt.Fprintln(out, "    danger: ", d)
	}
	for _, l := range s.Missing {
		fmt.Fprintln(out, "    missing:", l.Text)
	}
	for _, c := range s.Spurious {
		fmt.Fprintf(out, "    other:   %.2f %s\n", c.Confidence, texttest.String(c, names))
	}
}

func articleScore(ctx context.Context, names *quads.Names, gold string) (*texttest.Score, error) {
	raw, err := os.ReadFile(gold)
	if err != nil {
		return nil, err
	}
	lines, err := texttest.Parse(string(raw))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", gold, err)
	}
	paths, err := filepath.Glob(strings.TrimSuffix(gold, ".claims") + ".*")
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if path == gold {
			continue
		}
		doc, err := document.OpenFile(ctx, path, nil, document.Options{})
		if err != nil {
			return nil, err
		}
		x, err := text.Extract(ctx, doc, names, text.Options{Handle: texttest.Handle})
		if err != nil {
			return nil, err
		}
		s := texttest.Compare(x.Claims, lines, names)
		return &s, nil
	}
	return nil, fmt.Errorf("%s has no article beside it", gold)
}
