package paths

import (
	"context"

	"quipu/graph/algebra"
	"quipu/graph/source"
	"quipu/quads"
)

// maxLearnt is how many sources a Sifter remembers before it begins anew.
const maxLearnt = 200_000

// Sifter tells links from what is none, for those who read the graph
// themselves: by the same table as every walk. It serves one state and one
// goroutine.
type Sifter struct{ links *links }

// Triple is a statement that a Sifter is asked about. Own says that each label
// it was found under is its subject.
type Triple struct {
	S, P, O source.ID
	Own     bool
}

// NewSifter returns the Sifter of a source.
func NewSifter(ctx context.Context, src source.Source, names *quads.Names) (*Sifter, error) {
	l, err := newLinks(ctx, src, names, algebra.WalkSpec{})
	return &Sifter{l}, err
}

// Claims says of each triple whether it claims something: it is a link, would
// be if its object were not a literal, or says what two names mean.
func (s *Sifter) Claims(ctx context.Context, triples []Triple) ([]bool, error) {
	s.links.asClaims = true
	defer func() { s.links.asClaims = false }()
	return s.Links(ctx, triples)
}

// Links says of each triple whether it is a link.
func (s *Sifter) Links(ctx context.Context, triples []Triple) ([]bool, error) {
	if len(s.links.declares) > maxLearnt {
		clear(s.links.declares)
	}
	candidates := make([]candidate, len(triples))
	for i, t := range triples {
		candidates[i] = candidate{key: key{t.S, t.P, t.O}, own: t.Own}
	}
	kept, err := s.links.sift(ctx, candidates)
	if err != nil {
		return nil, err
	}
	out := make([]bool, len(triples))
	for i, t := range triples {
		if len(kept) > 0 && kept[0].key == (key{t.S, t.P, t.O}) && kept[0].own == t.Own {
			out[i], kept = true, kept[1:]
		}
	}
	return out, nil
}
