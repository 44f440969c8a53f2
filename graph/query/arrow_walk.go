package query

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cayleygraph/quad"

	"quipu/graph/algebra"
	"quipu/graph/paths"
	"quipu/quads"
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
	l.chains = l.chains || !aroundOf(w)
	if aroundOf(w) {
		out.Hop = l.hopVar(w)
	} else if out.To, err = ends(w.To); err != nil {
		return nil, err
	}
	if out.Var = l.walkVars[w]; out.Var == "" { // inside not: nobody sees it
		out.Var = l.hide().Var
	}
	for _, own := range []string{out.Var, out.Hop} {
		if slices.Contains(bound, own) {
			return nil, l.failf("call the variable otherwise", "?%s is the walk's own column", own)
		}
	}
	if out.Spec, err = l.walkSpec(w); err != nil {
		return nil, err
	}
	if algebra.Hidden(out.Var) && constantEnds(out) && out.Hop == "" && !out.Spec.AllShortest {
		out.Spec.Limit, out.Spec.Exists = 1, true
	}
	return out, l.oneEnd(out)
}

// constantEnds reports whether no end of a walk is a variable.
func constantEnds(w *algebra.Walk) bool {
	return !slices.ContainsFunc(slices.Concat(w.From, w.To), func(t algebra.Term) bool { return t.Var != "" })
}

// aroundOf reports whether a walk asks for a neighbourhood.
func aroundOf(w *arrow.Walk) bool {
	return len(w.To) == 1 && w.To[0] == arrow.Term(arrow.Any{})
}

// hopVar is the column of how many hops away a neighbourhood's link is: hop,
// hop2, … beside path, path2, …
func (l *lowerer) hopVar(w *arrow.Walk) string {
	if l.walkVars[w] == "" {
		return l.hide().Var
	}
	return hopColumn(l.walkVars[w])
}

func hopColumn(path string) string { return "hop" + strings.TrimPrefix(path, "path") }

func (l *lowerer) walkSpec(w *arrow.Walk) (algebra.WalkSpec, error) {
	spec := algebra.WalkSpec{
		Directed: w.Directed, ViaAny: w.ViaAny, IncludingDenied: w.IncludingDenied,
		Max: w.Max, Limit: w.Limit, AllShortest: w.AllShortest, ByRarity: w.ByRarity, HubLinks: w.HubLinks,
		MinOrigins: w.MinOrigins, Uncontested: w.Uncontested, OneSource: w.OneSource, Cap: w.Cap,
	}
	l.walkDefaults(&spec, w)
	var err error
	if w.Via != nil {
		if spec.Via, err = l.path(w.Via); err != nil {
			return spec, err
		}
	}
	if spec.Since, err = l.walkDate(w.Since, "since"); err != nil {
		return spec, err
	}
	if spec.Until, err = l.walkDate(w.Until, "until"); err != nil {
		return spec, err
	}
	if spec.Since != nil && spec.Until != nil {
		if fits, _, ok := quads.Compare(quads.LE, spec.Since, spec.Until); ok && !fits {
			t := &notation{names: l.names}
			return spec, l.failf("write the earlier date behind 'since'", "nothing is of a time since %s and until %s", t.date(spec.Since), t.date(spec.Until))
		}
	}
	if w.WeightedBy != nil {
		if spec.WeightedBy, err = l.weight(w); err != nil {
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

// walkDefaults fills what a walk does not say.
func (l *lowerer) walkDefaults(spec *algebra.WalkSpec, w *arrow.Walk) {
	if w.AvoidHubs && spec.HubLinks == 0 {
		spec.HubLinks = paths.DefaultHub
	}
	if aroundOf(w) {
		if spec.Max == 0 {
			spec.Max = paths.DefaultAround
		}
		return
	}
	if spec.Max == 0 {
		spec.Max = paths.DefaultMax
	}
	switch {
	case spec.Limit > 0:
	case w.NoLimit || w.AllShortest:
		spec.Limit = -1
	default:
		spec.Limit = paths.DefaultLimit
	}
}

// walkDate is the date of since or until, nil where it is not given.
func (l *lowerer) walkDate(t arrow.Term, word string) (quad.Value, error) {
	if t == nil {
		return nil, nil
	}
	v, err := l.constant(t, word)
	if err != nil {
		return nil, err
	}
	if !arrow.IsDate(v) {
		return nil, l.failf("as 2024, 2024-03 or 2024-03-22", "'%s' takes a date", word)
	}
	return arrow.Year(v), nil
}

// weight is the predicate that weighs.
func (l *lowerer) weight(w *arrow.Walk) (quad.Value, error) {
	t, err := l.term(w.WeightedBy, "weight")
	if err != nil {
		return nil, err
	}
	if _, ok := t.Value.(quad.IRI); !ok {
		return nil, l.failf("as in weighted by risk", "'weighted by' takes a predicate")
	}
	return t.Value, nil
}
