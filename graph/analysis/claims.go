package analysis

import (
	"context"
	"slices"

	"quipu/graph/paths"
	"quipu/graph/source"
	"quipu/quads"
)

// claimReader tells claims from what is none: types, labels, provenance, what
// describes a source or a statement node. It knows who is at their origin.
type claimReader struct {
	src     source.Source
	sifter  *paths.Sifter
	origins *source.Origins
	held    int // statements kept so far
	max     int
}

func newClaimReader(ctx context.Context, src source.Source, names *quads.Names, max int) (*claimReader, error) {
	sifter, err := paths.NewSifter(ctx, src, names)
	return &claimReader{src: src, sifter: sifter, origins: source.NewOrigins(src), max: max}, err
}

// hold counts statements that are kept.
func (r *claimReader) hold(statements int) error {
	if r.held += statements; r.held > r.max {
		return &SizeError{Max: r.max}
	}
	return nil
}

// claims returns those of some statements that claim something, in their
// order.
func (r *claimReader) claims(ctx context.Context, some []Statement) ([]Statement, error) {
	triples := make([]paths.Triple, len(some))
	for i, s := range some {
		triples[i] = paths.Triple{S: s.S, P: s.P, O: s.O, Own: own(s)}
	}
	fit, err := r.sifter.Claims(ctx, triples)
	if err != nil {
		return nil, err
	}
	var out []Statement
	for i, s := range some {
		if fit[i] {
			out = append(out, s)
		}
	}
	return out, nil
}

// voices returns who is at the origin of labels, ascending. Unlabelled
// statements have one origin, which nobody knows: source.Unlabelled.
func (r *claimReader) voices(ctx context.Context, labels []source.ID) ([]source.ID, error) {
	each, err := r.origins.Of(ctx, labels...)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(each...)
	if slices.Contains(labels, source.Unlabelled) {
		all = append(all, source.Unlabelled)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// learn looks up the origins of the labels of some statements together.
func (r *claimReader) learn(ctx context.Context, some []Statement) error {
	_, err := r.origins.Of(ctx, labelsOf(some)...)
	return err
}

// labelsOf returns the labels of some statements.
func labelsOf(some []Statement) []source.ID {
	var labels []source.ID
	for _, s := range some {
		labels = append(labels, s.Labels...)
	}
	return labels
}

// independent reports whether one of some origins is another than one of the
// others.
func independent(a, b []source.ID) bool {
	return len(a) > 0 && len(b) > 0 && (len(a) > 1 || len(b) > 1 || a[0] != b[0])
}
