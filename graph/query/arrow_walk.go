package query

import (
	"errors"
	"fmt"
	"slices"

	"quipu/graph/algebra"
	"quipu/graph/paths"
	"quipu/quads/arrow"
)

// walk lowers a walk over the solutions that bind its ends.
func (l *lowerer) walk(in algebra.Node, w *arrow.Walk) (algebra.Node, error) {
	l.at = w.Pos
	out := &algebra.Walk{In: in}
	bound := algebra.Vars(in)
	ends := func(terms []arrow.Term) ([]algebra.Term, error) {
		var out []algebra.Term
		for _, t := range terms {
			if _, any := t.(arrow.Any); any {
				return nil, l.failf("write a name, or a variable that a pattern binds", "an end of a walk is anything")
			}
			end, err := l.term(t, "walk's end")
			if err != nil {
				return nil, err
			}
			if err := l.notLiteral(end, "walk's end"); err != nil {
				return nil, err
			}
			if end.Var != "" && !slices.Contains(bound, end.Var) {
				return nil, l.failf(fmt.Sprintf("add a pattern that binds it, inside the same { }, such as ?%s → type → organisation", end.Var),
					"?%s is an end of a walk and nothing here binds it", end.Var)
			}
			out = append(out, end)
		}
		return out, nil
	}
	var err error
	if out.From, err = ends(w.From); err != nil {
		return nil, err
	}
	if out.To, err = ends(w.To); err != nil {
		return nil, err
	}
	if out.Var = l.walkVars[w]; out.Var == "" { // inside not: nobody sees it
		out.Var = l.hide().Var
	}
	if slices.Contains(bound, out.Var) {
		return nil, l.failf("call the variable otherwise", "?%s is the walk's own column", out.Var)
	}
	out.Spec, err = l.walkSpec(w)
	return out, err
}

func (l *lowerer) walkSpec(w *arrow.Walk) (algebra.WalkSpec, error) {
	spec := algebra.WalkSpec{
		Directed: w.Directed, ViaAny: w.ViaAny, IncludingDenied: w.IncludingDenied,
		Max: w.Max, Limit: w.Limit,
	}
	if spec.Max == 0 {
		spec.Max = paths.DefaultMax
	}
	if spec.Limit == 0 {
		spec.Limit = paths.DefaultLimit
	}
	var err error
	if w.Via != nil {
		if spec.Via, err = l.path(w.Via); err != nil {
			return spec, err
		}
	}
	label, about, err := l.label(w.Label)
	if err != nil {
		return spec, err
	}
	if len(about) > 0 {
		label.Kind = algebra.BindLabel
	}
	spec.Label = label
	if err := paths.Check(spec); err != nil {
		hint := ""
		if errors.Is(err, paths.ErrLabel) {
			hint = "write a name, or leave the label out"
		}
		return spec, l.fail(w.Pos, err.Error(), hint)
	}
	return spec, nil
}
