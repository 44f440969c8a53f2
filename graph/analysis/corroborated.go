package analysis

import (
	"cmp"
	"context"
	"slices"

	"quipu/graph/sorting"
	"quipu/graph/source"
	"quipu/quads"
)

// Corroboration is a statement that several sources make.
type Corroboration struct {
	Statement
	Documents int // that it stands in; a label that comes from none counts as one
	Origins   int // that are independent of one another
}

// Corroborated returns the claims that at least n independent origins make
// (source.Origins), in the order of their terms. With about, only those of
// which one of those is the subject or the object. Beyond max statements held
// it is a *SizeError.
func Corroborated(ctx context.Context, src source.Source, names *quads.Names, about []source.ID, n, max int) ([]Corroboration, error) {
	r, err := newClaimReader(ctx, src, names, max)
	if err != nil {
		return nil, err
	}
	patterns := []source.Pattern{{}}
	if about != nil {
		patterns = nil
		for _, x := range about {
			patterns = append(patterns, source.Pattern{source.S: x}, source.Pattern{source.O: x})
		}
	}
	c := corroborator{claimReader: r, documents: newDocuments(src, names), about: about, n: n}
	err = eachBatch(ctx, src, patterns, func(some []found) error { return c.take(ctx, some) })
	if err != nil {
		return nil, err
	}
	return inCorroborationOrder(ctx, src, c.out)
}

// corroborator finds what several origins say among statements.
type corroborator struct {
	*claimReader
	documents *documents
	about     []source.ID // subjects, then objects, are the patterns; nil: everything
	n         int
	out       []Corroboration
}

func (c *corroborator) take(ctx context.Context, some []found) error {
	var all []Statement
	for _, f := range some {
		again := f.pattern%2 == 1 && slices.Contains(c.about, f.S) // its subject was asked about
		if !again {
			all = append(all, f.Statement)
		}
	}
	several, err := c.ofSeveral(ctx, all)
	if err != nil {
		return err
	}
	claims, err := c.claims(ctx, several)
	if err != nil {
		return err
	}
	from := len(c.out)
	var labels []source.ID
	for _, s := range claims {
		origins, err := c.origins.Count(ctx, s.Labels...)
		if err != nil {
			return err
		}
		if err := c.hold(len(s.Labels)); err != nil {
			return err
		}
		c.out = append(c.out, Corroboration{Statement: s, Origins: origins})
		labels = append(labels, s.Labels...)
	}
	if err := c.documents.learn(ctx, labels); err != nil {
		return err
	}
	for i := range c.out[from:] {
		c.out[from+i].Documents = c.documents.count(c.out[from+i].Labels)
	}
	return nil
}

// ofSeveral returns the statements that have n origins. That is no matter of
// their labels: a document can be derived from two.
func (c *corroborator) ofSeveral(ctx context.Context, some []Statement) ([]Statement, error) {
	if err := c.learn(ctx, some); err != nil {
		return nil, err
	}
	var out []Statement
	for _, s := range some {
		origins, err := c.origins.Count(ctx, s.Labels...)
		if err != nil {
			return nil, err
		}
		if origins >= c.n {
			out = append(out, s)
		}
	}
	return out, nil
}

func inCorroborationOrder(ctx context.Context, src source.Source, list []Corroboration) ([]Corroboration, error) {
	var ids []source.ID
	for _, c := range list {
		ids = append(ids, c.S, c.P, c.O)
	}
	place, err := placesOf(ctx, src, ids)
	if err != nil {
		return nil, err
	}
	return sorting.Stable(ctx, list, func(a, b Corroboration) int { return place.triples(a.Statement, b.Statement) })
}

// triples compares two statements without their labels.
func (p places) triples(a, b Statement) int {
	return cmp.Or(p.compare(a.S, b.S), p.compare(a.P, b.P), p.compare(a.O, b.O))
}
