package query

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/paths"
	"quipu/graph/source"
	"quipu/quads"
	"quipu/quads/arrow"
)

// walker finds walks for eval, with notes for people: none of a walk whose ends
// are one thing, if the question told so.
func walker(names *quads.Names, told bool) func(context.Context, source.Source, []source.ID, []source.ID, algebra.WalkSpec) ([]source.Path, string, error) {
	return func(ctx context.Context, src source.Source, from, to []source.ID, spec algebra.WalkSpec) ([]source.Path, string, error) {
		if len(from) == 1 && slices.Equal(from, to) {
			note, err := "", error(nil)
			if !told {
				note, err = bothEnds(ctx, src, names, from[0])
			}
			return nil, note, err
		}
		r, err := paths.Find(ctx, src, names, from, to, spec)
		if weight := (*paths.WeightError)(nil); errors.As(err, &weight) {
			err = errors.New(weight.Text(func(v quad.Value) string { return arrow.Format(v, names) }))
		}
		if err != nil {
			return nil, "", err
		}
		if r.Left != nil {
			r.Left.Restrictions = (&notation{names: names}).restrictions(spec)
		}
		return r.Paths, walkNote(r, spec), nil
	}
}

// bothEnds says that a walk ends where it begins.
func bothEnds(ctx context.Context, src source.Source, names *quads.Names, id source.ID) (string, error) {
	v, err := source.TermOf(ctx, src, id)
	return "both ends are " + quads.Printable(arrow.Format(v, names)), err
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
	case spec.Exists: // how many there are, or why none, nobody asked
	case r.Left != nil:
		notes = append(notes, r.Left.String())
	case r.Cut:
		notes = append(notes, "the limit cut: there "+are(spec.Limit)+" more than "+quads.Count(spec.Limit, "path")+"; write 'limit N' for more")
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

// are is the verb before a number of things.
func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
