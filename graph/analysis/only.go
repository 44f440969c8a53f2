package analysis

import (
	"context"
	"slices"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// Only returns the claims that stand under some labels and under no others,
// in the order of their terms, with the former. A statement that stands
// unlabelled too is said by nobody else for that. Beyond max statements held
// it is a *SizeError.
func Only(ctx context.Context, src source.Source, names *quads.Names, labels []source.ID, max int) ([]Statement, error) {
	r, err := newClaimReader(ctx, src, names, max)
	if err != nil {
		return nil, err
	}
	said, err := r.saidUnder(ctx, labels, nil)
	if err != nil {
		return nil, err
	}
	among := make(map[source.ID]bool)
	for _, label := range labels {
		among[label] = true
	}
	var out []Statement
	for from := 0; from < len(said); from += batchTriples {
		some := said[from:min(from+batchTriples, len(said))]
		others, err := r.others(ctx, some, among)
		if err != nil {
			return nil, err
		}
		for i, s := range some {
			if !others[i] {
				out = append(out, s)
			}
		}
	}
	return inStatementOrder(ctx, src, out)
}

// others says of each statement whether it stands under a label that is not
// among some.
func (r *claimReader) others(ctx context.Context, some []Statement, among map[source.ID]bool) ([]bool, error) {
	patterns := make([]source.Pattern, len(some))
	for i, s := range some {
		patterns[i] = source.Pattern{s.S, s.P, s.O}
	}
	out := make([]bool, len(some))
	err := source.Each(ctx, r.src, func(m source.Match) bool {
		if label := m.Quad[source.L]; label != source.Unlabelled && !among[label] {
			out[m.Pattern] = true
		}
		return true
	}, patterns...)
	return out, err
}

// saidUnder returns the claims under some labels, each once, in the order of
// their ids; those alone whose subject and predicate are in within, if that
// is not nil.
func (r *claimReader) saidUnder(ctx context.Context, labels []source.ID, within map[[2]source.ID]bool) ([]Statement, error) {
	patterns := make([]source.Pattern, len(labels))
	for i, label := range labels {
		patterns[i] = source.Pattern{source.L: label}
	}
	var all []Statement
	err := eachBatch(ctx, r.src, patterns, func(some []found) error {
		var fit []Statement
		for _, f := range some {
			if within == nil || within[[2]source.ID{f.S, f.P}] {
				fit = append(fit, f.Statement)
			}
		}
		claims, err := r.claims(ctx, fit)
		if err != nil {
			return err
		}
		all = append(all, claims...)
		return r.hold(len(claims))
	})
	if err != nil {
		return nil, err
	}
	return together(ctx, all)
}

// together makes one statement of those that are one triple.
func together(ctx context.Context, all []Statement) ([]Statement, error) {
	all, err := sorting.Stable(ctx, all, compareIDs)
	if err != nil {
		return nil, err
	}
	var out []Statement
	for _, s := range all {
		if n := len(out) - 1; n >= 0 && compareIDs(out[n], s) == 0 {
			out[n].Labels = append(out[n].Labels, s.Labels...)
			slices.Sort(out[n].Labels)
			continue
		}
		out = append(out, s)
	}
	return out, nil
}
