package query

import (
	"context"
	"fmt"

	"github.com/cayleygraph/quad"

	"quipu/graph/analysis"
	"quipu/quads"
	"quipu/quads/arrow"
)

// communities lowers "communities { patterns }": a row an entity, with the
// number of its community, the largest first, and its size; the modularity of
// all in a note.
func (l *lowerer) communities(op *arrow.Operator) error {
	columns := []string{"entity", "community", "size"}
	return l.network(op, columns, func(ctx context.Context, n *analysis.Network, add func(int, ...quad.Value) error) (string, error) {
		groups, modularity, err := n.Communities(ctx)
		if err != nil || len(groups) == 0 {
			return "", err
		}
		note := fmt.Sprintf("%s, modularity %.3f (0: no more links inside than by chance; 1: all)",
			quads.Count(len(groups), "community"), modularity)
		return note, groupRows(groups, add)
	})
}
