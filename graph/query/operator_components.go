package query

import (
	"context"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/quads/arrow"
)

// components lowers "components { patterns }": a row an entity, with the
// number of its connected part, the largest first, and its size.
func (l *lowerer) components(op *arrow.Operator) error {
	columns := []string{"entity", "component", "size"}
	return l.network(op, columns, func(ctx context.Context, n *analysis.Network, add func(int, ...quad.Value) error) (string, error) {
		groups, err := n.Components(ctx)
		if err != nil {
			return "", err
		}
		return "", groupRows(groups, add)
	})
}
