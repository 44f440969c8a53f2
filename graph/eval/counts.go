package eval

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/source"
)

// Counts tells a planner how many quads match: it is plan.Counts over a
// source. A label counts as it stands, without what leads to it.
type Counts struct{ Source source.Source }

// Count returns about how many quads have these terms; nil is any.
func (c Counts) Count(ctx context.Context, terms [4]quad.Value) (int64, error) {
	var ask []quad.Value
	for _, t := range terms {
		if t != nil {
			ask = append(ask, t)
		}
	}
	ids := make([]source.ID, len(ask))
	if len(ask) > 0 {
		if err := c.Source.IDs(ctx, ask, ids); err != nil {
			return 0, err
		}
	}
	var p source.Pattern
	for i, t := range terms {
		if t == nil {
			continue
		}
		if p[i], ids = ids[0], ids[1:]; p[i] == source.Any {
			return 0, nil
		}
	}
	n, _, err := c.Source.Count(ctx, p)
	return n, err
}
