package query

import (
	"context"
	"strings"

	"quipu/graph/algebra"
	"quipu/graph/paths"
	"quipu/graph/source"
	"quipu/quads"
)

// walker finds walks for eval, with notes for people.
func walker(names *quads.Names) func(context.Context, source.Source, []source.ID, []source.ID, algebra.WalkSpec) ([]source.Path, string, error) {
	return func(ctx context.Context, src source.Source, from, to []source.ID, spec algebra.WalkSpec) ([]source.Path, string, error) {
		r, err := paths.Find(ctx, src, names, from, to, spec)
		if err != nil {
			return nil, "", err
		}
		return r.Paths, walkNote(r, spec), nil
	}
}

// neighbours finds the links around a set for eval.
func neighbours(names *quads.Names) func(context.Context, source.Source, []source.ID, algebra.WalkSpec) ([][]source.Hop, string, error) {
	return func(ctx context.Context, src source.Source, nodes []source.ID, spec algebra.WalkSpec) ([][]source.Hop, string, error) {
		around, err := paths.Around(ctx, src, names, nodes, spec)
		if err == nil {
			err = around.Order(ctx)
		}
		if err != nil {
			return nil, "", err
		}
		var notes []string
		if around.Cut > 0 {
			notes = append(notes, "the cap cut: "+quads.Count(around.Cut, "link")+" left out; write 'cap N' for more")
		}
		notes = append(notes, undated(around.Undated)...)
		return around.Hops, strings.Join(notes, "; "), nil
	}
}

// walkNote says what a walk left out.
func walkNote(r *paths.Result, spec algebra.WalkSpec) string {
	var notes []string
	switch {
	case r.Left != nil:
		notes = append(notes, r.Left.String())
	case r.Cut:
		verb := "are"
		if spec.Limit == 1 {
			verb = "is"
		}
		notes = append(notes, "the limit cut: there "+verb+" more than "+quads.Count(spec.Limit, "path")+"; write 'limit N' for more")
	case r.Full:
		notes = append(notes, "the limit of "+quads.Count(spec.Limit, "path")+" is reached: longer ones were not looked for; write 'limit N' for more")
	}
	notes = append(notes, undated(r.Undated)...)
	if r.Unweighed > 0 {
		notes = append(notes, quads.Count(r.Unweighed, "statement")+" met without a weight left out")
	}
	return strings.Join(notes, "; ")
}

func undated(n int) []string {
	if n == 0 {
		return nil
	}
	return []string{quads.Count(n, "statement") + " met without a date left out"}
}
