package main

import (
	"context"
	"errors"
	"fmt"

	"quipu/graph"
	"quipu/graph/review"
	"quipu/quads"
)

// checkQuotes writes a line for each quote that does not stand in the text it
// was taken from. That is a fault of what was written, not of the file.
func (a *app) checkQuotes(ctx context.Context, g *graph.Graph, db string) (err error) {
	src, err := g.View(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	wrong := 0
	var failed error
	_, err = review.CheckQuotes(ctx, src, g.Names(), func(q *review.QuoteError) {
		wrong++
		if _, err := fmt.Fprintln(a.out, q); err != nil {
			failed = errors.Join(failed, err)
		}
	})
	switch {
	case err != nil || failed != nil:
		return errors.Join(err, failed)
	case wrong > 0:
		return fmt.Errorf("%s: the file is whole, but %s not in the texts that are kept: extract those documents again", db, quads.Count(wrong, "quote"))
	}
	return nil
}
