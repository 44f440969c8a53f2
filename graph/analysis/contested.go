package analysis

import (
	"cmp"
	"context"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// Contest says in what way a statement is contested.
type Contest string

// The ways.
const (
	Denied  Contest = "denied"  // somebody denies it
	Differs Contest = "differs" // of what others say only one can be true
	Revised Contest = "revised" // the same, but of different times, so that it may have changed
)

// Voice is one party to a contest: a source that makes a statement, or a
// statement node that denies it.
type Voice struct {
	Contest Contest
	S, P, O source.ID
	Label   source.ID   // the statement is made under it; Any: it is denied
	Node    source.ID   // of the denial
	Stance  source.ID   // of the denial: a plain string
	About   []Statement // of the denial: what describes its node
}

// Contested returns the statements that sources contradict one another on,
// with each source of either side: by subject and predicate, what is denied
// first, by object, and those who make a statement before those who deny it. With about, only
// contests over a statement of which one of those is the subject or the object.
//
//   - Denied: made by one origin and denied by another (source.Origins,
//     paths.Denies).
//   - Differs: two origins give values of which only one can be right
//     (quads.Key.Excludes) to a predicate with one value: an
//     owl:FunctionalProperty, or one whose values are numbers, dates or truth
//     values. Values that contradict no other are left out.
//   - Revised: the same, where the value differs from others only at another
//     time: grown, fallen or changed. The sources (labels) of either are dated
//     (dcterms:date) and one is certainly older. A source without a date is
//     taken to speak of any time.
//
// Beyond max statements held it is a *SizeError.
func Contested(ctx context.Context, src source.Source, names *quads.Names, about []source.ID, max int) ([]Voice, error) {
	r, err := newClaimReader(ctx, src, names, max)
	if err != nil {
		return nil, err
	}
	denied, err := r.denied(ctx, names, about)
	if err != nil {
		return nil, err
	}
	differ, err := r.differing(ctx, about)
	if err != nil {
		return nil, err
	}
	return inVoiceOrder(ctx, src, append(denied, differ...))
}

func inVoiceOrder(ctx context.Context, src source.Source, voices []Voice) ([]Voice, error) {
	var ids []source.ID
	for _, v := range voices {
		ids = append(ids, v.S, v.P, v.O, v.Label, v.Node, v.Stance)
	}
	place, err := placesOf(ctx, src, ids)
	if err != nil {
		return nil, err
	}
	return sorting.Stable(ctx, voices, func(a, b Voice) int {
		return cmp.Or(place.compare(a.S, b.S), place.compare(a.P, b.P), orderTrue(a.Contest == Denied, b.Contest == Denied),
			place.compare(a.O, b.O), orderTrue(a.Node == source.Any, b.Node == source.Any), place.compare(a.Stance, b.Stance),
			place.compare(a.Label, b.Label), place.compare(a.Node, b.Node))
	})
}

// orderTrue puts what is true first.
func orderTrue(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// voicesOf returns a voice for each label of a statement.
func voicesOf(c Contest, s Statement) []Voice {
	var out []Voice
	for _, label := range s.Labels {
		out = append(out, Voice{Contest: c, S: s.S, P: s.P, O: s.O, Label: label})
	}
	return out
}
