package graph

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
	"quipu/quads"
)

// labelProperties are the properties whose values name an entity.
var labelProperties = []quad.Value{
	quads.Label, quads.PrefLabel, quads.AltLabel, quads.SchName, quads.FOAFName,
}

// naming answers what the labels of a source name.
type naming struct {
	ctx        context.Context
	src        source.Source
	properties []source.ID // that occur
	distinct   bool        // no triple is in two quads
	terms      int64       // of the source
}

func newNaming(ctx context.Context, src source.Source) (*naming, error) {
	n := &naming{ctx: ctx, src: src}
	ids := make([]source.ID, len(labelProperties))
	if err := src.IDs(ctx, labelProperties, ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id != source.Any {
			n.properties = append(n.properties, id)
		}
	}
	size, err := src.Size(ctx)
	n.distinct, n.terms = size.Quads == size.Triples, size.Terms
	return n, err
}

// named returns what has a literal as a label, each once a label property.
func (n *naming) named(literal source.ID) ([]source.ID, error) {
	if len(n.properties) == 0 {
		return nil, nil
	}
	patterns := make([]source.Pattern, len(n.properties))
	for i, p := range n.properties {
		patterns[i] = source.Pattern{source.P: p, source.O: literal}
	}
	var out []source.ID
	err := source.Each(n.ctx, n.src, func(m source.Match) bool {
		if s := m.Quad[source.S]; len(out) == 0 || out[len(out)-1] != s {
			out = append(out, s)
		}
		return true
	}, patterns...)
	return out, err
}

// quads returns in how many quads a term stands as subject, predicate or
// object, which is no fewer than triples; exact is false for an estimate.
func (n *naming) quads(id source.ID) (sum int64, exact bool, err error) {
	exact = true
	for place := source.S; place <= source.O && err == nil; place++ {
		var p source.Pattern
		p[place] = id
		count, sure, e := n.src.Count(n.ctx, p)
		sum, exact, err = sum+count, exact && sure, e
	}
	return sum, exact, err
}

// triples returns in how many triples a term stands, in each place, if they
// are more than least. Where triples have several labels quads have to be read.
func (n *naming) triples(id source.ID, least int64) (sum int64, err error) {
	most, exact, err := n.quads(id)
	if err != nil || exact && (n.distinct || most <= least) {
		return most, err
	}
	patterns := make([]source.Pattern, source.O+1)
	for place := range patterns {
		patterns[place][place] = id
	}
	last := source.Match{Pattern: -1}
	err = source.Each(n.ctx, n.src, func(m source.Match) bool {
		m.Quad[source.L] = source.Any
		if m != last {
			sum++
			last = m
		}
		return true
	}, patterns...)
	return sum, err
}
