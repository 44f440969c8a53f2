package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"quipu/quads/text/syntax"
	"quipu/quads/text/syntax/train"
)

// evalParse prints how well the parser in the program does on a part of UD
// English EWT, given its tokens.
func evalParse(ctx context.Context, args []string, out io.Writer) error {
	flags := newFlags("parse")
	part := flags.String("part", "dev", "dev or test; what is tuned on test says nothing")
	if err := flags.Parse(args); err != nil {
		return err
	}
	m, err := syntax.Default()
	if err != nil {
		return err
	}
	trees, err := train.ReadTrees(ctx, filepath.Join(dataFolder(), "ud-ewt", *part+".conllu.xz"))
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "UD English EWT, %s part, gold tokens: %d sentences\n", *part, len(trees))
	train.Measure(m, trees).Table(out)
	return nil
}
